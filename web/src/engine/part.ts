/** The two parts that an engine module comes in (see load.ts). */
import type { Spec } from '../config/spec-types';

export type Part = 'first' | 'full';

/** The least that a spec needs. */
export function partFor(spec: Spec): Part {
  return spec.data?.source === 'csv' ? 'full' : 'first';
}
