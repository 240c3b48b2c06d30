/** Tables have more inputs than a picture has axes: which ones are looked at, where the others are held. */
import type { Description } from '../../worker/protocol';

/** The input `input` on axis `slot`; when the other axis had it, the two change places. */
export function withAxis(axes: readonly number[], slot: number, input: number): number[] {
  const next = [...axes];
  const taken = next.indexOf(input);
  if (taken >= 0 && taken !== slot) next[taken] = next[slot]!;
  next[slot] = input;
  return next;
}

/** Held values of all inputs, in their order: those of the spec, else the medians. */
export function heldValues(held: unknown, description: Description): number[] {
  const list = Array.isArray(held) ? (held as unknown[]) : [];
  return description.inputs.map((input, i) => {
    const value = list[i];
    return typeof value === 'number' ? value : input.median;
  });
}

/** Inputs that lie on no axis. */
export function offAxes(description: Description): number[] {
  return description.inputs.map((_, i) => i).filter((i) => !description.axes.includes(i));
}

/** Where the probe stands at first: off the middle, where there is something to be unsure about. */
export function firstProbe(description: Description, held: readonly number[]): number[] {
  const raw = [...held];
  const shares = description.axes.length === 1 ? [0.5] : [0.34, 0.6];
  description.axes.forEach((axis, slot) => {
    const input = description.inputs[axis];
    if (!input) return;
    const value = input.low + (shares[slot] ?? 0.5) * (input.high - input.low);
    raw[axis] = input.categories.length > 0 ? Math.round(value) : Number(value.toPrecision(4));
  });
  return raw;
}

/** The probe moved into the present slice: same place on the axes, the held values elsewhere. */
export function inSlice(
  probe: readonly number[],
  description: Description,
  held: readonly number[],
): number[] {
  return held.map((value, i) => (description.axes.includes(i) ? (probe[i] ?? value) : value));
}
