/** The arithmetic of one unit at the probe, taken apart: all numbers come from the engine. */
import type { Description, LayerInfo, Probe } from '../../worker/protocol';

export interface Term {
  /** Index of the input in its layer. */
  input: number;
  name: string;
  weight: number;
  /** What the input is at the probe; null while nothing is probed. */
  value: number | null;
}

export interface UnitNumbers {
  /** Strongest contribution first; without a probe, strongest weight first. */
  terms: Term[];
  bias: number;
  sum: number | null;
  output: number | null;
  asleep: number | null;
  samples: number;
}

/** What a layer reads: what each of its inputs is called, and what it is at the probe. */
export interface Source {
  nameOf: (input: number) => string;
  values: Float32Array | undefined;
}

/** The layer before it; `names` are those of the network's inputs. */
export const before = (layer: number, probe: Probe | undefined, names: readonly string[]): Source =>
  layer === 0
    ? { nameOf: (input) => names[input] ?? '', values: probe?.features }
    : { nameOf: (input) => `unit ${input + 1}`, values: probe?.outputs[layer - 1] };

/** Null when there is no such unit or no weights yet. */
export function unitNumbers(
  description: Description,
  weights: Float32Array | undefined,
  probe: Probe | undefined,
  layer: number,
  unit: number,
  { nameOf, values }: Source = before(layer, probe, description.features),
): UnitNumbers | null {
  const info: LayerInfo | undefined = description.layers[layer];
  if (!info || !weights || unit < 0 || unit >= info.units) return null;
  const known = values && values.length === info.inputs ? values : null;
  const terms = Array.from({ length: info.inputs }, (_, input): Term => ({
    input,
    name: nameOf(input),
    weight: weights[info.weightOffset + input * info.units + unit] ?? 0,
    value: known?.[input] ?? null,
  }));
  const share = (term: Term): number => Math.abs(term.weight * (term.value ?? 1));
  terms.sort((a, b) => share(b) - share(a) || a.input - b.input);
  const sleeps = probe?.asleep[layer];
  return {
    terms,
    bias: weights[info.biasOffset + unit] ?? 0,
    sum: probe?.sums[layer]?.[unit] ?? null,
    output: probe?.outputs[layer]?.[unit] ?? null,
    asleep: sleeps && sleeps.length > unit && info.dropout > 0 ? (sleeps[unit] ?? null) : null,
    samples: probe?.samples ?? 0,
  };
}
