/** The layers of a sequence model as rows over one axis of time, from shapes alone. */
import type { AttentionMap, Description, SequenceStages } from '../../worker/protocol';
import type { Stage } from '../images/stages';

/** Keeps time: a column for each step. Else what is left is one vector. */
export const keepsTime = (shape: readonly number[], steps: number): boolean =>
  shape.length === 2 && shape[0] === steps;

export interface Row {
  stage: Stage;
  /** Rows of its picture: features, or numbers of a vector. */
  features: number;
  /** It looks from each step at others. */
  attends: boolean;
}

/** Every layer and the output; equal types are numbered, a name that was given comes first. */
export function rowsOf(
  description: Description,
  labelOf: (type: string) => string,
  nameOf: (specIndex: number) => string,
): Row[] {
  const alike = new Map<string, number>();
  for (const { type } of description.stages) alike.set(type, (alike.get(type) ?? 0) + 1);
  const seen = new Map<string, number>();
  return description.stages.map(({ type, specIndex, shape }, index): Row => {
    const number = (seen.get(type) ?? 0) + 1;
    seen.set(type, number);
    const label = type === 'output' ? 'Output' : labelOf(type);
    const numbered = (alike.get(type) ?? 0) > 1 ? `${label} ${number}` : label;
    const size = shape.reduce((all, side) => all * side, 1);
    return {
      stage: {
        key: type === 'output' ? 'out' : `${type}-${number}`,
        index,
        specIndex,
        type,
        title: nameOf(specIndex) || numbered,
        shape,
        slim: false,
      },
      features: keepsTime(shape, description.shape[0] ?? 0) ? shape[1]! : size,
      attends: /^(attention|transformer-block|cross-attention|transformer-decoder)$/.test(type),
    };
  });
}

/** (T, D) of the steps that count -> (D, T), as a picture with time to the right has it. */
export function turned(values: Float32Array, features: number, length: number): Float32Array {
  const out = new Float32Array(features * length);
  for (let t = 0; t < length; t++)
    for (let d = 0; d < features; d++) out[d * length + t] = values[t * features + d] ?? 0;
  return out;
}

/** The attentions inside a row, what it looks at beyond itself first. */
export const mapsOf = (row: Row, stages: SequenceStages | null): AttentionMap[] =>
  row.attends
    ? (stages?.attention ?? []).filter(({ specIndex }) => specIndex === row.stage.specIndex).reverse()
    : [];

/** Whether it looks at another part of the line than it stands for. */
export const crosses = ({ steps, seen, firstStep, firstSeen }: AttentionMap): boolean =>
  firstStep !== firstSeen || steps !== seen;

/** The row of a map for a token of the text, the nearest that it has. */
export const rowFor = ({ steps, firstStep }: AttentionMap, token: number): number =>
  Math.max(0, Math.min(steps - 1, token - firstStep));

/** How much head `h` looks from row `from` at column `to`. */
export const weightAt = (
  { steps, seen, weights }: AttentionMap,
  h: number,
  from: number,
  to: number,
): number => weights[(h * steps + from) * seen + to] ?? 0;

/** Where attention goes from row `from`: (heads, S). */
export function lookFrom({ heads, steps, seen, weights }: AttentionMap, from: number): Float32Array {
  const out = new Float32Array(heads * seen);
  for (let h = 0; h < heads; h++) {
    const row = (h * steps + Math.min(from, steps - 1)) * seen;
    out.set(weights.subarray(row, row + seen), h * seen);
  }
  return out;
}

/** The step of the text that all heads together look at most from a token. */
export function mostSeen(map: AttentionMap, token: number): number {
  const row = meanOf(map)
    .subarray(rowFor(map, token) * map.seen)
    .subarray(0, map.seen);
  return map.firstSeen + row.indexOf(Math.max(...row));
}

/** All heads' weights together, (T, S), each row summing to 1. */
export function meanOf({ heads, steps, seen, weights }: AttentionMap): Float32Array {
  const out = new Float32Array(steps * seen);
  for (let i = 0; i < heads * steps * seen; i++) out[i % out.length]! += weights[i]! / heads;
  return out;
}

/** Which of so many cells side by side lies at a share of their room; beyond the ends the last one. */
export const cellAt = (share: number, count: number): number =>
  Math.max(0, Math.min(count - 1, Math.floor(share * count)));

/** Width of a step's column, so that short texts do not become posters. */
export const stepWidth = (width: number, length: number, widest: number): number =>
  Math.min(widest, width / Math.max(1, length));

/** What a row is to have: a vector is a strip, the chosen one grows. */
export interface Wish {
  timed: boolean;
  chosen: boolean;
}

const between = 10;
const strip = 22;

/** Heights of the rows: the chosen one gets what the others leave, down to what they need at least. */
export function heightsOf(room: number, wishes: readonly Wish[]): number[] {
  const grows = wishes.filter(({ timed, chosen }) => timed && chosen).length;
  const strips = wishes.filter(({ timed }) => !timed).length;
  const left = room - between * wishes.length - 36 * strips;
  const timed = wishes.length - strips;
  // The chosen one is worth three others.
  const small = Math.min(64, Math.max(36, left / (timed + 2 * grows || 1)));
  const large = Math.min(240, Math.max(84, left - small * (timed - grows)));
  return wishes.map((wish) => Math.round(!wish.timed ? strip : wish.chosen ? large : small));
}
