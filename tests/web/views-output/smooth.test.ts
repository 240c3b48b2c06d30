import { describe, expect, it } from 'vitest';
import { smoothGrid, smoothRow, smoothSurface } from '../../../web/src/views/output/smooth';
import type { Surface } from '../../../web/src/worker/protocol';

const noise = (count: number): Float32Array => {
  let state = 7;
  return Float32Array.from(
    { length: count },
    () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5,
  );
};
const deviation = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

describe('smoothing what is chance', () => {
  it('leaves straight lines and planes as they are, ends too', () => {
    const row = Float32Array.from({ length: 50 }, (_, i) => 2 * i - 7);
    smoothRow(row, 12).forEach((v, i) => expect(v).toBeCloseTo(row[i]!, 3));
    const plane = Float32Array.from({ length: 400 }, (_, n) => (n % 20) - 3 * Math.floor(n / 20));
    smoothGrid(plane, 20, 2).forEach((v, n) => expect(v).toBeCloseTo(plane[n]!, 3));
  });

  it('takes most of the grain off', () => {
    const grain = noise(10_000);
    expect(deviation(smoothRow(grain, 12))).toBeLessThan(0.4 * deviation(grain));
    expect(deviation(smoothGrid(grain, 100, 2))).toBeLessThan(0.35 * deviation(grain));
  });

  it('holds on a single cell', () => {
    expect([...smoothRow(Float32Array.of(3), 4)]).toEqual([3]);
    expect([...smoothGrid(Float32Array.of(3), 1, 2)]).toEqual([3]);
  });

  it('changes nothing where there is no chance', () => {
    const values = noise(100);
    const surface: Surface = {
      cells: 10,
      samples: 100,
      complete: true,
      mean: values,
      winner: new Uint8Array(),
      total: values,
      aleatoric: values,
      epistemic: values,
    };
    expect(smoothSurface(surface, false, false)).toBe(surface);
    expect(smoothSurface({ ...surface, samples: 1 }, false, true).mean).toBe(values);
    const rough = (s: Surface): number => deviation(s.mean);
    expect(rough(smoothSurface(surface, false, true))).toBeLessThan(
      rough(smoothSurface({ ...surface, samples: 1000 }, false, true)),
    );
  });
});
