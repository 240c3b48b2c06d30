/**
 * A network over points whose layers stand in any order: a column for the inputs and for every layer, and
 * which columns each reads. Column k is Description.stages[k - 1].
 */
import type { LayerSpec, Spec } from '../../config/spec-types';
import type { Description, LayerInfo } from '../../worker/protocol';
import { stagesOf, type Stage } from '../images/stages';
import { sourcesOf } from '../images/wiring';
import { columnsOf, outputLabels, type Column, type Tile } from '../network/columns';

export interface WiredColumn extends Column {
  about: Stage;
  /** Columns that it reads. */
  reads: number[];
  /** It has a weight from each of its inputs to each of its units. */
  weighted: boolean;
  /** Index in Description.layers, -1 where it learns nothing. */
  layer: number;
}

export function wiredColumns(
  spec: Spec,
  model: readonly LayerSpec[],
  description: Description,
  labelOf: (type: string) => string,
): WiredColumn[] {
  const [image, ...stages] = stagesOf(description, labelOf);
  const inputs = columnsOf(spec, model, description, [])[0]!;
  const first: WiredColumn = { ...inputs, about: image!, reads: [], weighted: false };
  const rest = stages.map((stage, index): WiredColumn => {
    const about = { ...stage, title: model[stage.specIndex]?.name || stage.title };
    const output = about.type === 'output';
    const layer = description.layers.findIndex(({ specIndex }) => specIndex === about.specIndex);
    const info: LayerInfo | null = description.layers[layer] ?? null;
    const size = about.shape[0] ?? 1;
    const labels = output ? outputLabels(description, size) : [];
    // Another list of layers may be on its way to the engine.
    const known = model[about.specIndex]?.type === about.type;
    return {
      key: about.key,
      kind: output ? 'output' : 'hidden',
      layer,
      title: about.title,
      short: about.title,
      info,
      tiles: Array.from({ length: size }, (_, unit): Tile => ({
        key: String(unit),
        unit,
        label: labels[unit] ?? '',
      })),
      about,
      reads: known ? sourcesOf(model, about.specIndex).map((source) => source + 1) : [index],
      weighted: (info?.inputs ?? 0) > 0,
    };
  });
  return [first, ...rest];
}

/** Which unit of column `from` a unit of the column that reads it is made of; -1: of none there. */
export function unitBehind(columns: readonly WiredColumn[], to: number, from: number, unit: number): number {
  const column = columns[to]!;
  const size = (k: number): number => columns[k]!.about.shape[0] ?? 0;
  if (column.about.type !== 'concat') return unit < size(from) ? unit : -1;
  let offset = 0;
  for (const read of column.reads) {
    if (read === from) return unit >= offset && unit < offset + size(read) ? unit - offset : -1;
    offset += size(read);
  }
  return -1;
}

/** What a layer makes of its inputs, in the words of a formula. */
export function workOf(type: string): string {
  if (type === 'add') return 'the sum of';
  if (type === 'multiply') return 'the product of';
  if (type === 'concat') return 'a copy of';
  if (type.endsWith('norm')) return 'normalized from';
  return 'made of';
}
