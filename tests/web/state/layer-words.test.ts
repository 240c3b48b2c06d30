import { expect, test } from 'vitest';
import { layerLabel, layerTrouble } from '../../../web/src/state/layer-words';

test('what the engine says of a layer becomes a sentence', () => {
  const said: [string, string, string][] = [
    [
      '[conv2d] input (288): needs (Y,X,C)',
      'Convolution',
      'Convolution gets 288 numbers, but needs maps: rows, columns, channels.',
    ],
    [
      '[dense] input (6,6,8): needs (D) or (T,D)',
      'Dense',
      'Dense gets maps of 6 × 6 × 8, but needs numbers in a row or a sequence.',
    ],
    [
      '[add] inputs (2), (6): need the same shape',
      'Add',
      'Add gets 2 numbers and 6 numbers: they need the same shape.',
    ],
    [
      '[concat] inputs (2,3), (3,3), (1): need the same shape but for axis 1',
      'Concatenate',
      'Concatenate gets a sequence of 2 × 3, a sequence of 3 × 3 and 1 number: they need the same shape but for axis 1.',
    ],
    [
      '[embedding] input (29,32): needs (T)',
      'Embedding',
      'Embedding gets a sequence of 29 × 32, but needs tokens.',
    ],
    [
      '[cross-attention] inputs (8), (4,8): needs (T,D), (S,E)',
      'Cross-attention',
      'Cross-attention gets 8 numbers and a sequence of 4 × 8, but needs two sequences.',
    ],
    [
      '[output] input (8): needs (18,D): each step tells its next token',
      'The output',
      'The output gets 8 numbers, but needs a sequence of 18 steps: each step tells its next token.',
    ],
    [
      '[output] input (26,26,8): needs (28,28,C), the size of the image that is told, or (D) units',
      'The output',
      'The output gets maps of 26 × 26 × 8, but needs maps of 28 × 28, the size of the image that is told, or numbers in a row.',
    ],
    [
      '[conv2d] input (1,1,8): kernel 3x3 is larger than the padded input',
      'Convolution',
      'Convolution gets maps of 1 × 1 × 8: kernel 3x3 is larger than the padded input.',
    ],
    [
      '[add] 1 inputs: needs the names of at least two layers',
      'Add',
      'Add reads one layer, but needs the names of at least two layers.',
    ],
    [
      '[recurrent] gives one state: needs returns every-step, since each step tells its next token',
      'LSTM',
      'LSTM gives one state, but needs returns every-step, since each step tells its next token.',
    ],
    [
      '[conv2d] padding causal: needs valid or same, causal is for conv1d',
      'Convolution',
      'Convolution: padding causal: needs valid or same, causal is for conv1d.',
    ],
    [
      'layers with at most 2000000 weights and biases together',
      'The network',
      'The network: allowed is layers with at most 2000000 weights and biases together.',
    ],
  ];
  for (const [message, label, sentence] of said) expect(layerTrouble(message, label)).toBe(sentence);
});

test('a layer is called what the page calls it', () => {
  const kinds = [{ type: 'conv2d', label: 'Convolution' }];
  expect(layerLabel('conv2d', '[conv2d] input (2)', kinds)).toBe('Convolution');
  expect(layerLabel({ type: 'conv2d', filters: 4 }, '', kinds)).toBe('Convolution');
  expect(layerLabel('strange', '', kinds)).toBe('strange');
  expect(layerLabel(null, '[output] input (8): needs (18,D)', kinds)).toBe('The output');
  expect(layerLabel(12_000_000, 'at most', kinds)).toBe('The network');
});
