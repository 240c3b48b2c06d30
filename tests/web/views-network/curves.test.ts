import { describe, expect, it } from 'vitest';
import { along, areaPath, axisFor, linePath, spread } from '../../../web/src/views/curves/scale';
import { nearest, smooth, thin, type Sample } from '../../../web/src/views/curves/series';
import { follow } from '../../../web/src/views/curves/future';
import type { EpochMetrics } from '../../../web/src/worker/protocol';
import { epochTicks, linearTicks, logTicks, niceStep } from '../../../web/src/views/curves/ticks';

const samples = (count: number): Sample[] =>
  Array.from({ length: count }, (_, i) => ({ epoch: i + 1, train: 1 / (i + 1), validation: 2 / (i + 1) }));

describe('ticks', () => {
  it('steps by numbers people would choose', () => {
    expect(niceStep(0.13)).toBeCloseTo(0.2);
    expect(niceStep(23)).toBe(25);
    expect(niceStep(0)).toBe(1);
    expect(linearTicks(0.25, 1.05, 4)).toEqual([0.4, 0.6, 0.8, 1]);
    expect(linearTicks(0, 50, 5)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(linearTicks(-1.6, 0.3, 4)).toEqual([-1.5, -1, -0.5, 0]);
  });

  it('stays inside a logarithmic range with no more than asked', () => {
    expect(logTicks(0.08, 0.7, 4)).toEqual([0.1, 0.2, 0.5]);
    expect(logTicks(0.004, 0.7, 4)).toEqual([0.01, 0.03, 0.1, 0.3]);
    expect(logTicks(1e-9, 10, 4).length).toBeLessThanOrEqual(4);
    expect(logTicks(0, 1, 4)).toEqual([]);
    for (const value of logTicks(0.21, 0.44, 4)) expect(value).toBeGreaterThan(0.2);
  });

  it('ends the epochs at the last one without crowding', () => {
    expect(epochTicks(120, 4)).toEqual([0, 50, 120]);
    expect(epochTicks(3, 5)).toEqual([0, 1, 2, 3]);
    expect(epochTicks(0, 5)).toEqual([0]);
    for (const last of [7, 99, 101, 260, 1234]) {
      const ticks = epochTicks(last, 5);
      expect(ticks[ticks.length - 1]).toBe(last);
      expect(ticks.every((one) => Number.isInteger(one))).toBe(true);
    }
  });
});

describe('series', () => {
  it('thins a long history and leaves both ends as they are', () => {
    const line = thin(samples(10_000), 200);
    expect(line.epochs.length).toBeLessThanOrEqual(202);
    expect(line.epochs[0]).toBe(1);
    expect(line.validation[line.validation.length - 1]).toBeCloseTo(2 / 10_000);
    for (let i = 1; i < line.epochs.length; ++i) expect(line.epochs[i]!).toBeGreaterThan(line.epochs[i - 1]!);
  });

  it('keeps a short history whole', () => {
    expect(thin(samples(5), 200).epochs).toEqual([1, 2, 3, 4, 5]);
    expect(thin([], 200).epochs).toEqual([]);
    expect(thin(samples(1), 200).train).toEqual([1]);
  });

  it('smooths inside, never at the ends, and steps over what is no number', () => {
    const line = smooth([1, 9, 1, 9, 5], 2);
    expect(line[0]).toBe(1);
    expect(line[4]).toBe(5);
    expect(line[2]).toBe(5);
    const holes = smooth([1, Number.NaN, 3], 1);
    expect(holes[1]).toBeNaN();
    expect(smooth([1, 2, Number.NaN, 4, 5], 1)[1]).toBeCloseTo(1.5);
  });

  it('finds the sample next to an epoch', () => {
    const some = samples(10).filter((one) => one.epoch % 3 === 0);
    expect(nearest(some, 4)?.epoch).toBe(3);
    expect(nearest(some, 5)?.epoch).toBe(6);
    expect(nearest(some, 99)?.epoch).toBe(9);
    expect(nearest([], 1)).toBeNull();
  });
});

describe('axes', () => {
  it('is logarithmic only where every loss is above 0', () => {
    expect(axisFor([[0.5, 0.1, 0.01]], { log: true, ticks: 4 }).log).toBe(true);
    expect(axisFor([[0.5, -0.1]], { log: true, ticks: 4 }).log).toBe(false);
    expect(axisFor([[Number.NaN]], { log: true, ticks: 4 })).toMatchObject({ log: false });
  });

  it('holds all its values, the wished ends exactly', () => {
    const axis = axisFor([[0.6, 0.93]], { least: 0.5, most: 1, ticks: 4 });
    expect([axis.low, axis.high]).toEqual([0.5, 1]);
    expect(along(axis, 0.75)).toBeCloseTo(0.5);
    expect(axisFor([[0.6]], { least: 0.5, most: 1, ticks: 9, step: 0.25 }).ticks).toEqual([0.5, 0.75, 1]);
    const log = axisFor([[0.01, 1]], { log: true, ticks: 4 });
    expect(along(log, 0.01)).toBeGreaterThan(0);
    expect(along(log, 1)).toBeLessThan(1);
    expect(along(log, 0.1)).toBeCloseTo(0.5, 1);
    expect(along(axisFor([[2, 2]], { ticks: 3 }), 2)).toBeCloseTo(0.5);
  });

  it('breaks a line where there is no number, and closes the gap round it', () => {
    expect(linePath([0, 1, 2, 3], [1, Number.NaN, 2, 3])).toBe('M0.0 1.0M2.0 2.0L3.0 3.0');
    expect(areaPath([0, 1], [1, 2], [3, 4])).toBe('M0.0 1.0L1.0 2.0L1.0 4.0L0.0 3.0Z');
    expect(areaPath([0, 1], [1, Number.NaN], [3, 4])).toBe('');
  });

  it('moves labels apart, in order, inside their room', () => {
    for (const wanted of [
      [50, 52, 54],
      [2, 3, 4],
      [96, 97, 98],
      [80, 75, 70],
      [10, 50, 90],
    ]) {
      const placed = spread(wanted, 16, 0, 100);
      const order = [...wanted.keys()].sort((a, b) => wanted[a]! - wanted[b]!);
      for (let k = 1; k < order.length; ++k)
        expect(placed[order[k]!]! - placed[order[k - 1]!]!).toBeGreaterThanOrEqual(16 - 1e-9);
      expect(Math.min(...placed)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...placed)).toBeLessThanOrEqual(100);
    }
    expect(spread([50, 52, 54], 16, 0, 100)[1]).toBeCloseTo(52);
  });
});

describe('going back in time', () => {
  const epoch = (n: number, loss = 1 / n): EpochMetrics => {
    const metrics = { loss, accuracy: 0, rmse: 0, r2: 0 };
    return { epoch: n, train: metrics, validation: metrics };
  };
  const list = (n: number): EpochMetrics[] => Array.from({ length: n }, (_, i) => epoch(i + 1));
  const epochs = (run: {
    past: readonly EpochMetrics[];
    future: readonly EpochMetrics[];
  }): [number, number] => [run.past.length, run.future.length];

  it('keeps what lay ahead, there and back again', () => {
    const back = follow({ past: list(100), future: [] }, list(40), true);
    expect(epochs(back)).toEqual([40, 60]);
    expect(epochs(follow(back, list(40), false))).toEqual([40, 60]);
    expect(epochs(follow(back, list(70), true))).toEqual([70, 30]);
    expect(epochs(follow(back, [], true))).toEqual([0, 100]);
  });

  it('lets it go when training takes its way from there, or starts anew', () => {
    const back = follow({ past: list(100), future: [] }, list(40), true);
    expect(epochs(follow(back, list(41), false))).toEqual([41, 0]);
    expect(epochs(follow({ past: list(100), future: [] }, [], false))).toEqual([0, 0]);
    expect(epochs(follow({ past: list(9), future: [] }, [epoch(1), epoch(2, 7)], true))).toEqual([2, 0]);
  });
});
