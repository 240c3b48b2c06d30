/** Where the columns of a wired network lie: those that only pass on are narrow, wires go round below. */
import { isPhone, type ColumnPlace, type Layout } from '../network/layout';

export interface WiredShape {
  key: string;
  tiles: number;
  more: boolean;
  /** A stepper under the tiles. */
  counted: boolean;
  /** Passes its input on, changed: small tiles. */
  slim: boolean;
  /** The inputs, or the output. */
  ending: boolean;
  /** Links come in from the column before it. */
  linked: boolean;
  /** Letters of the longest label left of its tiles. */
  label: number;
}

/** A wire from one column to a later one, past those between them. */
export interface Round {
  from: number;
  to: number;
  lane: number;
}

/** Each column reads some before it; a neighbour needs no way round. The shortest ways run innermost. */
export function roundsOf(reads: readonly (readonly number[])[]): Round[] {
  const ways = reads.flatMap((own, to) => own.filter((from) => from < to - 1).map((from) => ({ from, to })));
  ways.sort((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from);
  const rounds: Round[] = [];
  for (const way of ways) {
    const beside = rounds.filter((other) => other.from < way.to && way.from < other.to);
    let lane = 0;
    while (beside.some((other) => other.lane === lane)) lane += 1;
    rounds.push({ ...way, lane });
  }
  return rounds;
}

export const laneHeight = 15;
const leastTile = 22;
const slimHead = 40;

export interface WiredLayout extends Layout {
  /** Height of the innermost lane. */
  laneTop: number;
  /** Room between a column and the one before it, from tile to tile. */
  gaps: number[];
}

const slimTile = (tile: number): number => Math.max(13, Math.round(tile * 0.56));

export function arrangeWired(
  width: number,
  height: number,
  shapes: readonly WiredShape[],
  lanes: number,
): WiredLayout {
  const phone = isPhone(width);
  const wide = width > 700 && height > 520;
  const letters = Math.max(0, ...shapes.map(({ label }) => label));
  const padLeft = Math.min(phone ? 66 : 104, Math.max(phone ? 34 : 44, 10 + 7 * letters));
  const padRight = phone ? 12 : 22;
  const top = phone ? 90 : 74;
  const foot = lanes > 0 ? lanes * laneHeight + 10 : 0;
  const below = ({ more, counted }: WiredShape): number =>
    (more ? 22 : 6) + (counted ? (phone ? 38 : 32) : 0);
  const under = Math.max(0, ...shapes.map(below));
  const most = Math.max(1, ...shapes.map(({ tiles }) => tiles));
  const room = height - top - under - foot;
  const gapWish = phone ? 7 : wide ? 14 : 9;
  const gap = room / most < 25 + gapWish ? 5 : gapWish;
  const inHeight = Math.floor((room - gap * (most - 1)) / most);
  const largest = Math.max(18, Math.min(inHeight, phone ? 34 : wide ? 66 : 44));

  /** Of a column with what stands over it. */
  const cell = ({ slim, ending }: WiredShape, tile: number): number =>
    slim ? Math.max(slimHead, slimTile(tile)) : Math.max(tile, ending ? 0 : phone ? 48 : 50);
  const leastGap = ({ linked }: WiredShape): number => (linked ? 20 : 6);
  const needed = (tile: number): number =>
    padLeft +
    padRight +
    shapes.reduce((sum, shape, k) => sum + cell(shape, tile) + (k ? leastGap(shape) : 0), 0);
  let tile = largest;
  while (tile > Math.min(leastTile, largest) && needed(tile) > width) tile -= 1;

  // What is left goes between the columns, most of it where links need room to bend.
  const spare = Math.max(0, width - needed(tile));
  const shares = shapes.map((shape, k): number => (k === 0 ? 0 : shape.linked ? 3 : 1));
  const all = Math.max(
    1,
    shares.reduce((a, b) => a + b, 0),
  );
  const full = Math.max(width, needed(tile));
  const stack = most * tile + (most - 1) * gap;
  const middle = top + stack / 2 + Math.max(0, room - stack) / 4;
  let x = padLeft - (cell(shapes[0]!, tile) - tile) / 2;
  const columns = shapes.map((shape, k): ColumnPlace => {
    if (k > 0) x += leastGap(shape) + Math.min(shape.linked ? 140 : 44, (spare * shares[k]!) / all);
    const own = cell(shape, tile);
    const centre = x + own / 2;
    x += own;
    const tall = shape.tiles * tile + (shape.tiles - 1) * gap;
    const first = middle - tall / 2 + tile / 2;
    return {
      key: shape.key,
      x: centre,
      headX: centre,
      y: Array.from({ length: shape.tiles }, (_, i) => first + i * (tile + gap)),
      bottom: middle + tall / 2,
      tile: shape.slim ? slimTile(tile) : tile,
    };
  });
  const lowest = Math.max(...columns.map(({ bottom }) => bottom));
  const laneTop = Math.min(lowest + under + 8, height - foot + 8);
  const gaps = columns.map((place, k) => (k === 0 ? 0 : place.x - columns[k - 1]!.x));
  const pitch = gaps.length > 1 ? Math.min(...gaps.slice(1)) : full;
  return { width: full, height, tile, phone, wide, pitch, columns, laneTop, gaps };
}
