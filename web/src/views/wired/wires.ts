/** Wires without weights: what passes from column to column unit by unit, and what goes round. */
import type { ColumnPlace } from '../network/layout';
import type { Picked } from '../network/pick';
import { unitBehind, type WiredColumn } from './columns';
import { laneHeight, type Round, type WiredLayout } from './layout';

const side = (place: ColumnPlace, layout: WiredLayout): number => (place.tile ?? layout.tile) / 2 + 1;

/** From each tile to the one that is made of it in the next column. */
export function passing(
  columns: readonly WiredColumn[],
  picked: readonly Picked[],
  layout: WiredLayout,
  k: number,
): string {
  const [a, b] = [layout.columns[k - 1], layout.columns[k]];
  if (!a || !b || columns[k]!.weighted || !columns[k]!.reads.includes(k - 1)) return '';
  const shown = picked[k - 1]?.tiles.map(({ unit }) => unit) ?? [];
  const [x1, x2] = [a.x + side(a, layout), b.x - side(b, layout)];
  const m = (x1 + x2) / 2;
  return (picked[k]?.tiles ?? [])
    .map(({ unit }, i) => {
      const from = shown.indexOf(unitBehind(columns, k, k - 1, unit));
      const [y1, y2] = [a.y[from], b.y[i]];
      if (from < 0 || y1 === undefined || y2 === undefined) return '';
      return `M${x1.toFixed(1)} ${y1.toFixed(1)}C${m.toFixed(1)} ${y1.toFixed(1)} ${m.toFixed(1)} ${y2.toFixed(1)} ${x2.toFixed(1)} ${y2.toFixed(1)}`;
    })
    .join('');
}

export interface Way {
  path: string;
  /** Tip of the arrow. */
  head: string;
  /** Middle of its lane, for its name. */
  x: number;
  y: number;
}

/** Out of the last tile, down, along its lane under all that stands between, up and in again. */
export function wayRound({ from, to, lane }: Round, layout: WiredLayout): Way | null {
  const [a, b] = [layout.columns[from], layout.columns[to]];
  const [y0, y1] = [a?.y.at(-1), b?.y.at(-1)];
  if (!a || !b || y0 === undefined || y1 === undefined) return null;
  const [x0, x1] = [a.x + side(a, layout), b.x - side(b, layout)];
  const y = layout.laneTop + lane * laneHeight;
  const r = 6;
  // In the middle between two columns, and just before one, nothing stands under the tiles.
  const out = a.x + layout.gaps[from + 1]! / 2;
  const back = x1 - 9;
  const path =
    `M${x0} ${y0}H${out - r}Q${out} ${y0} ${out} ${y0 + r}V${y - r}Q${out} ${y} ${out + r} ${y}` +
    `H${back - r}Q${back} ${y} ${back} ${y - r}V${y1 + r}Q${back} ${y1} ${back + r} ${y1}H${x1 - 4}`;
  const head = `M${x1 - 0.5} ${y1}l-6 -3.6v7.2Z`;
  return { path, head, x: (out + back) / 2, y };
}
