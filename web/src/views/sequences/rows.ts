/** The layers of a sequence model as rows over one axis of time, from shapes alone. */
import type { Description, SequenceStages } from '../../worker/protocol';
import type { Stage } from '../images/stages';

/** Keeps time: a column for each step. Else what is left is one vector. */
export const keepsTime = (shape: readonly number[], steps: number): boolean =>
  shape.length === 2 && shape[0] === steps;

export interface Row {
  stage: Stage;
  /** Rows of its picture: features, or numbers of a vector. */
  features: number;
  /** The attention of it, -1: none. */
  attention: number;
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
  let attentions = 0;
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
      attention: /^(attention|transformer-block)$/.test(type) ? attentions++ : -1,
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

/** Where attention goes from step `from`: (heads, T). */
export function lookFrom(
  { heads, steps, weights }: SequenceStages['attention'][number],
  from: number,
): Float32Array {
  const out = new Float32Array(heads * steps);
  for (let h = 0; h < heads; h++) {
    const row = (h * steps + Math.min(from, steps - 1)) * steps;
    out.set(weights.subarray(row, row + steps), h * steps);
  }
  return out;
}

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
