/** Links between the tiles: which there are, how strong they look, where they run, which is pointed at. */
import type { LayerInfo } from '../../worker/protocol';
import type { ColumnPlace, Layout } from './layout';

/** A weight between two shown tiles; `index` is its place in the parameter buffer. */
export interface Link {
  /** Dense layer that owns the weight. */
  layer: number;
  /** The column left of its units. */
  column: number;
  input: number;
  unit: number;
  index: number;
  /** Shown tiles it joins, in `column` and the next. */
  from: number;
  to: number;
}

export interface Look {
  width: number;
  opacity: number;
}

/** Ends of the cubic and the reach of its horizontal tangents. */
export interface Curve {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/**
 * `shown[k]` holds the unit of each tile of column k; -1 is a tile that is not part of the network.
 * `columnOf` tells left of which column's next a layer's units stand; below 0: they have no links.
 */
export function makeLinks(
  layers: readonly LayerInfo[],
  shown: readonly (readonly number[])[],
  columnOf = (layer: number): number => layer,
): Link[] {
  const links: Link[] = [];
  layers.forEach((info, layer) => {
    const column = columnOf(layer);
    (shown[column] ?? []).forEach((input, from) => {
      if (input < 0 || input >= info.inputs) return;
      (shown[column + 1] ?? []).forEach((unit, to) => {
        if (unit < 0 || unit >= info.units) return;
        const index = info.weightOffset + input * info.units + unit;
        links.push({ layer, column, input, unit, index, from, to });
      });
    });
  });
  return links;
}

/** Largest magnitude of all weights, biases left out; never 0. */
export function largestWeight(weights: Float32Array, layers: readonly LayerInfo[]): number {
  let most = 0;
  for (const info of layers) {
    const end = info.weightOffset + info.inputs * info.units;
    for (let i = info.weightOffset; i < end; ++i) most = Math.max(most, Math.abs(weights[i] ?? 0));
  }
  return most > 0 && Number.isFinite(most) ? most : 1;
}

/** r = |w| / max |w| of the network, as a width in px and an opacity. */
export function look(r: number, wide: boolean): Look {
  const strength = Math.max(0, Math.min(1, r));
  return {
    width: 0.5 + (wide ? 6.5 : 4.8) * strength ** 0.8,
    opacity: 0.14 + 0.62 * strength ** 0.7,
  };
}

export function curveOf(link: Link, layout: Layout): Curve | null {
  const a = layout.columns[link.column];
  const b = layout.columns[link.column + 1];
  const y1 = a?.y[link.from];
  const y2 = b?.y[link.to];
  if (!a || !b || y1 === undefined || y2 === undefined) return null;
  const edge = (place: ColumnPlace): number => (place.tile ?? layout.tile) / 2 + 1;
  return { x1: a.x + edge(a), y1, x2: b.x - edge(b), y2 };
}

export function pathOf({ x1, y1, x2, y2 }: Curve): string {
  const m = (x1 + x2) / 2;
  return `M${x1.toFixed(1)} ${y1.toFixed(1)}C${m.toFixed(1)} ${y1.toFixed(1)} ${m.toFixed(1)} ${y2.toFixed(1)} ${x2.toFixed(1)} ${y2.toFixed(1)}`;
}

/** Middle of a link: where its number is shown. */
export const middleOf = (c: Curve): { x: number; y: number } => ({
  x: (c.x1 + c.x2) / 2,
  y: (c.y1 + c.y2) / 2,
});

/** Distance of a point from the curve, walked in short chords. */
export function distanceTo(c: Curve, x: number, y: number): number {
  if (x < c.x1 - 8 || x > c.x2 + 8) return Infinity;
  const low = Math.min(c.y1, c.y2) - 8;
  const high = Math.max(c.y1, c.y2) + 8;
  if (y < low || y > high) return Infinity;
  const steps = 24;
  const m = (c.x1 + c.x2) / 2;
  let best = Infinity;
  let px = c.x1;
  let py = c.y1;
  for (let i = 1; i <= steps; ++i) {
    const t = i / steps;
    const s = 1 - t;
    const qx = s * s * s * c.x1 + 3 * s * t * m + t * t * t * c.x2;
    const qy = (s * s * s + 3 * s * s * t) * c.y1 + (3 * s * t * t + t * t * t) * c.y2;
    const dx = qx - px;
    const dy = qy - py;
    const length = dx * dx + dy * dy;
    const u = length > 0 ? Math.max(0, Math.min(1, ((x - px) * dx + (y - py) * dy) / length)) : 0;
    best = Math.min(best, Math.hypot(x - px - u * dx, y - py - u * dy));
    px = qx;
    py = qy;
  }
  return best;
}

/** The nearest link within the 12 px hit area; of two equally near ones the stronger. */
export function linkAt(
  links: readonly Link[],
  layout: Layout,
  weights: Float32Array,
  x: number,
  y: number,
): Link | null {
  let found: Link | null = null;
  let best = 6;
  for (const link of links) {
    const curve = curveOf(link, layout);
    if (!curve) continue;
    const distance = distanceTo(curve, x, y);
    const tie =
      Math.abs(distance - best) < 0.75 &&
      found !== null &&
      Math.abs(weights[link.index] ?? 0) > Math.abs(weights[found.index] ?? 0);
    if (distance < best - 0.75 || (distance <= 6 && tie) || (found === null && distance <= 6)) {
      found = link;
      best = distance;
    }
  }
  return found;
}
