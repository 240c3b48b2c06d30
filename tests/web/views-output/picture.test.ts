import { describe, expect, it } from 'vitest';
import { freestCorner } from '../../../web/src/views/output/legend';
import { margin, upsample, upsampleWinners } from '../../../web/src/views/output/upsample';
import type { Plane } from '../../../web/src/views/output/plane';

describe('from the grid to the picture', () => {
  it('keeps a ramp a ramp and holds it beyond the outer cells', () => {
    const values = Float32Array.from({ length: 64 }, (_, n) => n % 8);
    const out = new Float32Array(80 * 40);
    upsample(values, 8, out, 80, 40);
    // Pixel p lies at cell (p + 0.5) / 10 - 0.5.
    for (const p of [10, 23, 40, 71]) expect(out[20 * 80 + p]).toBeCloseTo((p + 0.5) / 10 - 0.5, 4);
    expect(out[0]).toBe(0);
    expect(out[79]).toBe(7);
  });

  it('works on a single cell', () => {
    const out = new Float32Array(9);
    upsample(Float32Array.of(4), 1, out, 3, 3);
    expect([...out]).toEqual(new Array(9).fill(4));
  });

  it('puts the border between two sure classes half way, and never invents a class', () => {
    const winner = Uint8Array.from({ length: 16 }, (_, n) => (n % 4 < 2 ? 2 : 5));
    const p = new Float32Array(16).fill(0.9);
    const outWinner = new Uint8Array(400);
    const outP = new Float32Array(400);
    upsampleWinners(winner, p, 4, 7, outWinner, outP, 20, 20);
    expect(new Set(outWinner)).toEqual(new Set([2, 5]));
    for (let y = 0; y < 20; y++) {
      expect(outWinner[y * 20 + 9]).toBe(2);
      expect(outWinner[y * 20 + 10]).toBe(5);
    }
    expect(outP[0]).toBeCloseTo(0.9, 5);
    expect(outP[9]!).toBeLessThan(0.9);
  });

  it('has a margin above zero only where the class wins', () => {
    const found = margin(1, Uint8Array.of(1, 0, 1), Float32Array.of(0.8, 0.7, 0.4), 3);
    expect([...found].map(Math.sign)).toEqual([1, -1, 1]);
    expect(found[0]).toBeCloseTo(0.7, 5);
  });
});

describe('the legend', () => {
  const plane: Plane = { x0: 0, x1: 1, y0: 0, y1: 1, width: 300, height: 300 };
  it('goes where fewest points are', () => {
    expect(freestCorner(plane, { x: [], y: [] }, 100, 50)).toBe('top right');
    expect(freestCorner(plane, { x: [0.9, 0.1], y: [0.95, 0.95] }, 100, 50)).toBe('bottom right');
  });
});
