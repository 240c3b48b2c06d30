/** How layers and weights of a sequence network are told. */
import { formatPercent } from '../../format';
import type { AttentionMap } from '../../worker/protocol';
import { weightAt } from './rows';

/** Beside its row there is little room for a layer's name. */
export const shortNames: Readonly<Record<string, string>> = {
  'sinusoidal-position': 'Sine positions',
  'learned-position': 'Positions',
  'transformer-block': 'Transformer',
  'transformer-decoder': 'Decoder',
  conv1d: 'Convolution',
  'conv-transpose1d': 'Transposed convolution',
  'max-pool1d': 'Max pooling',
  'average-pool1d': 'Mean pooling',
};

/** How much a head looks from a row of a map at a column, in words; null: there is no such column. */
export function weightLines(
  map: AttentionMap,
  head: number,
  from: number,
  to: number,
  stepName: (t: number) => string,
): string[] | null {
  if (to < 0 || to >= map.seen) return null;
  return [
    `from ${stepName(map.firstStep + from)}`,
    `to ${stepName(map.firstSeen + to)}: ${formatPercent(weightAt(map, head, from, to), 0)}`,
  ];
}
