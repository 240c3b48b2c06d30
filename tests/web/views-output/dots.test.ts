import { describe, expect, it } from 'vitest';
import { quantiles, samplesPerDot, stackDots } from '../../../web/src/views/output/dots';

describe('quantile dots', () => {
  it('stand for equal shares of the samples', () => {
    const samples = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
    const dots = quantiles(samples, 40);
    expect(dots).toHaveLength(40);
    dots.forEach((dot, i) => expect(dot).toBeCloseTo((i + 0.5) / 40, 6));
  });

  it('do not depend on the order of the samples and leave them untouched', () => {
    const samples = Float32Array.from([3, 1, 2, 5, 4, 9, 8, 7, 6, 0, 11, 10]);
    const before = [...samples];
    expect(quantiles(samples, 4)).toEqual(
      quantiles(
        [...before].sort((a, b) => a - b),
        4,
      ),
    );
    expect([...samples]).toEqual(before);
  });

  it('are the samples themselves while these are few', () => {
    expect(quantiles([0.5, 0.25], 40)).toEqual([0.25, 0.5]);
    expect(quantiles([], 40)).toEqual([]);
    expect(samplesPerDot(34, 40)).toBe(1);
    expect(samplesPerDot(100, 40)).toBe(2.5);
  });
});

describe('the strip', () => {
  const inside = (values: number[], width: number, height: number): void => {
    const { dots, radius } = stackDots(values, 0, 1, width, height);
    expect(dots).toHaveLength(values.length);
    for (const { x, y } of dots) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(y).toBeLessThanOrEqual(0);
      expect(y - radius).toBeGreaterThanOrEqual(-height - 0.01);
    }
  };

  it('keeps every dot inside, spread out or all in one place', () => {
    inside(
      Array.from({ length: 40 }, (_, i) => i / 39),
      360,
      60,
    );
    inside(new Array<number>(40).fill(1), 360, 60);
    inside(new Array<number>(60).fill(0.37), 200, 34);
    inside([-4, 7], 100, 30);
  });

  it('puts a dot within a bin of its value', () => {
    const values = Array.from({ length: 40 }, (_, i) => (i / 39) ** 2);
    for (const { x, value } of stackDots(values, 0, 1, 360, 60).dots)
      expect(Math.abs(x - 360 * value)).toBeLessThanOrEqual(9.1);
  });

  it('never draws two dots on one spot', () => {
    const { dots } = stackDots(new Array<number>(40).fill(0.5), 0, 1, 360, 60);
    expect(new Set(dots.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`)).size).toBe(40);
  });
});
