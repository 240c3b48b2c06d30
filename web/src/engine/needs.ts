/** What can be done with an engine's first part alone (see second-part.ts). */
import type { Spec } from '../config/spec-types';

/** Sets that a visit begins with (wasm/first_sight.mjs). */
const firstSets = ['spiral', 'moons'];

/** Whether a spec calls for more than the first part. */
export function needsSecondPart({ data, model = [], training = {} }: Spec): boolean {
  const plain = model.every(
    ({ type, inputs = [] }) => (type === 'dense' || type === 'dropout') && inputs.length === 0,
  );
  const { labelSmoothing = 0, focalGamma = 0, classWeights = 'none', loss } = training;
  const refined = labelSmoothing > 0 || focalGamma > 0 || classWeights !== 'none' || loss === 'kl-divergence';
  return !plain || refined || !firstSets.includes(data?.source ?? 'spiral');
}
