/** Which tiles of each column are shown, and how many more there are. */
import type { Column, Tile } from './columns';

/** The first `count` units: what is shown before any weight is known. */
export const firstUnits = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

export interface Picked {
  tiles: Tile[];
  more: number;
}

/**
 * Chosen inputs come before those that only could be; what is left keeps its usual order. `ranked`
 * holds the strongest units of the column, when they are known.
 */
export function pick(column: Column, room: number, ranked: readonly number[] | undefined): Picked {
  const all = column.tiles;
  if (all.length <= room) return { tiles: all, more: 0 };
  const size = room - 1;
  const on = all.filter((tile) => tile.unit >= 0);
  if (on.length >= size) {
    const units = ranked?.length === size ? ranked : firstUnits(size);
    const byUnit = new Map(on.map((tile) => [tile.unit, tile]));
    const tiles = units.flatMap((unit) => byUnit.get(unit) ?? []);
    return { tiles, more: all.length - tiles.length };
  }
  const free = all.filter((tile) => tile.unit < 0).slice(0, size - on.length);
  const tiles = all.filter((tile) => tile.unit >= 0 || free.includes(tile));
  return { tiles, more: all.length - tiles.length };
}
