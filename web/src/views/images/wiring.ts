/** Names of layers and what reads them, as pure edits of the list of layers: each gives a new list. */
import type { LayerSpec } from '../../config/spec-types';

/** What the data themselves are called. */
export const dataName = 'input';
const longest = 32;

/** Looks from what it reads first at what it reads second. */
export const attendsAcross = (type: string): boolean =>
  type === 'cross-attention' || type === 'transformer-decoder';

export const isJoin = (type: string): boolean =>
  type === 'add' || type === 'multiply' || type === 'concat' || attendsAcross(type);

const changed = (layer: LayerSpec, change: { name?: string | undefined; inputs?: string[] }): LayerSpec => {
  const next = { ...layer, ...change };
  if (!next.name) delete next.name;
  if (!next.inputs?.length) delete next.inputs;
  return next;
};

/** A name that no layer has: "lstm", "lstm2", ... */
function freeName(model: readonly LayerSpec[], type: string): string {
  const taken = new Set([dataName, ...model.map(({ name }) => name)]);
  for (let n = 1; ; n++) {
    const name = n === 1 ? type : `${type}${n}`;
    if (!taken.has(name)) return name;
  }
}

/** The list with layer `at` named, and its name; before the first stand the data. */
export function named(model: readonly LayerSpec[], at: number): { model: LayerSpec[]; name: string } {
  const layer = model[at];
  if (!layer) return { model: [...model], name: dataName };
  if (layer.name) return { model: [...model], name: layer.name };
  const name = freeName(model, layer.type);
  return { model: model.map((one, i) => (i === at ? changed(one, { name }) : one)), name };
}

/** Another name; those who read it go on reading it. A name that another layer has gets a number. */
export function renamed(model: readonly LayerSpec[], at: number, wish: string): LayerSpec[] {
  const old = model[at]?.name;
  const others = model.filter((_, i) => i !== at);
  const plain = wish.trim().slice(0, longest);
  const name = plain === '' ? '' : freeName(others, plain);
  // Unnamed it cannot be read by name.
  if (name === '' && old && model.some(({ inputs }) => inputs?.includes(old))) return [...model];
  return model.map((layer, i) => {
    if (i === at) return changed(layer, { name });
    if (!old || !layer.inputs?.includes(old)) return layer;
    return changed(layer, { inputs: layer.inputs.map((input) => (input === old ? name : input)) });
  });
}

/** Which layers `at` reads: indices, -1 for the data; none listed: the one before it. */
export function sourcesOf(model: readonly LayerSpec[], at: number): number[] {
  const inputs = model[at]?.inputs ?? [];
  if (inputs.length === 0) return [at - 1];
  return inputs.map((name) => (name === dataName ? -1 : model.findIndex((layer) => layer.name === name)));
}

/** Layer `at` reads these; a single one just before it needs no name. */
export function wired(model: readonly LayerSpec[], at: number, sources: readonly number[]): LayerSpec[] {
  let next = [...model];
  const inputs: string[] = [];
  const plain = !isJoin(model[at]!.type) && sources.length === 1 && sources[0] === at - 1;
  for (const source of plain ? [] : sources) {
    const one = named(next, source);
    next = one.model;
    inputs.push(one.name);
  }
  return next.map((layer, i) => (i === at ? changed(layer, { inputs }) : layer));
}

/**
 * With a layer that was put in at `at`: the next one reads it instead of the one before it; where the next
 * one reads neither, a branch ends there, and who read its end by name reads the new end.
 */
export function passedOn(model: readonly LayerSpec[], at: number): LayerSpec[] {
  const before = at === 0 ? dataName : model[at - 1]!.name;
  const next = model[at + 1]?.inputs ?? [];
  if (!before || next.length === 0) return [...model];
  const instead = named(model, at);
  const reads = (i: number): boolean => (next.includes(before) ? i === at + 1 : i > at + 1);
  const swapped = instead.model.map((layer, i) =>
    reads(i) && layer.inputs?.includes(before)
      ? changed(layer, { inputs: layer.inputs.map((input) => (input === before ? instead.name : input)) })
      : layer,
  );
  return swapped.some((layer, i) => layer.inputs !== instead.model[i]!.inputs) ? swapped : [...model];
}

/** Without layer `at`: who read it by name reads what it read. */
export function unplugged(model: readonly LayerSpec[], at: number): LayerSpec[] {
  const { name } = model[at]!;
  const readers = name ? model.filter(({ inputs }) => inputs?.includes(name)) : [];
  const left = (list: readonly LayerSpec[]): LayerSpec[] => list.filter((_, i) => i !== at);
  if (readers.length === 0) return left(model);
  const sources = sourcesOf(model, at);
  // Of a join the branch that ends at it: nobody else reads that.
  const source = sources.includes(at - 1) ? at - 1 : (sources[0] ?? at - 1);
  const instead = named(model, source);
  return left(instead.model).map((layer) =>
    layer.inputs?.includes(name!)
      ? changed(layer, { inputs: layer.inputs.map((input) => (input === name ? instead.name : input)) })
      : layer,
  );
}

/** What a join put at `at` brings together: the layer before it, and the nearest earlier one that fits. */
export function joinedAt(
  type: string,
  at: number,
  shapes: readonly (readonly number[])[],
  parts: readonly string[] = [],
): number[] {
  // shapes[0] and parts[0] are those of the data, shapes[i + 1] and parts[i + 1] of layer i.
  if (attendsAcross(type)) {
    const seen = Array.from({ length: at - 1 }, (_, i) => at - 2 - i);
    const steps = seen.filter((source) => shapes[source + 1]?.length === 2);
    const source = steps.find((one) => parts[one + 1] === 'source') ?? steps[0];
    return [at - 1, source ?? at - 2];
  }
  const own = shapes[at] ?? [];
  const alike = (other: readonly number[]): boolean =>
    other.length === own.length &&
    other.every((side, axis) => side === own[axis] || (type === 'concat' && axis === own.length - 1));
  for (let source = at - 2; source >= -1; source--)
    if (alike(shapes[source + 1] ?? [])) return [source, at - 1];
  return [at - 1, at - 1];
}
