/** Which pictures a network is seen in: it decides which views are fetched. */
import type { Description } from '../worker/protocol';

export type Sight = 'points' | 'images' | 'text' | 'series';

const chained = /^(dense|dropconnect|dropout|gaussian-dropout|alpha-dropout|output)$/;

/** Layers beyond a chain of dense ones with dropout: they are drawn by views/wired. */
export const isWired = (description: Description | null): boolean =>
  description?.stages?.some(({ type }) => !chained.test(type)) ?? false;

/** Data without a plane to draw over are images (Y, X, C), tokens (T) or windows of a series (T, D). */
export function sightOf(description: Description | null): Sight {
  if (!description) return 'points';
  const { shape, axes, task } = description;
  if (shape.length === 3) return 'images';
  if (axes?.length !== 0) return 'points';
  if (shape.length === 1) return 'text';
  return shape.length === 2 && task === 'regression' ? 'series' : 'points';
}
