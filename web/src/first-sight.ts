/** What the page opens with when neither a link nor the reader's own last work says otherwise. */
import type { Spec } from './config/spec-types';

export const firstSight: Spec = {
  data: { source: 'spiral', noise: 0.05, features: ['x', 'y', 'x2', 'y2', 'xy'] },
  model: [
    { type: 'dense', units: 8, activation: 'leaky-relu' },
    { type: 'dropout', rate: 0.05 },
    { type: 'dense', units: 8, activation: 'leaky-relu' },
    { type: 'dropout', rate: 0.05 },
  ],
  training: { schedule: 'cosine', scheduleFactor: 0.05, batch: 16 },
  view: { title: 'Two spirals with doubt' },
};
