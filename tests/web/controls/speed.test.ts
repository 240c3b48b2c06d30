import { expect, test } from 'vitest';
import { speedAt, speedShare, speedWords } from '../../../web/src/controls/speed';

test('from half a step a second to as fast as it can', () => {
  expect(speedAt(0)).toBe(0.5);
  expect(speedAt(0.95)).toBe(1000);
  expect(speedAt(1)).toBe(0);
});

test('the slider stays where it was put', () => {
  for (let share = 0; share <= 1; share += 0.05)
    expect(Math.abs(speedShare(speedAt(share)) - share)).toBeLessThan(0.03);
});

test('it never runs backwards', () => {
  let before = 0;
  for (let share = 0; share < 0.97; share += 0.01) {
    expect(speedAt(share)).toBeGreaterThanOrEqual(before);
    before = speedAt(share);
  }
});

test('at full speed what was measured is shown', () => {
  expect(speedWords(0, 0)).toBe('full');
  expect(speedWords(0, 12_345)).toBe(`${(12_000).toLocaleString()}/s`);
  expect(speedWords(30, 12_345)).toBe('30/s');
});
