/** The two parts that an engine module comes in (see load.ts). */
import type { Spec } from '../config/spec-types';

export type Part = 'first' | 'full';

/** Sets that the first module makes. */
const firstSets =
  'circle xor blobs moons spiral checkerboard plane multi-gaussian regress-plane regress-gaussian sine x-sin-x step heteroscedastic gap'.split(
    ' ',
  );

/** The least that a spec needs. */
export function partFor({ data, model = [], training = {} }: Spec): Part {
  const plain = model.every(
    ({ type, inputs = [] }) => (type === 'dense' || type === 'dropout') && inputs.length === 0,
  );
  const { labelSmoothing = 0, focalGamma = 0, classWeights = 'none', loss } = training;
  const refined =
    labelSmoothing > 0 || focalGamma > 0 || classWeights !== 'none' || loss === 'kl-divergence';
  return plain && !refined && firstSets.includes(data?.source ?? 'spiral') ? 'first' : 'full';
}
