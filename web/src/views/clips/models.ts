/** The networks that clips begin with: one for each way in which their frames lie. */
import type { LayerSpec } from '../../config/spec-types';

/** All frames at once, as the channels of one image. */
const ofChannels: LayerSpec[] = [
  { type: 'conv2d', filters: 24, padding: 'same', activation: 'relu' },
  { type: 'max-pool2d' },
  { type: 'conv2d', filters: 32, padding: 'same', activation: 'relu' },
  { type: 'max-pool2d' },
  { type: 'flatten' },
  { type: 'dense', units: 48, activation: 'relu' },
  { type: 'dropout', rate: 0.2 },
];

/**
 * One step a frame: a convolution whose kernel sees the same place in the frames before and after, since it is
 * as far dilated as a frame is high; halved twice, then a step for each. Sides are multiples of 4.
 */
const ofStrip = (frames: number, height: number, width: number): LayerSpec[] => [
  { type: 'conv2d', filters: 6, padding: 'same', activation: 'relu', dilation: height },
  { type: 'conv2d', filters: 12, stride: 2, padding: 'same', activation: 'relu' },
  { type: 'conv2d', filters: 16, padding: 'same', activation: 'relu' },
  { type: 'max-pool2d' },
  { type: 'reshape', shape: [frames, height * width] },
  { type: 'gru', units: 32 },
  { type: 'dropout', rate: 0.2 },
];

export const clipModel = (how: string, frames: number, height: number, width: number): LayerSpec[] =>
  how === 'strip' ? ofStrip(frames, height, width) : ofChannels;
