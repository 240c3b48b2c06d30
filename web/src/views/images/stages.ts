/** The layers of an image model as columns: what stands in each and where, from shapes alone. */
import type { Description } from '../../worker/protocol';

export interface Stage {
  key: string;
  /** Index in Description.stages; -1: the image itself. */
  index: number;
  /** Index in spec.model; -1: the output layer, or the image. */
  specIndex: number;
  type: string;
  title: string;
  /** [Y, X, C] of maps, [D] of units. */
  shape: readonly number[];
  /** Learns nothing and only passes on: a slim column. */
  slim: boolean;
}

const wide = new Set(['image', 'output', 'dense', 'conv2d']);

export const isMaps = (shape: readonly number[]): boolean => shape.length === 3;

/** Channels of maps, or units. */
export const countOf = (shape: readonly number[]): number => (isMaps(shape) ? shape[2]! : (shape[0] ?? 1));

/** `labelOf` names a type of layer; equal types are numbered. */
export function stagesOf(description: Description, labelOf: (type: string) => string): Stage[] {
  const seen = new Map<string, number>();
  const alike = new Map<string, number>();
  for (const { type } of description.stages) alike.set(type, (alike.get(type) ?? 0) + 1);
  const image: Stage = {
    key: 'in',
    index: -1,
    specIndex: -1,
    type: 'image',
    title: 'Image',
    shape: description.shape,
    slim: false,
  };
  const rest = description.stages.map(({ type, specIndex, shape }, index): Stage => {
    const number = (seen.get(type) ?? 0) + 1;
    seen.set(type, number);
    const label = type === 'output' ? 'Output' : labelOf(type);
    return {
      key: type === 'output' ? 'out' : `${type}-${number}`,
      index,
      specIndex,
      type,
      title: (alike.get(type) ?? 0) > 1 ? `${label} ${number}` : label,
      shape,
      slim: !wide.has(type),
    };
  });
  return [image, ...rest];
}

/** "26 × 26 × 8", "64" */
export const shapeText = (shape: readonly number[]): string => shape.join('\u2009×\u2009');

/** "28 × 28 × 1 → 8 → 16 → 10": the image, then what the layers that learn make of it. */
export const chainText = (stages: readonly Stage[]): string =>
  stages
    .filter(({ slim }) => !slim)
    .map(({ type, shape }) => (type === 'image' ? shapeText(shape) : countOf(shape)))
    .join(' → ');

export interface Place {
  x: number;
  width: number;
  top: number;
  height: number;
  /** Side of a tile, columns and rows of tiles. */
  tile: number;
  columns: number;
  rows: number;
  /** So many of the maps or units are shown. */
  shown: number;
}

export interface Arrangement {
  width: number;
  places: Place[];
}

const gap = 4;
const columnGap = 30;
const columnGapPhone = 22;

interface Sizes {
  largest: number;
  least: number;
  columns: number;
}

/** What a column's tiles may be: the image is large, passing layers are small. */
function sizesOf(stage: Stage, phone: boolean, open: boolean): Sizes {
  const columns = open ? 99 : 2;
  if (stage.type === 'image') return { largest: phone ? 72 : 104, least: 40, columns: 1 };
  if (stage.type === 'output') return { largest: 30, least: 10, columns: 1 };
  if (!isMaps(stage.shape))
    return { largest: stage.slim ? 7 : 18, least: stage.slim ? 2 : 7, columns: stage.slim ? 1 : 4 };
  if (stage.slim) return { largest: phone ? 24 : 30, least: 20, columns: open ? 99 : 1 };
  return { largest: phone ? 40 : 62, least: phone ? 26 : 34, columns };
}

function placeOf(stage: Stage, room: number, phone: boolean, open: boolean): Omit<Place, 'x' | 'top'> {
  const count = countOf(stage.shape);
  const { largest, least, columns: most } = sizesOf(stage, phone, open);
  const between = isMaps(stage.shape) || stage.type === 'output' ? gap : least < 4 ? 0 : 2;
  let best = { tile: 0, columns: 1, rows: 1 };
  for (let columns = 1; columns <= Math.min(most, count); columns++) {
    const rows = Math.ceil(count / columns);
    const tile = Math.min(largest, Math.floor((room + between) / rows - between));
    if (tile > best.tile) best = { tile, columns, rows };
    if (tile >= largest || (tile >= least && columns > 1)) break;
  }
  if (best.tile < least) {
    const columns = Math.min(most, count);
    best = { tile: least, columns, rows: Math.max(1, Math.floor((room + between) / (least + between))) };
  }
  const { tile, columns, rows } = best;
  return {
    tile,
    columns,
    rows,
    shown: Math.min(count, columns * rows),
    width: columns * (tile + between) - between,
    height: rows * (tile + between) - between,
  };
}

/** Columns from left to right, each in the middle of the room under its head. */
export function arrangeStages(
  width: number,
  height: number,
  stages: readonly Stage[],
  open: readonly string[],
): Arrangement {
  const phone = width < 520;
  const head = 64;
  const foot = 34;
  const room = Math.max(60, height - head - foot);
  const sizes = stages.map((stage) => placeOf(stage, room, phone, open.includes(stage.key)));
  const needed = (stage: Stage, place: { width: number }): number =>
    Math.max(place.width, stage.slim ? 34 : stage.type === 'output' ? 46 : 62);
  const widths = stages.map((stage, k) => needed(stage, sizes[k]!));
  const gaps = Math.max(1, stages.length - 1);
  const sum = widths.reduce((all, one) => all + one, 0);
  const least = phone ? columnGapPhone : columnGap;
  const between = Math.max(least, Math.min(110, (width - sum - 12) / gaps));
  let x = Math.max(6, (width - sum - between * gaps) / 2);
  const places = sizes.map((size, k): Place => {
    const own = widths[k]!;
    const place = { ...size, x: x + (own - size.width) / 2, top: head + (room - size.height) / 2 };
    x += own + between;
    return place;
  });
  return { width: Math.max(width, x - between + 6), places };
}

/** The flow from one column to the next, as an area between their sides. */
export function flowBetween(from: Place, to: Place): string {
  const [x0, x1] = [from.x + from.width + 3, to.x - 3];
  const bend = (x1 - x0) / 2;
  const curve = (y0: number, y1: number, a: number, b: number, towards: number): string =>
    `C${a + towards} ${y0} ${b - towards} ${y1} ${b} ${y1}`;
  const [bottom0, bottom1] = [from.top + from.height, to.top + to.height];
  return (
    `M${x0} ${from.top}${curve(from.top, to.top, x0, x1, bend)}` +
    `L${x1} ${bottom1}${curve(bottom1, bottom0, x1, x0, -bend)}Z`
  );
}
