/** Which pictures of units are asked of the engine, and which of a frame's belong to which tile. */
import type { Feature } from '../../config/spec-types';
import type { Palette } from '../../color/scales';
import type { Description, Frame } from '../../worker/protocol';
import { featurePicture, type Column, type Tile } from './columns';
import { curveCells, pictureKey, planeCells, type TilePainter } from './tile-painter';

export const pictureOf = (column: Column, tile: Tile): string =>
  tile.unit < 0 ? `off:${tile.key}` : pictureKey(column.layer, tile.unit);

/** Many pictures at once are made smaller. */
export function cellsFor(curve: boolean, tiles: number): number {
  if (curve) return curveCells;
  return tiles > 64 ? planeCells / 2 : planeCells;
}

export class Pictures {
  /** Units asked for, per column. */
  asked: readonly (readonly number[])[] = [];
  /** What the last frame brought: while the output alone is refined, the same arrays come again. */
  private last: (readonly Float32Array[] | undefined)[] = [];

  constructor(protected readonly painter: TilePainter) {}

  /** Other layers have these numbers now. */
  clear(): void {
    this.painter.clear();
    this.last = [];
  }

  show(frame: Frame, description: Description, palette: Palette): void {
    const fits = frame.units?.length === description.layers.length;
    const made = [frame.inputs, ...(fits ? (frame.units ?? []) : [])];
    const pictures = new Map<string, Float32Array>();
    made.forEach((column, k) => {
      const wanted = this.asked[k];
      if (!column || column === this.last[k] || column.length !== wanted?.length) return;
      column.forEach((picture, i) => pictures.set(pictureKey(k - 1, wanted[i] ?? 0), picture));
    });
    this.last = made;
    this.painter.show(pictures, description.axes.length === 1, palette);
  }

  /** Features that could be fed to the network: no engine computes them. */
  showFree(tiles: readonly Tile[], description: Description, palette: Palette): void {
    const curve = description.axes.length === 1;
    const cells = cellsFor(curve, 0);
    const free = tiles.filter((tile) => tile.unit < 0 && tile.feature);
    const pictures = free.map(
      (tile) => [`off:${tile.key}`, featurePicture(tile.feature as Feature, cells, description)] as const,
    );
    this.painter.show(new Map(pictures), curve, palette);
  }
}

/** "layer:unit" of all that sleep in a pass. */
export function sleepers(awake: readonly Uint8Array[] | undefined): Set<string> {
  const asleep = new Set<string>();
  awake?.forEach((layer, l) =>
    layer.forEach((on, unit) => {
      if (!on) asleep.add(pictureKey(l, unit));
    }),
  );
  return asleep;
}
