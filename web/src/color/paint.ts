/**
 * Fields of numbers to pixels. `pixels` is the data of an ImageData with one pixel a value: RGBA.
 */
import { classSurfaceIndex, doubtOf, kSteps, surfaceIndex, type Palette } from './scales';

function put(pixels: Uint8ClampedArray, at: number, table: Uint8Array, index: number): void {
  const from = index * 3;
  pixels[at] = table[from]!;
  pixels[at + 1] = table[from + 1]!;
  pixels[at + 2] = table[from + 2]!;
  pixels[at + 3] = 255;
}

const byteStep = (t: number): number => (t <= 0 ? 0 : t >= 1 ? kSteps - 1 : Math.round(t * (kSteps - 1)));

/** Largest magnitude, at least a tiny one, so that a dead unit is drawn plain. */
export function largest(values: Float32Array): number {
  let most = 1e-9;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/** Signed values, `scale` at the ends; `reach` is the share of the scale that is used. */
export function paintDiverging(
  pixels: Uint8ClampedArray,
  values: Float32Array,
  scale: number,
  palette: Palette,
  reach = 1,
): void {
  const factor = (0.5 * reach) / scale;
  for (let i = 0; i < values.length; i++)
    put(pixels, i * 4, palette.diverging, byteStep(0.5 + values[i]! * factor));
}

/** Amounts from 0 to `most`, a range that is shown and not silently changed. */
export function paintSequential(
  pixels: Uint8ClampedArray,
  values: Float32Array,
  most: number,
  palette: Palette,
): void {
  for (let i = 0; i < values.length; i++) put(pixels, i * 4, palette.sequential, byteStep(values[i]! / most));
}

/** Values t in 0..1, each under its doubt u in 0..1 (none: sure). */
export function paintSuppressed(
  pixels: Uint8ClampedArray,
  t: Float32Array,
  doubt: Float32Array | null,
  palette: Palette,
): void {
  for (let i = 0; i < t.length; i++)
    put(pixels, i * 4, palette.surface, surfaceIndex(t[i]!, doubt ? doubt[i]! : 0));
}

/** Two classes: p(class 1) with its mutual information in nats (none: one pass, nothing to doubt). */
export function paintTwoClasses(
  pixels: Uint8ClampedArray,
  p: Float32Array,
  information: Float32Array | null,
  palette: Palette,
): void {
  for (let i = 0; i < p.length; i++) {
    const doubt = information ? doubtOf(information[i]!) : 0;
    put(pixels, i * 4, palette.surface, surfaceIndex(p[i]!, doubt));
  }
}

/** K classes: the winner, its probability, the mutual information in nats. */
export function paintClasses(
  pixels: Uint8ClampedArray,
  winner: Uint8Array,
  p: Float32Array,
  information: Float32Array | null,
  classes: number,
  palette: Palette,
): void {
  for (let i = 0; i < p.length; i++) {
    const doubt = information ? doubtOf(information[i]!) : 0;
    const index = classSurfaceIndex(winner[i]!, p[i]!, classes, doubt);
    put(pixels, i * 4, palette.classSurface, index);
  }
}
