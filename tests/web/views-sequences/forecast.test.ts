import { describe, expect, it } from 'vitest';
import {
  bandPath,
  chartOf,
  columnsOf,
  doubtBand,
  heldRows,
  inTime,
  linePath,
  naiveRmse,
  nearestExample,
  rmse,
} from '../../../web/src/views/sequences/forecast';
import type { SeriesProbe, SeriesRows } from '../../../web/src/worker/protocol';

/** Ten rows, windows of three, two steps ahead; shuffled as examples are. */
const rows: SeriesRows = {
  values: Float32Array.of(1, 2, 1, 2, 1, 2, 1, 2, 1, 4),
  first: Int32Array.of(1, 0, 5, 4),
  parts: Uint8Array.of(0, 0, 1, 1),
  window: 3,
  horizon: 2,
};

const probe: SeriesProbe = {
  samples: 10,
  complete: true,
  seen: Float64Array.of(0, 1, 2),
  truth: Float64Array.of(3, 4),
  naive: Float64Array.of(2, NaN),
  mean: Float64Array.of(3, 5),
  deviation: Float64Array.of(1, 1),
  aleatoric: Float64Array.of(1, 1),
  epistemic: Float64Array.of(0.5, 1),
  low: Float64Array.of(1.4, 3.4),
  high: Float64Array.of(4.6, 6.6),
  futures: [Float64Array.of(9, 9)],
};

describe('a series', () => {
  it('has its windows in the order of time, and the nearest to a row', () => {
    expect(inTime(rows)).toEqual([1, 0, 3, 2]);
    expect(nearestExample(rows, 4.4)).toBe(3);
    expect(nearestExample(rows, -7)).toBe(1);
    expect(heldRows(rows)).toEqual([4, 10]);
  });

  it('is as hard as its naive forecast, of what was not learned from', () => {
    // Windows from 5 and 4: steps 8, 9 and 7, 8. The season before: 1, 2 and 2, 1.
    expect(naiveRmse(rows, 2)).toBeCloseTo(Math.sqrt((0 + 4 + 0 + 0) / 4));
    // The last value: 2, 2 and 1, 1.
    expect(naiveRmse(rows, 0)).toBeCloseTo(Math.sqrt((1 + 4 + 1 + 0) / 4));
    expect(naiveRmse({ ...rows, parts: new Uint8Array(4) }, 2)).toBeNaN();
  });

  it('keeps its extremes however narrow it is drawn', () => {
    expect(columnsOf(rows.values, 2)).toEqual([
      [1, 2],
      [1, 4],
    ]);
    expect(columnsOf(Float32Array.of(NaN, 1), 2)).toEqual([null, [1, 1]]);
  });
});

describe('the picture of a forecast', () => {
  it('has room for all that is drawn, futures only when they are', () => {
    const plain = chartOf(probe, 100, 200, false);
    expect([plain.low, plain.high]).toEqual([expect.closeTo(-0.33), expect.closeTo(6.93)]);
    expect(chartOf(probe, 100, 200, true).high).toBeGreaterThan(9);
    expect([plain.x(0), plain.x(4)]).toEqual([0, 100]);
    expect(plain.y(plain.low)).toBe(200);
  });

  it('breaks lines where nothing is known and closes bands', () => {
    const scale = { x: (row: number) => row, y: (value: number) => value };
    expect(linePath([1, NaN, 3, 4], 0, scale)).toBe('M0.0 1.0M2.0 3.0L3.0 4.0');
    expect(bandPath([0, 1], [5, 6], 3, scale)).toBe('M3.0 5.0L4.0 6.0L4.0 1.0L3.0 0.0Z');
  });

  it("shows the model's own doubt inside, nine in ten", () => {
    const { low, high } = doubtBand(probe);
    expect([low[0], high[1]]).toEqual([expect.closeTo(3 - 0.8225), expect.closeTo(5 + 1.645)]);
    expect(rmse(probe.mean, probe.truth)).toBeCloseTo(Math.sqrt(0.5));
    expect(rmse(probe.naive, probe.truth)).toBe(1);
  });
});
