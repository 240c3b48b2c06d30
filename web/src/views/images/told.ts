/** What an autoencoder makes of an image, as the pictures and numbers that views draw. */
import { fixed } from '../../format';
import type { ImageProbe, Review } from '../../worker/protocol';
import type { ImageShape } from './pixels';

/** Ends of the scales, in ink from 0 to 1: the same for every image. */
export const mostOff = 1;
export const mostDoubt = 0.3;

/** The mean of what is told as bytes, or one of the first samples. */
export function toldPixels(
  { told, passes }: Pick<ImageProbe, 'told' | 'passes'>,
  pass: number | null,
): Uint8Array {
  const count = told.length > 0 ? passes.length / told.length : 0;
  if (pass !== null && count > 0)
    return passes.subarray((pass % count) * told.length, ((pass % count) + 1) * told.length);
  return Uint8Array.from(told, (ink) => Math.min(255, Math.max(0, Math.round(255 * ink))));
}

/** (Y, X) told less true ink, and the deviation over the samples: means over the channels. */
export function offOf(told: Uint8Array, truth: Uint8Array, [, , channels]: ImageShape): Float32Array {
  return overChannels(truth.length, channels, (i) => (told[i]! - truth[i]!) / 255);
}
export function doubtOf(
  { deviation }: Pick<ImageProbe, 'deviation'>,
  [, , channels]: ImageShape,
): Float32Array {
  return overChannels(deviation.length, channels, (i) => deviation[i]!);
}

function overChannels(size: number, channels: number, of: (i: number) => number): Float32Array {
  return Float32Array.from({ length: size / channels }, (_, at) => {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += of(channels * at + c);
    return sum / channels;
  });
}

/** Root mean square over all numbers, and their mean. */
export function rmsOf(values: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i]! ** 2;
  return values.length > 0 ? Math.sqrt(squares / values.length) : 0;
}
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return values.length > 0 ? sum / values.length : 0;
}

/** A share of full ink as "8.3 %". */
export const inkText = (ink: number): string => `${fixed(100 * ink, 1)}\u202f%`;

export interface ToldFindings {
  asked: number;
  worst: number[];
  unsure: number[];
}

/** Of the examples that were not learned from: those that are told worst, and most doubtfully. */
export function toldFindings(review: Review, most: number): ToldFindings {
  const held = [...review.examples.keys()].filter(
    (v) => review.parts[v] !== 0 && review.winners[v] !== 0xffff,
  );
  const first = (by: Float32Array): number[] =>
    [...held]
      .sort((a, b) => by[b]! - by[a]!)
      .slice(0, most)
      .map((v) => review.examples[v]!);
  return {
    asked: held.length,
    worst: first(review.total),
    unsure: held.some((v) => review.epistemic[v]! > 0) ? first(review.epistemic) : [],
  };
}
