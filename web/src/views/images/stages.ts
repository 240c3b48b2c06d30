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

const wide = new Set(['image', 'output', 'dense', 'dropconnect', 'conv2d', 'conv-transpose2d']);

export const isMaps = (shape: readonly number[]): boolean => shape.length === 3;

/** Channels of maps, or units. */
export const countOf = (shape: readonly number[]): number => (isMaps(shape) ? shape[2]! : (shape[0] ?? 1));

/** Pictures of a column: the image is one, whatever its channels. */
export const tilesOf = ({ type, shape }: Stage): number => (type === 'image' ? 1 : countOf(shape));

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

/** The class that each output speaks for: one output of two classes gives the odds of the second. */
export const outputClasses = ({ head, classes, several }: Description): { name: string; k: number }[] =>
  classes.map((name, k) => ({ name, k })).slice(head === 'logit' && !several ? 1 : 0);

/** "26 × 26 × 8", "64" */
export const shapeText = (shape: readonly number[]): string => shape.join('\u2009×\u2009');

/** Where there is no room for the name. */
const shortTitles: readonly [RegExp, string][] = [
  [/^global/, 'Global'],
  [/pool/, 'Pool'],
  [/flatten/, 'Flat'],
  [/reshape/, 'Shape'],
  [/dropout/, 'Drop'],
  [/norm/, 'Norm'],
  [/^activation/, 'Bend'],
  [/^multiply/, 'Times'],
  [/^concat/, 'Concat'],
];

/** `tight`: there is little room for the others too. */
export const shortTitle = ({ slim, type, title }: Stage, tight: boolean): string =>
  (slim && shortTitles.find(([holds]) => holds.test(type))?.[1]) ||
  (tight
    ? title.replace('Transposed convolution', 'Up').replace('Convolution', 'Conv')
    : title.replace('Transposed convolution', 'Transposed'));

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
  /** Width and height of a tile, columns and rows of tiles. */
  tile: number;
  tall: number;
  columns: number;
  rows: number;
  /** So many of the maps or units are shown. */
  shown: number;
}

export interface Arrangement {
  width: number;
  /** Heads say less. */
  tight: boolean;
  /** Room behind the output, for the names of its classes. */
  ending: number;
  places: Place[];
}

interface Sizes {
  largest: number;
  least: number;
  columns: number;
}

/** Room over the tiles for the heads, and under them. */
const headRoom = 64;
const footRoom = 34;

/** What a column's tiles may be: the image is large, passing layers are small. */
function sizesOf(stage: Stage, phone: boolean, open: boolean): Sizes {
  if (stage.type === 'image') return { largest: phone ? 72 : 104, least: 40, columns: 1 };
  if (stage.type === 'output') return { largest: 26, least: 10, columns: 1 };
  if (!isMaps(stage.shape)) return { largest: 18, least: 7, columns: open ? 99 : 3 };
  if (stage.slim) return { largest: phone ? 24 : 30, least: 20, columns: open ? 99 : 1 };
  return { largest: phone ? 40 : 62, least: phone ? 26 : 34, columns: open ? 99 : 2 };
}

const gapOf = (stage: Stage): number => (isMaps(stage.shape) || stage.type === 'output' ? 4 : 2);

/** A vector that only passes through: a strip with a thin line for each number. */
function stripOf(count: number, room: number): Omit<Place, 'x' | 'top'> {
  const height = Math.min(room, Math.max(80, 7 * count));
  return { tile: 11, tall: height / count, columns: 1, rows: count, shown: count, width: 11, height };
}

/** `scale` below 1 makes large tiles smaller, so that more columns have room side by side. */
function placeOf(
  stage: Stage,
  room: number,
  phone: boolean,
  open: boolean,
  scale: number,
): Omit<Place, 'x' | 'top'> {
  const count = tilesOf(stage);
  if (stage.slim && !isMaps(stage.shape)) return stripOf(count, room);
  const { largest, least, columns: most } = sizesOf(stage, phone, open);
  const between = gapOf(stage);
  const wished = Math.max(least, Math.round(largest * scale));
  let best = { tile: 0, columns: 1, rows: 1 };
  for (let columns = 1; columns <= Math.min(most, count); columns++) {
    const rows = Math.ceil(count / columns);
    const tile = Math.min(wished, Math.floor((room + between) / rows - between));
    if (tile > best.tile) best = { tile, columns, rows };
    if (tile >= wished) break;
  }
  if (best.tile < least) {
    const columns = Math.min(most, count);
    best = { tile: least, columns, rows: Math.max(1, Math.floor((room + between) / (least + between))) };
  }
  const { tile, columns, rows } = best;
  return {
    tile,
    tall: tile,
    columns,
    rows,
    shown: Math.min(count, columns * rows),
    width: columns * (tile + between) - between,
    height: rows * (tile + between) - between,
  };
}

/** Widths that a head needs at least, between columns, and the most for the names of the classes. */
const easy = { image: 62, slim: 36, learns: 92, output: 44, gap: 26, names: 96 };
const close = { image: 48, slim: 28, learns: 48, output: 34, gap: 17, names: 68 };
const closest = { ...close, gap: 16, names: 42 };

const widthOf = (stage: Stage, place: { width: number }, sizes: typeof easy): number => {
  const { slim, type } = stage;
  const head = slim ? sizes.slim : type === 'image' || type === 'output' ? sizes[type] : sizes.learns;
  return Math.max(place.width, head);
};

/** Nothing stands before the image: what its size under it reaches over its column would be cut. */
const leadOf = (image: Stage, place: { width: number }, sizes: typeof easy): number =>
  Math.max(0, 5.8 * shapeText(image.shape).length - widthOf(image, place, sizes)) / 2;

/** Behind the output: a name with its bar, or where there is none, what its size reaches over its column. */
function endingOf(names: readonly string[], { names: most }: typeof easy): number {
  const longest = Math.max(0, ...names.map((name) => name.length));
  return longest === 0 ? 16 : Math.max(26, Math.min(most, nameGap + 2 + 6.6 * longest));
}

/** Between an output and its name. */
export const nameGap = 6;

/** Columns from left to right, each in the middle of the room under its head. */
export function arrangeStages(
  width: number,
  height: number,
  stages: readonly Stage[],
  open: readonly string[],
  names: readonly string[] = [],
): Arrangement {
  const phone = width < 520;
  const room = Math.max(60, height - headRoom - footRoom);
  const margin = 4;
  const gaps = Math.max(1, stages.length - 1);
  const sizesAt = (scale: number): ReturnType<typeof placeOf>[] =>
    stages.map((stage) => placeOf(stage, room, phone, open.includes(stage.key), scale));
  /** All that is not room between columns. */
  const filled = (sizes: readonly { width: number }[], least: typeof easy): number =>
    stages.reduce(
      (sum, stage, k) => sum + widthOf(stage, sizes[k]!, least),
      2 * margin + leadOf(stages[0]!, sizes[0]!, least) + endingOf(names, least),
    );

  // Smaller tiles first, then shorter heads, then names and gaps; what still has no room is scrolled to.
  const fits = (sizes: readonly { width: number }[], least: typeof easy): boolean =>
    filled(sizes, least) + least.gap * gaps <= width;
  const tries = [easy, close, closest].flatMap((least) =>
    [1, 0.9, 0.8, 0.7, 0.6].map((scale) => ({ least, scale })),
  );
  const { least, scale } = tries.find((one) => fits(sizesAt(one.scale), one.least)) ?? {
    least: close,
    scale: 0.6,
  };
  const sizes = sizesAt(scale);
  // What is over goes to names that were cut short, then between the columns.
  const spare = Math.max(0, width - filled(sizes, least) - least.gap * gaps);
  const ending = Math.max(
    endingOf(names, least),
    Math.min(endingOf(names, close), endingOf(names, least) + spare),
  );
  const taken = filled(sizes, least) - endingOf(names, least) + ending;
  const between = Math.max(least.gap, Math.min(110, (width - taken) / gaps));
  let x = leadOf(stages[0]!, sizes[0]!, least) + margin + Math.max(0, (width - taken - between * gaps) / 2);
  const places = sizes.map((size, k): Place => {
    const own = widthOf(stages[k]!, size, least);
    const place = { ...size, x: x + (own - size.width) / 2, top: headRoom + (room - size.height) / 2 };
    x += own + between;
    return place;
  });
  const full = x - between + margin + ending;
  return { width: Math.max(width, full), tight: least !== easy, ending, places };
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
