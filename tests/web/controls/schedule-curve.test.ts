import { expect, test } from 'vitest';
import { schedulePath, scheduleShare, type ScheduleShape } from '../../../web/src/controls/schedule-curve';

const shape = (kind: string, part: Partial<ScheduleShape> = {}): ScheduleShape => ({
  kind,
  epochs: 300,
  scheduleEpochs: 100,
  factor: 0.5,
  ...part,
});

test('each schedule has the share of the rate that the trainer uses', () => {
  expect(scheduleShare(shape('constant'), 0.7)).toBe(1);
  expect(scheduleShare(shape('step'), 0.5)).toBe(0.5);
  expect(scheduleShare(shape('step'), 0.99)).toBe(0.25);
  expect(scheduleShare(shape('exponential'), 0.5)).toBeCloseTo(0.5 ** 1.5);
  expect(scheduleShare(shape('cosine'), 0)).toBe(1);
  expect(scheduleShare(shape('cosine', { factor: 0.1 }), 1)).toBeCloseTo(0.1);
  expect(scheduleShare(shape('warmup'), 1 / 6)).toBeCloseTo(0.5);
  expect(scheduleShare(shape('warmup'), 0.9)).toBe(1);
  expect(scheduleShare(shape('one-cycle'), 0)).toBeCloseTo(0.04);
  expect(scheduleShare(shape('one-cycle'), 0.3)).toBeCloseTo(1);
  expect(scheduleShare(shape('one-cycle', { factor: 0 }), 1)).toBeCloseTo(0);
});

test('the small picture stays in its box', () => {
  for (const kind of ['constant', 'step', 'exponential', 'cosine', 'warmup', 'one-cycle']) {
    const numbers = schedulePath(shape(kind), 26, 12)
      .match(/[\d.]+/g)!
      .map(Number);
    numbers.forEach((n, i) => {
      expect(n).toBeGreaterThanOrEqual(1);
      expect(n).toBeLessThanOrEqual(i % 2 ? 11 : 25);
    });
  }
});
