import { describe, expect, it } from 'vitest';
import { decimalsFor, ticks, tickStep, tickText } from '../../../web/src/views/output/ticks';

describe('ticks', () => {
  it('are round, inside and not too many', () => {
    for (const [low, high] of [
      [-1.25, 1.25],
      [0.13, 7.9],
      [-1600, 2400],
      [1e-6, 9e-6],
      [51.2, 51.9],
    ] as const)
      for (const most of [2, 4, 6, 10]) {
        const found = ticks(low, high, most);
        const step = tickStep(low, high, most);
        expect(found.length).toBeGreaterThan(0);
        expect(found.length).toBeLessThanOrEqual(most + 1);
        expect([1, 2, 5]).toContain(Number((step / 10 ** Math.floor(Math.log10(step) + 1e-9)).toFixed(6)));
        for (const tick of found) {
          expect(tick).toBeGreaterThanOrEqual(low - 1e-9 * (high - low));
          expect(tick).toBeLessThanOrEqual(high + 1e-9 * (high - low));
        }
      }
  });

  it('hold on odd ranges', () => {
    expect(ticks(3, 3, 5)).toEqual([3]);
    expect(tickStep(0, Number.NaN, 5)).toBe(1);
    expect(tickStep(0, Number.POSITIVE_INFINITY, 5)).toBe(1);
  });

  it('are written alike, with a true minus and no negative zero', () => {
    const step = tickStep(-1, 1, 5);
    expect(ticks(-1, 1, 5).map((tick) => tickText(tick, step))).toEqual([
      '\u22121.0',
      '\u22120.5',
      '0.0',
      '0.5',
      '1.0',
    ]);
    expect(tickText(2e7, 1e7)).toBe('2e7');
    expect(decimalsFor(0.05)).toBe(2);
    expect(decimalsFor(20)).toBe(0);
  });
});
