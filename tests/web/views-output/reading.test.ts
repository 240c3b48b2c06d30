import { describe, expect, it } from 'vitest';
import { mostDeviation, mostEntropy, mostText } from '../../../web/src/views/output/ranges';
import { blindness, placeText, read, sayReading } from '../../../web/src/views/output/reading';
import { firstProbe, heldValues, inSlice, offAxes, withAxis } from '../../../web/src/views/output/slice';
import { wantsOf, type Look } from '../../../web/src/views/output/wants';
import type { Description, InputInfo, LayerInfo, Probe } from '../../../web/src/worker/protocol';

const input = (name: string, low = -1, high = 1, categories: string[] = []): InputInfo => ({
  name,
  low,
  high,
  median: (low + high) / 2,
  categories,
});
const layer = (activation: string, specIndex: number): LayerInfo => ({
  title: 'Hidden',
  units: 4,
  activation,
  dropout: 0.1,
  specIndex,
  dropoutIndex: 1,
  weightOffset: 0,
  biasOffset: 0,
  inputs: 2,
});
const base: Description = {
  task: 'classification',
  several: false,
  itself: false,
  head: 'logit',
  loss: 'binary-cross-entropy',
  features: ['x', 'y'],
  inputs: [input('x'), input('y')],
  classes: ['blue', 'orange'],
  separator: -1,
  labels: [],
  target: 'class',
  axes: [0, 1],
  targetLow: 0,
  targetHigh: 1,
  shape: [2],
  stages: [],
  layers: [layer('tanh', 0), layer('sigmoid', -1)],
  parameters: 9,
  trainCount: 7,
  validationCount: 3,
  testCount: 0,
  kernels: '',
  exact: false,
  stochastic: true,
  seconds: 0,
  warnings: [],
  points: {
    x: new Float32Array(),
    y: new Float32Array(),
    value: new Float32Array(),
    isTrain: new Uint8Array(),
    origin: new Int32Array(),
  },
};
const regression: Description = {
  ...base,
  task: 'regression',
  head: 'value',
  classes: [],
  inputs: [input('x', -6, 6)],
  axes: [0],
  features: ['x'],
  targetLow: -1.6,
  targetHigh: 1.6,
};
const probe: Probe = {
  raw: [-0.59, 0.23],
  features: new Float32Array(2),
  samples: 100,
  probabilities: Float32Array.of(0.33, 0.67),
  labels: new Float32Array(),
  labelsLow: new Float32Array(),
  labelsHigh: new Float32Array(),
  mean: -0.104,
  deviation: 0.33,
  total: 0.9 * Math.LN2,
  aleatoric: 0.5 * Math.LN2,
  epistemic: 0.4 * Math.LN2,
  q05: 0,
  q50: 0,
  q95: 0,
  draws: new Float32Array(),
  votes: new Uint8Array(),
  sums: [],
  outputs: [],
  asleep: [],
};

describe('the readout', () => {
  it('gives a class with its spread, and entropies in bits of one bit', () => {
    const reading = read(probe, base);
    expect(reading.head.replace(/\s/g, ' ')).toBe('67 % orange');
    expect(reading.spread.replace(/\s/g, ' ')).toBe('± 33 %');
    expect(reading.place).toBe('at \u22120.59, 0.23');
    expect(reading.aleatoric.share).toBeCloseTo(0.5, 6);
    expect(reading.epistemic.text.replace(/\s/g, ' ')).toBe('0.40 bit');
    expect(sayReading(reading)).toContain('plus or minus 33');
  });

  it('gives a value with deviations, never variances', () => {
    const reading = read(
      { ...probe, raw: [0.22], aleatoric: 0.04, epistemic: 0.01, deviation: Math.sqrt(0.05) },
      regression,
    );
    expect(reading.head).toBe('\u22120.10');
    expect(reading.spread).toBe('± 0.22');
    expect([reading.aleatoric.text, reading.epistemic.text]).toEqual(['0.20', '0.10']);
    expect(reading.place).toContain('x = ');
  });

  it('has ranges that are fixed by the task alone', () => {
    expect(mostEntropy({ ...base, classes: ['a', 'b', 'c', 'd'] })).toBeCloseTo(Math.log(4), 9);
    expect(mostDeviation(regression)).toBeCloseTo(0.8, 9);
    expect(mostText(regression)).toBe('0.8');
    expect(mostText(base).replace(/\s/g, ' ')).toBe('1 bit');
    expect(mostDeviation({ ...regression, targetHigh: -1.6 })).toBe(1);
  });

  it('names categories', () => {
    const table = {
      ...base,
      inputs: [input('colour', 0, 2, ['red', 'green', 'blue']), input('size', 0, 40), input('age')],
    };
    expect(placeText(table, [1, 13.2, 0])).toBe('at green, 13.2');
  });

  it('says where dropout is blind, and only there', () => {
    expect(blindness(base)).toContain('tanh');
    expect(blindness({ ...base, stochastic: false })).toBe('');
    expect(blindness({ ...base, layers: [layer('relu', 0), layer('sigmoid', -1)] })).toBe('');
  });
});

describe('slices of a table', () => {
  const table = { ...base, inputs: ['a', 'b', 'c'].map((name) => input(name, 0, 10)), axes: [0, 2] };
  it('changes an axis, and swaps when the other one has it', () => {
    expect(withAxis([0, 2], 1, 1)).toEqual([0, 1]);
    expect(withAxis([0, 2], 0, 2)).toEqual([2, 0]);
  });
  it('holds the others at the spec’s values or medians', () => {
    expect(heldValues([1, 2], table)).toEqual([1, 2, 5]);
    expect(heldValues(undefined, table)).toEqual([5, 5, 5]);
    expect(offAxes(table)).toEqual([1]);
    expect(inSlice([1, 2, 3], table, [7, 8, 9])).toEqual([1, 8, 3]);
    expect(firstProbe(table, [5, 4, 5])).toEqual([3.4, 4, 6]);
  });
});

describe('what is asked of the engine', () => {
  const look: Look = {
    mode: 'mean',
    pass: 3,
    playing: false,
    samples: 100,
    probe: [0, 0],
    pointed: null,
    visible: true,
  };
  it('is nothing while it is out of sight', () => {
    expect(wantsOf({ ...look, visible: false }, base)).toEqual({});
  });
  it('is a coarser picture while training, and one pass for one sample', () => {
    const still = wantsOf(look, base).surface!.cells;
    expect(wantsOf({ ...look, playing: true }, base).surface!.cells).toBeLessThan(still);
    const sample = wantsOf({ ...look, mode: 'sample' }, base);
    expect(sample.surface).toBeUndefined();
    expect(sample.draws?.passes).toEqual([3]);
  });
  it('is eighteen different passes for a curve, the current one first', () => {
    const passes = wantsOf(look, regression).draws!.passes;
    expect(passes[0]).toBe(3);
    expect(new Set(passes).size).toBe(18);
    expect(wantsOf(look, { ...regression, stochastic: false }).draws).toBeUndefined();
  });
});
