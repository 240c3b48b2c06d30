/**
 * Ready examples: each a whole spec, opened as if it had come by link. Chosen so that every one shows
 * something that the others do not.
 */
import type { LayerSpec, Spec } from './config/spec-types';
import { firstSight } from './first-sight';
import { cnnSamples, cnnTraining, smallCnn } from './spec/image-models';
import { attendingModel, pairModel, seriesModel } from './spec/sequence-models';

export interface Example {
  id: string;
  title: string;
  /** What to see in it. */
  about: string;
  spec: Spec;
}

/** Equal hidden layers, each followed by dropout when its rate is above 0. */
function layers(units: number[], activation: string, dropout = 0): LayerSpec[] {
  return units.flatMap((count): LayerSpec[] => [
    { type: 'dense', units: count, activation },
    ...(dropout > 0 ? [{ type: 'dropout', rate: dropout } as const] : []),
  ]);
}

/** How networks of several kinds settle within a minute. */
const sequenceTraining = { batch: 32, schedule: 'cosine', scheduleFactor: 0.02 } as const;

function example(id: string, title: string, about: string, spec: Spec): Example {
  return { id, title, about, spec: { ...spec, view: { ...spec.view, title } } };
}

export const examples: readonly Example[] = [
  {
    id: 'spirals',
    title: 'Two spirals with doubt',
    about: 'Sure on the arms, unsure between and beyond',
    spec: firstSight,
  },
  example('digits', 'Digits, a small CNN', 'See every layer look; draw your own', {
    data: { source: 'digits', samples: cnnSamples },
    model: smallCnn,
    training: cnnTraining,
  }),
  example('turned', 'Rotate the digits', 'Turn the slider: does it know that it does not know?', {
    data: { source: 'digits', samples: cnnSamples, affine: 0.3 },
    model: smallCnn,
    training: cnnTraining,
    uncertainty: { samples: 200 },
    view: {
      text: 'It learns upright digits. Train it, then turn the one it looks at: sometimes it doubts, as it should; sometimes it is sure and wrong.',
    },
  }),
  example('told', 'Digits through 32 numbers', 'An autoencoder: what it keeps, and where it errs', {
    data: { source: 'digits', samples: cnnSamples, goal: 'autoencoding' },
    model: [
      { type: 'conv2d', filters: 12, stride: 2, padding: 'same', activation: 'relu' },
      { type: 'conv2d', filters: 24, stride: 2, padding: 'same', activation: 'relu' },
      { type: 'flatten' },
      { type: 'dense', units: 32, activation: 'linear' },
      { type: 'dense', units: 392, activation: 'relu' },
      { type: 'dropout', rate: 0.1 },
      { type: 'reshape', shape: [7, 7, 8] },
      { type: 'conv-transpose2d', filters: 16, stride: 2, padding: 'same', activation: 'relu' },
      { type: 'conv-transpose2d', filters: 12, stride: 2, padding: 'same', activation: 'relu' },
    ],
    training: { loss: 'binary-cross-entropy', rate: 0.004, ...sequenceTraining, epochs: 20 },
    uncertainty: { samples: 50 },
  }),
  example('denoising', 'Noise off', 'It was shown noise and asked for none: slide some on', {
    data: {
      source: 'digits',
      samples: cnnSamples,
      noise: 0,
      goal: 'autoencoding',
      augment: { jitter: 0.8 },
    },
    model: [
      { type: 'conv2d', filters: 16, stride: 2, padding: 'same', activation: 'relu' },
      { type: 'conv2d', filters: 24, padding: 'same', activation: 'relu' },
      { type: 'spatial-dropout', rate: 0.1 },
      { type: 'conv-transpose2d', filters: 16, stride: 2, padding: 'same', activation: 'relu' },
    ],
    training: { rate: 0.004, ...sequenceTraining, epochs: 15 },
    uncertainty: { samples: 50 },
  }),
  example('scenes', 'Which shapes are there?', 'Several labels at once, each with its own doubt', {
    data: { source: 'scenes', samples: 3000 },
    model: [
      { type: 'conv2d', filters: 12, padding: 'same', activation: 'relu' },
      { type: 'max-pool2d' },
      { type: 'conv2d', filters: 24, padding: 'same', activation: 'relu' },
      { type: 'max-pool2d' },
      { type: 'conv2d', filters: 32, activation: 'relu' },
      { type: 'global-max-pool' },
      { type: 'dropout', rate: 0.1 },
      { type: 'dense', units: 32, activation: 'relu' },
      { type: 'dropout', rate: 0.1 },
    ],
    training: { rate: 0.004, ...sequenceTraining, epochs: 25 },
  }),
  example('tones', 'Sounds as images', 'Tones and chirps, told apart by their spectrograms', {
    data: { source: 'tones', samples: 1000, noise: 0.3 },
    model: smallCnn,
    training: cnnTraining,
  }),
  example('grammar', 'A small grammar', 'It learns which verbs agree, and writes sentences', {
    data: { source: 'grammar', samples: 4000 },
    model: [
      { type: 'embedding', units: 24 },
      { type: 'lstm', units: 64, returns: 'every-step' },
      { type: 'dropout', rate: 0.1 },
    ],
    training: { rate: 0.005, ...sequenceTraining, epochs: 10 },
    uncertainty: { samples: 50 },
  }),
  example('brackets', 'Balanced brackets', 'It remembers what is still open', {
    data: { source: 'brackets', samples: 2000, depth: 4 },
    model: [
      { type: 'one-hot' },
      { type: 'gru', units: 48, returns: 'every-step' },
      { type: 'dropout', rate: 0.1 },
    ],
    training: { rate: 0.01, ...sequenceTraining, epochs: 12 },
    uncertainty: { samples: 50 },
  }),
  example('sums', 'Sums, digit by digit', 'See where attention looks while it adds', {
    data: { source: 'addition', samples: 4000, digits: 2, reversed: true },
    model: attendingModel,
    training: { rate: 0.005, ...sequenceTraining, batch: 64, epochs: 25 },
    uncertainty: { samples: 50 },
  }),
  example('dates', 'Dates, rewritten', 'An encoder reads, a decoder writes: see where it looks', {
    data: { source: 'dates', samples: 3000, kinds: 3 },
    model: pairModel,
    training: { rate: 0.005, ...sequenceTraining, batch: 64, epochs: 15 },
    uncertainty: { samples: 50 },
  }),
  example('waves', 'Waves ahead', 'A forecast with its band, beside the naive one', {
    data: { source: 'waves', samples: 1500, series: { window: 48, horizon: 12, season: 24 } },
    model: seriesModel,
    training: { rate: 0.005, ...sequenceTraining, epochs: 20 },
    uncertainty: { samples: 50 },
  }),
  example('regimes', 'When the rules change', 'How sure is a forecast after a change it did not see?', {
    data: { source: 'regimes', samples: 1500, series: { window: 48, horizon: 12, season: 24 } },
    model: seriesModel,
    training: { rate: 0.005, ...sequenceTraining, epochs: 20 },
    uncertainty: { samples: 50 },
  }),
  example('clips', 'Which way does it move?', 'Eight frames at once: kernels that see motion', {
    data: { source: 'clips', samples: 3000, frames: 'channels' },
    model: [
      { type: 'conv2d', filters: 24, padding: 'same', activation: 'relu' },
      { type: 'max-pool2d' },
      { type: 'conv2d', filters: 32, padding: 'same', activation: 'relu' },
      { type: 'max-pool2d' },
      { type: 'flatten' },
      { type: 'dense', units: 48, activation: 'relu' },
      { type: 'dropout', rate: 0.2 },
    ],
    training: { rate: 0.003, ...sequenceTraining, epochs: 12 },
  }),
  example('residual', 'A residual network on the spiral', 'Batch norm, and a wire that goes round', {
    data: { source: 'spiral', samples: 600, noise: 0.05 },
    model: [
      { type: 'dense', units: 6, activation: 'relu', name: 'stem' },
      { type: 'dense', units: 6, activation: 'linear' },
      { type: 'batch-norm' },
      { type: 'activation', activation: 'relu' },
      { type: 'dense', units: 6, activation: 'linear', name: 'block' },
      { type: 'add', inputs: ['stem', 'block'] },
      { type: 'activation', activation: 'relu' },
      { type: 'dropout', rate: 0.1 },
    ],
    training: { epochs: 300, schedule: 'cosine', scheduleFactor: 0.02 },
  }),
  example('gap', 'A gap in the data', 'The doubt grows where nothing was seen', {
    data: { source: 'gap', samples: 200, noise: 0.05, features: ['x'] },
    model: layers([64, 64], 'relu', 0.05),
    training: { batch: 20, epochs: 500 },
  }),
  example('blind', 'A gap that it does not see', 'The same with tanh: sure where it knows nothing', {
    data: { source: 'gap', samples: 200, noise: 0.05, features: ['x'] },
    model: layers([64, 64], 'tanh', 0.05),
    training: { batch: 20, epochs: 500 },
  }),
  example('blobs', 'Five blobs', 'Five classes, and nobody to ask between them', {
    data: { source: 'blobs', classes: 5, noise: 0.12 },
    model: layers([16, 16], 'relu', 0.15),
  }),
  example('labels', 'Moons with wrong labels', 'It learns them by heart: the curves part', {
    data: { source: 'moons', samples: 160, noise: 0.15, labelNoise: 0.15 },
    model: layers([32, 32], 'relu'),
    training: { batch: 16, epochs: 600 },
  }),
  example('noise', 'Noise that grows', 'It learns how noisy each place is', {
    data: { source: 'heteroscedastic', samples: 300, noise: 0.2, features: ['x'] },
    model: layers([32, 32], 'relu', 0.05),
    training: { loss: 'gaussian-nll', rate: 0.005, epochs: 500 },
  }),
  example('checkers', 'Checkerboard', 'Corners are where a network hesitates', {
    data: { source: 'checkerboard', samples: 800, noise: 0.02 },
    model: layers([32, 32, 16], 'relu', 0.05),
    training: { rate: 0.008, epochs: 600 },
  }),
  example('xor', 'Xor with four units', 'Small enough to read every weight', {
    data: { source: 'xor', noise: 0.05 },
    model: layers([4], 'tanh'),
    training: { rate: 0.03 },
  }),
  example('hills', 'Hills and hollows', 'Values over a plane instead of classes', {
    data: { source: 'regress-gaussian', noise: 0.05 },
    model: layers([16, 16], 'silu', 0.05),
    training: { rate: 0.005 },
  }),
  example('certain', 'No dropout, no doubt', 'All samples agree, also where it is wrong', {
    data: { source: 'spiral', noise: 0.05, features: ['x', 'y', 'x2', 'y2', 'xy'] },
    model: layers([8, 8], 'leaky-relu'),
    training: { schedule: 'cosine', scheduleFactor: 0.05, batch: 16 },
  }),
];
