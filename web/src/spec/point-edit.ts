/**
 * The user's changes to a made set of points, as the spec keeps them: points drawn, and numbers of made
 * points taken away. A made point that was moved is taken away and drawn anew. Nothing is changed in
 * place: every function gives a new `Edits`.
 */

import type { DataSpec } from '../config/spec-types';

/** [x, y, label]: as in spec.data.points; label is a class, a target, or unused in one dimension. */
export type Drawn = [number, number, number];

export interface Edits {
  points: Drawn[];
  removed: number[];
}

/** The most the core takes (limits.h); further points are refused here, not by an error. */
export const MOST_POINTS = 2000;
export const MOST_REMOVED = 10000;

/** What `get('/data/points')` and `get('/data/removed')` gave, in whatever form a link wrote it. */
export function readEdits(points: unknown, removed: unknown): Edits {
  const list = Array.isArray(points) ? points : [];
  return {
    points: list.map(readPoint).filter((point) => point !== null),
    removed: (Array.isArray(removed) ? removed : []).filter(
      (item): item is number => typeof item === 'number',
    ),
  };
}

/** The data's part of the spec with these edits: one change, so one step of undo. */
export function withEdits(data: DataSpec | undefined, edits: Edits): Record<string, unknown> {
  const next: Record<string, unknown> = { ...data, ...edits };
  if (edits.points.length === 0) delete next['points'];
  if (edits.removed.length === 0) delete next['removed'];
  return next;
}

function readPoint(item: unknown): Drawn | null {
  if (Array.isArray(item)) {
    const [x, y, label] = item as unknown[];
    return typeof x === 'number' && typeof y === 'number'
      ? [x, y, typeof label === 'number' ? label : 0]
      : null;
  }
  if (typeof item === 'object' && item !== null && 'x' in item && 'y' in item) {
    const label = 'label' in item ? item.label : 0;
    return readPoint([item.x, item.y, label]);
  }
  return null;
}

/** Four significant digits: more than a pixel shows, and short in a link. */
const short = (value: number): number => Number(value.toPrecision(4));

export function addPoint(edits: Edits, x: number, y: number, label: number): Edits {
  if (edits.points.length >= MOST_POINTS) return edits;
  return { ...edits, points: [...edits.points, [short(x), short(y), short(label)]] };
}

/** `origin` as in the protocol's Points: number of a made point, or -1 - i for the i-th drawn one. */
export function removePoint(edits: Edits, origin: number): Edits {
  if (origin < 0) return { ...edits, points: edits.points.filter((_, i) => i !== -1 - origin) };
  if (edits.removed.includes(origin) || edits.removed.length >= MOST_REMOVED) return edits;
  return { ...edits, removed: [...edits.removed, origin].sort((a, b) => a - b) };
}

/** Several at once: the numbers of drawn points are those before any of them goes. */
export function removePoints(edits: Edits, origins: readonly number[]): Edits {
  const drawn = new Set(origins.filter((origin) => origin < 0).map((origin) => -1 - origin));
  const rest = { ...edits, points: edits.points.filter((_, i) => !drawn.has(i)) };
  return origins.filter((origin) => origin >= 0).reduce(removePoint, rest);
}

export function movePoint(edits: Edits, origin: number, x: number, y: number, label: number): Edits {
  if (origin >= 0) {
    if (edits.points.length >= MOST_POINTS) return edits;
    return addPoint(removePoint(edits, origin), x, y, label);
  }
  return {
    ...edits,
    points: edits.points.map((point, i): Drawn =>
      i === -1 - origin ? [short(x), short(y), point[2]] : point,
    ),
  };
}
