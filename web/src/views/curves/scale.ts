/** From values to px, and the range that a set of lines needs. */
import { linearTicks, logTicks } from './ticks';

export interface Axis {
  log: boolean;
  low: number;
  high: number;
  ticks: number[];
}

export interface AxisWish {
  /** Logarithmic where all values are above 0 and span enough. */
  log?: boolean;
  /** Ends that are always inside. */
  least?: number;
  most?: number;
  /** How many ticks there is room for; a step that is wished in any case. */
  ticks: number;
  step?: number;
}

const finite = (values: readonly (readonly number[])[]): number[] =>
  values.flatMap((list) => list.filter((value) => Number.isFinite(value)));

/** Fits an axis round lines of numbers; without any number it is 0 to 1. */
export function axisFor(lines: readonly (readonly number[])[], wish: AxisWish): Axis {
  const values = finite(lines);
  let low = Math.min(...values, wish.least ?? Infinity);
  let high = Math.max(...values, wish.most ?? -Infinity);
  if (!Number.isFinite(low) || !Number.isFinite(high)) [low, high] = [0, 1];
  const log = wish.log === true && low > 0;
  if (log) {
    if (high / low < 1.5) [low, high] = [low / 1.25, high * 1.25];
    [low, high] = [low * 0.88, high * 1.06];
    return { log, low, high, ticks: logTicks(low, high, wish.ticks) };
  }
  if (high - low < 1e-9) [low, high] = [low - 0.5, high + 0.5];
  const pad = (high - low) * 0.06;
  if (low !== wish.least) low -= pad;
  if (high !== wish.most) high += pad;
  return { log, low, high, ticks: linearTicks(low, high, wish.ticks, wish.step) };
}

/** Share of the way from low (0) to high (1), cut to it. */
export function along(axis: Axis, value: number): number {
  const at = axis.log
    ? Math.log(Math.max(value, 1e-12) / axis.low) / Math.log(axis.high / axis.low)
    : (value - axis.low) / (axis.high - axis.low);
  return Math.max(0, Math.min(1, at));
}

/** An SVG path through points; a gap where a value is no number. */
export function linePath(xs: readonly number[], ys: readonly number[]): string {
  let path = '';
  let pen = false;
  xs.forEach((x, i) => {
    const y = ys[i] ?? Number.NaN;
    if (!Number.isFinite(y)) pen = false;
    else {
      path += `${pen ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
      pen = true;
    }
  });
  return path;
}

/** The area between two lines over the same points. */
export function areaPath(xs: readonly number[], a: readonly number[], b: readonly number[]): string {
  const kept = xs.map((_, i) => i).filter((i) => Number.isFinite(a[i]) && Number.isFinite(b[i]));
  if (kept.length < 2) return '';
  const point = (i: number, ys: readonly number[]): string =>
    `${(xs[i] ?? 0).toFixed(1)} ${(ys[i] ?? 0).toFixed(1)}`;
  return `M${kept.map((i) => point(i, a)).join('L')}L${[...kept]
    .reverse()
    .map((i) => point(i, b))
    .join('L')}Z`;
}

/** Moves labels apart until each has `room`; their order stays, within [low, high]. */
export function spread(wanted: readonly number[], room: number, low: number, high: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = wanted.map((y) => Math.max(low, Math.min(high, y)));
  order.forEach((i, k) => {
    const before = order[k - 1];
    if (before !== undefined) placed[i] = Math.max(placed[i] ?? 0, (placed[before] ?? 0) + room);
  });
  const last = order[order.length - 1];
  if (last === undefined || (placed[last] ?? 0) <= high)
    return centred(placed, wanted, order, room, low, high);
  placed[last] = high;
  for (let k = order.length - 2; k >= 0; --k) {
    const i = order[k] ?? 0;
    placed[i] = Math.min(placed[i] ?? 0, (placed[order[k + 1] ?? 0] ?? 0) - room);
  }
  return placed;
}

/** A pushed-apart stack is moved back as a whole, half way to where its labels wanted to be. */
function centred(
  placed: number[],
  wanted: readonly number[],
  order: readonly number[],
  room: number,
  low: number,
  high: number,
): number[] {
  const shift =
    wanted.reduce((sum, y, i) => sum + (Math.max(low, Math.min(high, y)) - (placed[i] ?? 0)), 0) /
    Math.max(1, wanted.length);
  const first = placed[order[0] ?? 0] ?? low;
  const end = placed[order[order.length - 1] ?? 0] ?? high;
  const tight = end - first <= room * (order.length - 1) + 1e-6;
  const move = tight ? Math.max(low - first, Math.min(high - end, shift)) : 0;
  return placed.map((y) => y + move);
}
