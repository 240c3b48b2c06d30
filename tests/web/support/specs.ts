import fc from 'fast-check';
import type { LinkContent } from '../../../web/src/config/codec';
import { keys, type Kind } from '../../../web/src/config/keys';
import { withValue } from '../../../web/src/config/pointer';
import type { LayerSpec, Spec } from '../../../web/src/config/spec-types';

const number = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.constantFrom(0.1, 1e-8, 1e21, 2 ** 53 - 1),
);
const word = fc.constantFrom('x', 'sinx', 'leaky-relu', 'gaussian-nll', '/training/rate', 'data');
const text = fc.oneof(fc.string({ maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 12 }));
const layer: fc.Arbitrary<LayerSpec> = fc.oneof(
  fc.record(
    {
      type: fc.constant('dense' as const),
      units: fc.integer({ min: 1, max: 512 }),
      activation: fc.constantFrom('relu', 'leaky-relu', 'tanh', 'gelu'),
      init: fc.constantFrom('he-normal', 'zeros'),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    { type: fc.constant('dropout' as const), rate: fc.constantFrom(0, 0.05, 0.5, 1e-7, 1 / 3) },
    { requiredKeys: ['type'] },
  ),
) as fc.Arbitrary<LayerSpec>;
/** On a grid, as the page keeps drawn points. */
const coordinate = fc.integer({ min: -60_000, max: 60_000 }).map((value) => value / 10_000 + 0);

const values: Record<Kind, fc.Arbitrary<unknown>> = {
  number,
  flag: fc.boolean(),
  text,
  numbers: fc.array(number, { maxLength: 4 }),
  words: fc.array(word, { maxLength: 4 }),
  texts: fc.array(text, { maxLength: 4 }),
  formulas: fc.array(fc.oneof(text, fc.constantFrom('x*y + sin(x)', 'max(x,y)')), { maxLength: 3 }),
  ranges: fc.uniqueArray(fc.nat(300), { maxLength: 30 }).map((list) => list.sort((a, b) => a - b)),
  points: fc.array(fc.tuple(coordinate, coordinate, fc.oneof(fc.nat(9), coordinate)), { maxLength: 20 }),
  layers: fc.array(layer, { maxLength: 6 }),
};

const someKeys = fc.subarray(
  keys.filter((key) => key.pointer !== '/version'),
  { maxLength: 12 },
);

/** Any spec the format can hold, valid for the engine or not. */
export const anySpec: fc.Arbitrary<Spec> = someKeys.chain((chosen) =>
  fc
    .tuple(...chosen.map((key) => values[key.kind]))
    .map((list) =>
      list.reduce<Spec>((spec, value, i) => withValue(spec, chosen[i]?.pointer ?? '', value), {}),
    ),
);

export const anyContent: fc.Arbitrary<LinkContent> = fc
  .record(
    {
      spec: anySpec,
      fingerprint: fc.record({
        hash: fc.stringMatching(/^[0-9a-f]{16}$/),
        step: fc.nat(1_000_000),
      }),
      file: fc.record({
        name: fc.string({ minLength: 1, maxLength: 20 }),
        rows: fc.integer({ min: 1, max: 100_000 }),
      }),
    },
    { requiredKeys: ['spec'] },
  )
  .map((content) => content as LinkContent);

/** What people share. */
export const examples: readonly LinkContent[] = [
  { spec: {} },
  {
    spec: {
      data: { source: 'spiral', noise: 0.2 },
      model: layers('64relu', 'd', '64relu', 'd'),
      training: { rate: 0.003 },
      seed: 7,
    },
  },
  {
    spec: {
      data: { source: 'x-sin-x', samples: 150 },
      model: layers('64relu', 'd', '64relu', 'd'),
      training: { loss: 'gaussian-nll' },
      uncertainty: { samples: 200 },
      exact: true,
    },
    fingerprint: { hash: '9f86d081884c7d65', step: 500 },
  },
  {
    spec: {
      data: {
        source: 'moons',
        features: ['x', 'y', 'x2', 'y2'],
        formulas: ['x*y + sin(x)'],
        removed: [3, 4, 5, 9],
        points: [
          [0.1, 0.25, 1],
          [0.125, 0.25, 1],
          [-0.3, 0.9, 0],
        ],
      },
      view: {
        title: 'Where does it hesitate, and why?',
        text: 'Press play, and watch the middle.',
        hide: ['recipe', 'share'],
        lock: ['model', '/training/rate'],
        compact: true,
        autoplay: true,
      },
    } as Spec,
  },
  {
    spec: {
      data: { source: 'csv', csv: { target: 'species', exclude: ['id', 'date'] } },
      view: { axes: [0, 2] },
    } as Spec,
    file: { name: 'iris.csv', rows: 150 },
  },
];

function layers(...texts: string[]): LayerSpec[] {
  return texts.map((item) =>
    item === 'd'
      ? { type: 'dropout', rate: 0.1 }
      : { type: 'dense', units: parseInt(item, 10), activation: item.replace(/\d+/, '') },
  ) as LayerSpec[];
}
