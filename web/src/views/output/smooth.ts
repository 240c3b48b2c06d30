/**
 * Every point of a surface has masks of its own, so neighbours carry independent chance. Averaging over a
 * width that the eye hardly resolves takes that grain off without waiting for more samples.
 */
import type { Surface } from '../../worker/protocol';

/** Passes of the kernel [1 2 1] / 4 at 100 samples; with more samples there is less to take off. */
const kPlanePasses = 2;
const kCurvePasses = 12;

/** The same surface, smoothed; as it is when nothing in it is chance. */
export function smoothSurface(surface: Surface, oneAxis: boolean, stochastic: boolean): Surface {
  if (!stochastic || surface.samples < 2) return surface;
  const most = oneAxis ? kCurvePasses : kPlanePasses;
  const passes = Math.max(1, Math.min(2 * most, Math.round((100 * most) / surface.samples)));
  const smooth = (values: Float32Array): Float32Array =>
    oneAxis ? smoothRow(values, passes) : smoothGrid(values, surface.cells, passes);
  return {
    ...surface,
    mean: smooth(surface.mean),
    total: smooth(surface.total),
    aleatoric: smooth(surface.aleatoric),
    epistemic: smooth(surface.epistemic),
  };
}

/** Repeated [1 2 1] / 4; straight lines stay straight up to the ends, which lean on themselves. */
export function smoothRow(values: Float32Array, passes: number): Float32Array {
  let from = values;
  for (let pass = 0; pass < passes; pass++) from = blur(from, from.length, 1, 1, from.length);
  return from;
}

export function smoothGrid(values: Float32Array, cells: number, passes: number): Float32Array {
  let from = values;
  for (let pass = 0; pass < passes; pass++) {
    from = blur(from, cells, 1, cells, cells);
    from = blur(from, cells, cells, cells, 1);
  }
  return from;
}

/** One pass along `length` values `stride` apart, for `lines` lines that start `apart` from each other. */
function blur(
  from: Float32Array,
  length: number,
  stride: number,
  lines: number,
  apart: number,
): Float32Array {
  const to = new Float32Array(from.length);
  for (let line = 0; line < lines; line++) {
    const start = line * apart;
    for (let i = 0; i < length; i++) {
      const here = start + i * stride;
      const own = from[here]!;
      // Beyond the end the line is taken to go on as it was going.
      const before = i > 0 ? from[here - stride]! : 2 * own - from[length > 1 ? here + stride : here]!;
      const after = i < length - 1 ? from[here + stride]! : 2 * own - before;
      to[here] = (before + 2 * own + after) / 4;
    }
  }
  return to;
}
