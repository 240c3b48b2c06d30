/**
 * What the picture shows, column by column: the features that could be fed (chosen or not), the hidden
 * layers, the output. Made from the description, or from the spec alone while the engine loads.
 */
import type { Feature, LayerSpec, Spec } from '../../config/spec-types';
import type { Description, LayerInfo } from '../../worker/protocol';
import { isDense } from '../../spec/model-edit';

export interface Tile {
  key: string;
  /** Index in the layer (of the network's inputs for the first column); -1: not part of the network. */
  unit: number;
  label: string;
  /** What a click switches, for the features of a point. */
  feature?: Feature;
  formula?: string;
}

export interface Column {
  key: string;
  kind: 'input' | 'hidden' | 'output';
  /** Dense layer; -1: the inputs. */
  layer: number;
  title: string;
  short: string;
  info: LayerInfo | null;
  /** All of them; the view picks those it has room for. */
  tiles: Tile[];
}

const featureLabels: Record<Feature, string> = {
  x: 'x',
  y: 'y',
  x2: 'x²',
  y2: 'y²',
  xy: 'x·y',
  sinx: 'sin x',
  siny: 'sin y',
  cosx: 'cos x',
  cosy: 'cos y',
};
const planeFeatures = Object.keys(featureLabels) as Feature[];
const curveFeatures: Feature[] = ['x', 'x2', 'sinx', 'cosx'];

/** The value of a feature at a point: for pictures of features that are not fed to the network. */
export function featureValue(feature: Feature, x: number, y: number): number {
  switch (feature) {
    case 'x':
      return x;
    case 'y':
      return y;
    case 'x2':
      return x * x;
    case 'y2':
      return y * y;
    case 'xy':
      return x * y;
    case 'sinx':
      return Math.sin(x);
    case 'siny':
      return Math.sin(y);
    case 'cosx':
      return Math.cos(x);
    case 'cosy':
      return Math.cos(y);
    default:
      return feature satisfies never;
  }
}

/** Picture of a feature over the plane (row 0 at the top) or along a curve's axis. */
export function featurePicture(feature: Feature, cells: number, description: Description): Float32Array {
  const [first, second] = description.axes.map((axis) => description.inputs[axis]);
  const along = (range: typeof first, t: number): number =>
    range ? range.low + (range.high - range.low) * t : 2 * t - 1;
  if (!second)
    return Float32Array.from({ length: cells }, (_, i) =>
      featureValue(feature, along(first, (i + 0.5) / cells), 0),
    );
  return Float32Array.from({ length: cells * cells }, (_, at) => {
    const column = at % cells;
    const row = Math.floor(at / cells);
    return featureValue(
      feature,
      along(first, (column + 0.5) / cells),
      along(second, 1 - (row + 0.5) / cells),
    );
  });
}

const plain = (name: string): string => name.replaceAll('²', '2').replace(/[\s·]/g, '');

/** The inputs of a made set: every feature there is, then the learner's formulas, which come last. */
function featureTiles(names: readonly string[], formulas: readonly string[], curve: boolean): Tile[] {
  const known = curve ? curveFeatures : planeFeatures;
  const own = formulas.filter((formula) => names.includes(formula)).length;
  const first = names.length - own;
  const at = new Map(names.slice(0, first).map((name, index) => [plain(name), index]));
  const tiles = known.map((feature): Tile => ({
    key: feature,
    unit: at.get(feature) ?? -1,
    label: featureLabels[feature],
    feature,
  }));
  const added = names.slice(first).map((name, i): Tile => ({
    key: `f:${i}`,
    unit: first + i,
    label: name,
    formula: name,
  }));
  return [...tiles, ...added];
}

/** Names of the network's inputs as the picture writes them. */
export function inputNames(column: Column | undefined): string[] {
  const names: string[] = [];
  for (const tile of column?.tiles ?? []) if (tile.unit >= 0) names[tile.unit] = tile.label;
  return names;
}

export function outputLabels(description: Description | null, units: number): string[] {
  if (description?.head === 'gaussian') return ['mean', 'noise'];
  if (description?.several) return description.labels.slice(0, units);
  if (description?.head === 'logits') return description.classes.slice(0, units);
  return Array.from({ length: units }, () => '');
}

/** What the loss makes of the output layer, in a word. */
export function outputWord(head: Description['head'] | undefined): string {
  switch (head) {
    case 'logit':
      return 'sigmoid';
    case 'logits':
      return 'softmax';
    case 'gaussian':
      return 'mean + noise';
    default:
      return 'linear';
  }
}

/** The layers that a spec asks for, before the engine has described them. */
function plannedLayers(model: readonly LayerSpec[]): LayerInfo[] {
  const info = (title: string, units: number): LayerInfo => ({
    title,
    units,
    activation: 'linear',
    dropout: 0,
    specIndex: -1,
    dropoutIndex: -1,
    weightOffset: 0,
    biasOffset: 0,
    inputs: 0,
  });
  const dense = model.filter(isDense);
  return [...dense.map((layer, i) => info(`Hidden ${i + 1}`, layer.units ?? 8)), info('Output', 1)];
}

/** `keys` names the hidden columns, so that they keep their tiles when a layer is put between them. */
export function columnsOf(
  spec: Spec,
  model: readonly LayerSpec[],
  description: Description | null,
  keys: readonly string[],
): Column[] {
  const table = spec.data?.source === 'csv';
  const layers = description?.layers ?? plannedLayers(model);
  const names = description?.features ?? spec.data?.features ?? ['x', 'y'];
  const curve = description?.inputs.length === 1;
  const inputs = table
    ? names.map((name, unit): Tile => ({ key: `c:${unit}`, unit, label: name }))
    : featureTiles(names, spec.data?.formulas ?? [], curve);
  const first: Column = {
    key: 'in',
    kind: 'input',
    layer: -1,
    title: inputs.length === 1 ? 'Input' : 'Inputs',
    short: 'In',
    info: null,
    tiles: inputs,
  };
  const rest = layers.map((info, layer): Column => {
    const output = layer === layers.length - 1;
    const labels = output ? outputLabels(description, info.units) : [];
    return {
      key: output ? 'out' : (keys[layer] ?? `h${layer}`),
      kind: output ? 'output' : 'hidden',
      layer,
      title: output ? 'Output' : `Hidden ${layer + 1}`,
      short: output ? 'Out' : `H${layer + 1}`,
      info: description ? info : null,
      tiles: Array.from({ length: info.units }, (_, unit): Tile => ({
        key: String(unit),
        unit,
        label: labels[unit] ?? '',
      })),
    };
  });
  return [first, ...rest];
}

/** Name of a unit as a person says it. */
export function unitName(column: Column, unit: number): string {
  if (column.kind === 'hidden') return `${column.title}, unit ${unit + 1}`;
  const label = column.tiles.find((tile) => tile.unit === unit)?.label ?? '';
  if (column.kind === 'input') return `Input ${label}`;
  return label ? `Output, ${label}` : 'Output';
}
