/** Numbers behind the pictures of a series: scales, paths, what the naive forecast is worth. */
import type { SeriesProbe, SeriesRows } from '../../worker/protocol';
import { ticks } from '../output/ticks';

/** What lies between the 5 % and 95 % quantiles of a normal distribution, in deviations. */
export const ninety = 1.645;

export interface Chart {
  x: (row: number) => number;
  y: (value: number) => number;
  low: number;
  high: number;
  ticks: number[];
}

/** Rows 0..T+H-1 and all that is drawn of a probe, in a box of pixels. */
export function chartOf(probe: SeriesProbe, width: number, height: number, futures: boolean): Chart {
  const all = [
    probe.seen,
    probe.truth,
    probe.low,
    probe.high,
    probe.naive,
    ...(futures ? probe.futures : []),
  ];
  let [low, high] = [Infinity, -Infinity];
  for (const values of all)
    for (const value of values)
      if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (!(high > low)) [low, high] = [low - 1, low + 1];
  const margin = (high - low) * 0.05;
  [low, high] = [low - margin, high + margin];
  const rows = probe.seen.length + probe.mean.length;
  return {
    x: (row) => (rows > 1 ? (row / (rows - 1)) * width : 0),
    y: (value) => height - ((value - low) / (high - low)) * height,
    low,
    high,
    ticks: ticks(low, high, Math.max(2, Math.floor(height / 44))),
  };
}

const at = (x: number, y: number): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** A line through values from row `first` on; it is broken where a value is not known. */
export function linePath(values: ArrayLike<number>, first: number, { x, y }: Pick<Chart, 'x' | 'y'>): string {
  let path = '';
  let open = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isFinite(value)) path += (open ? 'L' : 'M') + at(x(first + i), y(value));
    open = Number.isFinite(value);
  }
  return path;
}

/** The area between two lines of equal length. */
export function bandPath(
  low: ArrayLike<number>,
  high: ArrayLike<number>,
  first: number,
  { x, y }: Pick<Chart, 'x' | 'y'>,
): string {
  if (low.length === 0) return '';
  const up = Array.from(high, (value, i) => at(x(first + i), y(value)));
  const down = Array.from(low, (value, i) => at(x(first + i), y(value))).reverse();
  return `M${[...up, ...down].join('L')}Z`;
}

/** The inner band: what the model alone doubts. */
export const doubtBand = ({ mean, epistemic }: SeriesProbe): { low: Float64Array; high: Float64Array } => ({
  low: mean.map((value, h) => value - ninety * epistemic[h]!),
  high: mean.map((value, h) => value + ninety * epistemic[h]!),
});

/** Root mean square difference; NaN where nothing is known. */
export function rmse(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < one.length; i++) {
    const d = one[i]! - other[i]!;
    if (Number.isFinite(d)) [sum, count] = [sum + d * d, count + 1];
  }
  return count > 0 ? Math.sqrt(sum / count) : NaN;
}

/**
 * Of a forecast that repeats the season before, or with season 0 the last value, over all steps of the
 * windows that were not learned from (Hyndman and Athanasopoulos, "Forecasting", section 5.2).
 */
export function naiveRmse({ values, first, parts, window, horizon }: SeriesRows, season: number): number {
  let [sum, count] = [0, 0];
  first.forEach((row, n) => {
    if (parts[n] === 0) return;
    const end = row + window;
    for (let h = 0; h < horizon; h++) {
      const back = season > 0 ? end + h - season * Math.ceil((h + 1) / season) : end - 1;
      const d = values[end + h]! - (values[back] ?? NaN);
      if (Number.isFinite(d)) [sum, count] = [sum + d * d, count + 1];
    }
  });
  return count > 0 ? Math.sqrt(sum / count) : NaN;
}

/** The example whose window begins nearest to a row. */
export function nearestExample({ first }: Pick<SeriesRows, 'first'>, row: number): number {
  let best = 0;
  first.forEach((start, n) => {
    if (Math.abs(start - row) < Math.abs(first[best]! - row)) best = n;
  });
  return best;
}

/** Examples in the order of time, so that a key goes to the next window. */
export function inTime({ first }: Pick<SeriesRows, 'first'>): number[] {
  return Array.from(first, (_, n) => n).sort((a, b) => first[a]! - first[b]!);
}

/** Of each of so many columns the least and most value; null: nothing there. */
export function columnsOf(values: Float32Array, columns: number): ([number, number] | null)[] {
  return Array.from({ length: columns }, (_, c) => {
    const from = Math.floor((c * values.length) / columns);
    const to = Math.max(from + 1, Math.ceil(((c + 1) * values.length) / columns));
    let [low, high] = [Infinity, -Infinity];
    for (let i = from; i < Math.min(to, values.length); i++)
      if (Number.isFinite(values[i])) [low, high] = [Math.min(low, values[i]!), Math.max(high, values[i]!)];
    return high >= low ? [low, high] : null;
  });
}

/** Rows from which no window is learned: [first, end) of the validation part. */
export function heldRows({ first, parts, values }: SeriesRows): [number, number] {
  let start = values.length;
  first.forEach((row, n) => {
    if (parts[n] !== 0) start = Math.min(start, row);
  });
  return [start, values.length];
}
