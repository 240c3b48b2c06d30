/** The small network that sets of images begin with. */
import type { LayerSpec } from '../config/spec-types';

export const smallCnn: LayerSpec[] = [
  { type: 'conv2d', padding: 'same', activation: 'relu' },
  { type: 'max-pool2d' },
  { type: 'conv2d', filters: 16, activation: 'relu' },
  { type: 'max-pool2d' },
  { type: 'flatten' },
  { type: 'dropout', rate: 0.25 },
  { type: 'dense', units: 32, activation: 'relu' },
  { type: 'dropout', rate: 0.25 },
];

/** How it learns them. */
export const cnnTraining = { rate: 0.003, epochs: 40 };
export const cnnSamples = 2000;
