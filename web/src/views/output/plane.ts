import type { Description } from '../../worker/protocol';

/** Where raw values lie on the picture: an affine map each way. Pixels grow to the right and down. */
export interface Plane {
  /** Raw value at the left and right border. */
  x0: number;
  x1: number;
  /** Raw value at the lower and upper border. */
  y0: number;
  y1: number;
  /** CSS pixels. */
  width: number;
  height: number;
}

export const toPixelX = (p: Plane, x: number): number => ((x - p.x0) / (p.x1 - p.x0)) * p.width;
export const toPixelY = (p: Plane, y: number): number => (1 - (y - p.y0) / (p.y1 - p.y0)) * p.height;
export const toRawX = (p: Plane, px: number): number => p.x0 + (px / p.width) * (p.x1 - p.x0);
export const toRawY = (p: Plane, py: number): number => p.y0 + (1 - py / p.height) * (p.y1 - p.y0);

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

/** The picture's plane: two inputs, or one input and the target or a probability above it. */
export function planeOf(description: Description, width: number, height: number): Plane {
  const first = description.inputs[description.axes[0] ?? 0];
  const second = description.inputs[description.axes[1] ?? -1];
  const x = range(first?.low ?? 0, first?.high ?? 1);
  const y = second
    ? range(second.low, second.high)
    : description.task === 'regression'
      ? padded(description.targetLow, description.targetHigh)
      : { low: -0.06, high: 1.06 };
  return { x0: x.low, x1: x.high, y0: y.low, y1: y.high, width, height };
}

function range(low: number, high: number): { low: number; high: number } {
  return high > low ? { low, high } : { low: low - 1, high: low + 1 };
}

/** Room for the bands above and below the targets. */
function padded(low: number, high: number): { low: number; high: number } {
  const whole = range(low, high);
  const pad = 0.12 * (whole.high - whole.low);
  return { low: whole.low - pad, high: whole.high + pad };
}

/** Index of the point nearest to a pixel, or -1 when none lies within `reach` pixels. */
export function nearest(
  plane: Plane,
  points: { x: ArrayLike<number>; y: ArrayLike<number> },
  px: number,
  py: number,
  reach: number,
): number {
  let best = -1;
  let least = reach * reach;
  for (let n = 0; n < points.x.length; n++) {
    const dx = toPixelX(plane, points.x[n] ?? 0) - px;
    const dy = toPixelY(plane, points.y[n] ?? 0) - py;
    const distance = dx * dx + dy * dy;
    if (distance <= least) {
      least = distance;
      best = n;
    }
  }
  return best;
}
