/** The small networks that sets of texts and series begin with; as in every spec, defaults are left out. */
import type { DataSpec, LayerSpec, SeriesSpec, TrainingSpec } from '../config/spec-types';

const textModel: LayerSpec[] = [
  { type: 'embedding', units: 32 },
  { type: 'gru', units: 64, returns: 'every-step' },
  { type: 'dropout' },
];
/** Attention finds again what a recurrent state has to carry over all that lies between. */
export const attendingModel: LayerSpec[] = [
  { type: 'embedding', units: 32 },
  { type: 'learned-position' },
  { type: 'transformer-block', causal: true, rate: 0.05, activation: 'gelu' },
  { type: 'transformer-block', causal: true, rate: 0.05, activation: 'gelu' },
  { type: 'layer-norm' },
];
/** An encoder of what is given and a decoder of what is asked for. */
export const pairModel: LayerSpec[] = [
  { type: 'embedding', units: 32, name: 'tokens' },
  { type: 'source' },
  { type: 'learned-position' },
  { type: 'transformer-block', rate: 0.05, activation: 'gelu', name: 'encoder' },
  { type: 'target', inputs: ['tokens'] },
  { type: 'learned-position', name: 'positions' },
  {
    type: 'transformer-decoder',
    rate: 0.05,
    activation: 'gelu',
    inputs: ['positions', 'encoder'],
  },
  { type: 'layer-norm' },
];
export const seriesModel: LayerSpec[] = [
  { type: 'lstm', units: 24, returns: 'every-step' },
  { type: 'dropout' },
  { type: 'lstm', units: 24 },
  { type: 'dropout' },
];

/** The layers that a set of texts begins with, and how many lines they want; else the set's own number. */
export function textStart({ source, text }: DataSpec): { model: LayerSpec[]; samples?: number } {
  if (source === 'copy' || source === 'addition') return { model: attendingModel, samples: 4000 };
  if (source === 'dates') return { model: pairModel, samples: 4000 };
  return { model: source === 'text' && text?.separator ? pairModel : textModel };
}

/** Window and horizon that a table of so many rows has room for, also in its validation part. */
export const seriesOf = (rows: number): SeriesSpec => ({
  window: Math.max(4, Math.min(48, Math.floor(rows / 12))),
  horizon: Math.max(1, Math.min(12, Math.floor(rows / 40))),
});

/** How they learn. */
export const textTraining: TrainingSpec = { rate: 0.004, batch: 64, epochs: 40 };
export const seriesTraining: TrainingSpec = { rate: 0.005, epochs: 60 };
