/** Asking for the class of an image, or for the image itself. */
import type { DataSpec, Spec, TrainingSpec } from '../../config/spec-types';

/** The spec with another goal; a loss that suits only the old one is let go in the same change. */
export function withGoal(spec: Spec, goal: string): Spec {
  const data: DataSpec = { ...spec.data };
  const training: TrainingSpec = { ...spec.training };
  delete data.goal;
  delete training.loss;
  if (goal !== 'auto') data.goal = goal as NonNullable<DataSpec['goal']>;
  return { ...spec, data, training };
}
