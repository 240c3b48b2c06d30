/** A spec as a file, as "Download the spec" writes it. */
import { isTree } from '../../config/pointer';
import type { Spec } from '../../config/spec-types';

const members: Record<keyof Spec, (value: unknown) => boolean> = {
  version: (value) => typeof value === 'number',
  data: isTree,
  model: Array.isArray,
  training: isTree,
  uncertainty: isTree,
  seed: (value) => typeof value === 'number',
  exact: (value) => typeof value === 'boolean',
  view: isTree,
};

export const isSpecFile = (name: string): boolean => /\.json$/i.test(name);

/** Null: it is another document. What a spec has beside its own members the engine tells. */
export function specIn(text: string): Spec | null {
  try {
    const value: unknown = JSON.parse(text);
    const known = isTree(value) && Object.entries(members).some(([name, fits]) => fits(value[name]));
    return known ? value : null;
  } catch {
    return null;
  }
}
