/**
 * Quantile dots: the spread of many samples as a few dots of equal weight that can be counted (Kay,
 * Kola, Hullman and Munson 2016, "When (ish) is my bus?").
 */

export interface Dot {
  x: number;
  y: number;
  /** The value it stands for. */
  value: number;
}

export interface Strip {
  dots: Dot[];
  radius: number;
}

/** `count` quantiles at (i + 1/2) / count, linear between samples; all samples when there are fewer. */
export function quantiles(samples: ArrayLike<number>, count: number): number[] {
  const sorted = Float64Array.from(samples).sort();
  const n = sorted.length;
  if (n <= count) return Array.from(sorted);
  return Array.from({ length: count }, (_, i) => {
    const place = ((i + 0.5) / count) * n - 0.5;
    const below = Math.max(0, Math.floor(place));
    const a = sorted[below] ?? 0;
    const b = sorted[Math.min(n - 1, below + 1)] ?? a;
    return a + (place - below) * (b - a);
  });
}

/** Samples that one dot stands for, as the caption tells. */
export function samplesPerDot(samples: number, count: number): number {
  return samples <= count ? 1 : samples / count;
}

/**
 * Stacks sorted values over an axis from `low` to `high` that is `width` px long, upwards from y = 0
 * (y grows downwards, so it is negative) and never higher than `height`. Values beyond the axis pile
 * up at its ends.
 */
export function stackDots(
  values: readonly number[],
  low: number,
  high: number,
  width: number,
  height: number,
): Strip {
  const bins = Math.max(8, Math.min(48, Math.floor(width / 9)));
  const pitch = width / bins;
  const counts = new Array<number>(bins).fill(0);
  const binOf = values.map((value) => {
    const share = (value - low) / (high - low || 1);
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(share * bins)));
    counts[bin] = (counts[bin] ?? 0) + 1;
    return bin;
  });
  const tallest = Math.max(1, ...counts);
  // A tall pile stands in two columns within its bin; then its dots overlap rather than vanish.
  const columns = height / tallest < 4.4 ? 2 : 1;
  const levels = Math.ceil(tallest / columns);
  const radius = Math.max(1.4, Math.min((0.44 * pitch) / columns, height / levels / 2 - 0.25, 4));
  const step = Math.min(2 * radius + 0.6, (height - 2 * radius) / Math.max(1, levels - 1));
  const placed = new Array<number>(bins).fill(0);
  const dots = values.map((value, i) => {
    const bin = binOf[i] ?? 0;
    const nth = placed[bin] ?? 0;
    placed[bin] = nth + 1;
    const alone = columns === 1 || counts[bin] === 1;
    const side = alone ? 0.5 : nth % 2 === 0 ? 0.26 : 0.74;
    return { x: (bin + side) * pitch, y: -radius - Math.floor(nth / columns) * step, value };
  });
  return { dots, radius };
}
