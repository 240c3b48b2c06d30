/** Where columns, tiles and their links lie, from the size of the area and the number of units alone. */

export interface ColumnShape {
  /** Stays with a column while others come and go. */
  key: string;
  tiles: number;
  /** A line "and 17 more" under the tiles. */
  more: boolean;
  /** A stepper under the tiles. */
  counted: boolean;
  /** Letters of the longest label left of its tiles; 0: none. */
  label: number;
}

export interface ColumnPlace {
  key: string;
  /** Middle of the tiles. */
  x: number;
  /** Middle of the head: pulled in at the borders. */
  headX: number;
  /** Middle of each tile. */
  y: number[];
  /** Lower edge of the last tile. */
  bottom: number;
  /** Side of its tiles, where it is not the layout's. */
  tile?: number;
}

export interface Layout {
  /** Wider than the area when there are too many columns: then the area scrolls. */
  width: number;
  height: number;
  tile: number;
  phone: boolean;
  wide: boolean;
  /** Distance of two columns. */
  pitch: number;
  columns: ColumnPlace[];
}

export type Density = 'full' | 'compact' | 'tight';

const leastPitch = 58;
const leastTile = 25;

export const isPhone = (width: number): boolean => width < 520;

/** How many tiles a column may show; a longer one shows one less and the line "and N more". */
export function tilesThatFit(height: number, phone: boolean): number {
  const room = height - headHeight(phone) - 40;
  return Math.max(4, Math.min(8, Math.floor((room + 5) / (leastTile + 5))));
}

const headHeight = (phone: boolean): number => (phone ? 72 : 74);

export function arrange(width: number, height: number, shapes: readonly ColumnShape[]): Layout {
  const phone = isPhone(width);
  const wide = width > 700 && height > 520;
  const letters = Math.max(0, ...shapes.map((shape) => shape.label));
  const padLeft = Math.min(phone ? 74 : 112, Math.max(phone ? 40 : 56, 10 + 7 * letters));
  const padRight = phone ? 20 : 34;
  const gaps = Math.max(1, shapes.length - 1);
  const most = Math.max(1, ...shapes.map((shape) => shape.tiles));
  const top = headHeight(phone);
  const below = (shape: ColumnShape): number =>
    (shape.more ? 22 : 6) + (shape.counted ? (phone ? 38 : 32) : 0);
  const rooms = shapes.map((shape) => height - top - below(shape));
  const room = Math.min(height - top - 20, ...rooms.filter((_, k) => shapes[k]?.tiles === most));

  const gapWish = phone ? 7 : wide ? 14 : 9;
  const gap = room / most < leastTile + gapWish ? 5 : gapWish;
  const largest = phone ? 34 : wide ? 66 : 44;
  const inHeight = Math.min(
    ...shapes.map((shape, k) => ((rooms[k] ?? 0) - gap * (shape.tiles - 1)) / Math.max(1, shape.tiles)),
  );
  const minWidth = padLeft + padRight + leastPitch * gaps + leastTile;
  const full = Math.max(width, shapes.length > 4 ? minWidth : 0);
  // A tile takes at most 0.55 of the distance of two columns, so that links have room to bend.
  const inWidth = (0.55 * (full - padLeft - padRight)) / (gaps + 0.55);
  const tile = Math.max(18, Math.floor(Math.min(inHeight, largest, inWidth)));
  const pitch = (full - padLeft - padRight - tile) / gaps;

  const stack = most * tile + (most - 1) * gap;
  const middle = top + stack / 2 + Math.max(0, room - stack) / (phone ? 2 : 4);
  const headRoom = phone ? 24 : 44;
  const columns = shapes.map((shape, k): ColumnPlace => {
    const x = padLeft + tile / 2 + pitch * k;
    const tall = shape.tiles * tile + (shape.tiles - 1) * gap;
    const first = middle - tall / 2 + tile / 2;
    return {
      key: shape.key,
      x,
      headX: Math.min(Math.max(x, headRoom), full - headRoom),
      y: Array.from({ length: shape.tiles }, (_, i) => first + i * (tile + gap)),
      bottom: middle + tall / 2,
    };
  });
  return { width: full, height, tile, phone, wide, pitch, columns };
}

/** How much the heads can say: everything, pictures with short numbers, or pictures alone. */
export function density(pitch: number, phone: boolean): Density {
  if (!phone && pitch >= 146) return 'full';
  return pitch >= 84 ? 'compact' : 'tight';
}

/** Where a unit lies. `tile` counts the shown ones. */
export interface Spot {
  column: number;
  tile: number;
}

/** The tile that an arrow key leads to; the same one at a border. */
export function neighbour(layout: Layout, from: Spot, key: string): Spot {
  const here = layout.columns[from.column];
  if (!here) return from;
  const last = here.y.length - 1;
  switch (key) {
    case 'ArrowUp':
      return { ...from, tile: Math.max(0, from.tile - 1) };
    case 'ArrowDown':
      return { ...from, tile: Math.min(last, from.tile + 1) };
    case 'Home':
      return { ...from, tile: 0 };
    case 'End':
      return { ...from, tile: last };
    case 'ArrowLeft':
    case 'ArrowRight': {
      const column = from.column + (key === 'ArrowLeft' ? -1 : 1);
      const next = layout.columns[column];
      const y = here.y[from.tile];
      if (!next || y === undefined || next.y.length === 0) return from;
      let nearest = 0;
      next.y.forEach((value, i) => {
        if (Math.abs(value - y) < Math.abs((next.y[nearest] ?? 0) - y)) nearest = i;
      });
      return { column, tile: nearest };
    }
    default:
      return from;
  }
}

/** Between two layouts, columns matched by key. A new column grows out of the place it will have. */
export function blend(from: Layout, to: Layout, t: number): Layout {
  if (t >= 1) return to;
  const mix = (a: number, b: number): number => a + (b - a) * t;
  const before = new Map(from.columns.map((column) => [column.key, column]));
  return {
    ...to,
    tile: mix(from.tile, to.tile),
    columns: to.columns.map((column) => {
      const old = before.get(column.key);
      if (!old) return column;
      const middle = ((old.y[0] ?? 0) + (old.y[old.y.length - 1] ?? 0)) / 2;
      return {
        ...column,
        x: mix(old.x, column.x),
        headX: mix(old.headX, column.headX),
        bottom: mix(old.bottom, column.bottom),
        y: column.y.map((y, i) => mix(old.y[i] ?? old.y[old.y.length - 1] ?? middle, y)),
      };
    }),
  };
}
