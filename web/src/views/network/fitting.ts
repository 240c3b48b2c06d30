import type { Description, Frame } from '../../worker/protocol';

/** Weights of a frame, unless it was made for other layers than those described. */
export function fitting(frame: Frame | null, description: Description | null): Float32Array | undefined {
  return frame?.weights && frame.weights.length === description?.parameters ? frame.weights : undefined;
}
