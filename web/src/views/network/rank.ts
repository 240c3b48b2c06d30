/** Which units of a large layer are shown: the strongest, without jumping about while they learn. */
import type { LayerInfo } from '../../worker/protocol';

/** Norm of the weights that lead out of each unit of a layer; `next` is the layer that reads them. */
export function outgoing(weights: Float32Array, next: LayerInfo): Float64Array {
  const strengths = new Float64Array(next.inputs);
  for (let i = 0; i < next.inputs; ++i) {
    let sum = 0;
    for (let j = 0; j < next.units; ++j) {
      const w = weights[next.weightOffset + i * next.units + j] ?? 0;
      sum += w * w;
    }
    strengths[i] = Math.sqrt(sum);
  }
  return strengths;
}

/**
 * The `count` strongest units. Those of `shown` that still belong keep their tiles; a newcomer takes
 * the tile of the one it replaces, and only when it is a tenth stronger.
 */
export function strongest(strengths: ArrayLike<number>, count: number, shown: readonly number[]): number[] {
  const all = Array.from({ length: strengths.length }, (_, i) => i);
  const size = Math.min(count, all.length);
  const strength = (unit: number): number => strengths[unit] ?? 0;
  const order = [...all].sort((a, b) => strength(b) - strength(a) || a - b);
  const kept = shown.filter((unit, i) => unit < all.length && shown.indexOf(unit) === i);
  if (kept.length !== size) return order.slice(0, size).sort((a, b) => a - b);

  const slots = [...kept];
  const waiting = order.filter((unit) => !slots.includes(unit));
  for (const newcomer of waiting) {
    let weakest = 0;
    slots.forEach((unit, i) => {
      if (strength(unit) < strength(slots[weakest] ?? unit)) weakest = i;
    });
    if (strength(newcomer) <= 1.1 * strength(slots[weakest] ?? newcomer)) break;
    slots[weakest] = newcomer;
  }
  return slots;
}

/** Strongest units by column key. */
export type Ranking = Readonly<Record<string, readonly number[]>>;

/** The strongest of every column with more than `room` tiles; the output keeps its order. */
export function rerank(
  columns: readonly { key: string; tiles: readonly unknown[] }[],
  layers: readonly LayerInfo[],
  weights: Float32Array,
  room: number,
  before: Ranking,
): Ranking {
  const next: Record<string, readonly number[]> = {};
  columns.forEach((column, k) => {
    const reader = layers[k];
    if (reader && column.tiles.length > room)
      next[column.key] = strongest(outgoing(weights, reader), room - 1, before[column.key] ?? []);
  });
  return next;
}

/** Whether a ranking has the units that the columns need: else it cannot wait. */
export const isRanked = (
  columns: readonly { key: string; tiles: readonly unknown[] }[],
  room: number,
  ranking: Ranking,
): boolean =>
  columns
    .slice(0, -1)
    .every((column) => column.tiles.length <= room || ranking[column.key]?.length === room - 1);
