import { describe, expect, it } from 'vitest';
import type { Description, LayerInfo, Probe } from '../../../web/src/worker/protocol';
import { ColumnKeys } from '../../../web/src/views/network/column-keys';
import { columnsOf, featurePicture, inputNames, unitName } from '../../../web/src/views/network/columns';
import { unitNumbers } from '../../../web/src/views/network/unit-numbers';

const layer = (
  title: string,
  inputs: number,
  units: number,
  weightOffset: number,
  dropout = 0,
): LayerInfo => ({
  title,
  units,
  activation: 'tanh',
  dropout,
  specIndex: 0,
  dropoutIndex: -1,
  weightOffset,
  biasOffset: weightOffset + inputs * units,
  inputs,
});
const input = (name: string) => ({ name, low: -1, high: 1, median: 0, categories: [] });
const description = {
  task: 'classification',
  head: 'logit',
  features: ['x', 'x·y', 'sin x', 'x + y'],
  inputs: [input('x'), input('y')],
  axes: [0, 1],
  classes: ['A', 'B'],
  layers: [layer('Hidden 1', 4, 2, 0, 0.2), layer('Output', 2, 1, 10)],
  parameters: 13,
} as unknown as Description;

describe('numbers of a unit', () => {
  const weights = Float32Array.from([1, 0, -3, 0, 0.5, 0, 2, 0, 0.25, -1, 4, 5, 6]);
  const probe = {
    raw: [0, 0],
    samples: 50,
    features: Float32Array.from([1, 0.5, 1, -2]),
    sums: [Float32Array.from([-3.75, 0]), Float32Array.of(1)],
    outputs: [Float32Array.from([-1, 0]), Float32Array.of(1)],
    asleep: [Uint16Array.from([11, 9]), new Uint16Array(0)],
  } as unknown as Probe;

  it('orders the terms by what they add, and keeps each with its input', () => {
    const numbers = unitNumbers(description, weights, probe, 0, 0)!;
    expect(numbers.terms.map((one) => [one.name, one.weight, one.value])).toEqual([
      ['x + y', 2, -2],
      ['x·y', -3, 0.5],
      ['x', 1, 1],
      ['sin x', 0.5, 1],
    ]);
    expect(numbers.bias).toBeCloseTo(0.25);
    expect(numbers).toMatchObject({ sum: -3.75, output: -1, asleep: 11, samples: 50 });
    const sum = numbers.terms.reduce((s, one) => s + one.weight * (one.value ?? 0), numbers.bias);
    expect(sum).toBeCloseTo(-3.75);
  });

  it('reads the layer before, and says nothing of sleep where there is no dropout', () => {
    const numbers = unitNumbers(description, weights, probe, 1, 0)!;
    expect(numbers.terms.map((one) => one.value)).toEqual([-1, 0]);
    expect(numbers.asleep).toBeNull();
  });

  it('shows weights without a probe, and nothing for a unit that is gone', () => {
    expect(unitNumbers(description, weights, undefined, 0, 1)).toMatchObject({ sum: null, output: null });
    expect(unitNumbers(description, weights, probe, 0, 2)).toBeNull();
    expect(unitNumbers(description, undefined, probe, 0, 0)).toBeNull();
  });
});

describe('columns', () => {
  it('offers every feature of a point, chosen or not, and the own formulas', () => {
    const [inputs, hidden, output] = columnsOf({ data: { formulas: ['x + y'] } }, [], description, ['k']);
    expect(inputNames(inputs)).toEqual(['x', 'x·y', 'sin x', 'x + y']);
    expect(inputs?.tiles.map((one) => one.unit)).toEqual([0, -1, -1, -1, 1, 2, -1, -1, -1, 3]);
    expect(inputs?.tiles[9]).toMatchObject({ formula: 'x + y' });
    expect(hidden).toMatchObject({ key: 'k', kind: 'hidden', title: 'Hidden 1' });
    expect(unitName(hidden!, 1)).toBe('Hidden 1, unit 2');
    expect(unitName(output!, 0)).toBe('Output');
  });

  it('never takes a formula for the feature it looks like', () => {
    const sine = { ...description, features: ['sinx', 'sin x'] };
    const [inputs] = columnsOf({ data: { formulas: ['sin x'] } }, [], sine, []);
    expect(inputs?.tiles.filter((one) => one.unit >= 0).map((one) => [one.unit, one.feature])).toEqual([
      [0, 'sinx'],
      [1, undefined],
    ]);
  });

  it('offers only features of x to a curve, and column names to a table', () => {
    const curve = { ...description, features: ['x'], inputs: [input('x')], axes: [0] };
    expect(columnsOf({}, [], curve, [])[0]?.tiles.map((one) => one.label)).toEqual([
      'x',
      'x²',
      'sin x',
      'cos x',
    ]);
    const table = columnsOf({ data: { source: 'csv' } }, [], { ...description, features: ['x', 'age'] }, []);
    expect(table[0]?.tiles.map((one) => [one.label, one.feature])).toEqual([
      ['x', undefined],
      ['age', undefined],
    ]);
  });

  it('stands on the spec alone while the engine loads', () => {
    const columns = columnsOf(
      {},
      [{ type: 'dense', units: 3 }, { type: 'dropout' }, { type: 'dense' }],
      null,
      [],
    );
    expect(columns.map((one) => one.tiles.length)).toEqual([9, 3, 8, 1]);
  });

  it('draws a feature with row 0 at the top', () => {
    const y = featurePicture('y', 4, description);
    expect(y[0]).toBeCloseTo(0.75);
    expect(y[15]).toBeCloseTo(-0.75);
    expect(featurePicture('x2', 5, { ...description, axes: [0] })).toHaveLength(5);
  });
});

describe('names of columns', () => {
  it('stay with their layers through an insertion and a removal', () => {
    const keys = new ColumnKeys();
    const [a, b] = keys.of(2) as [string, string];
    keys.inserted(1);
    const three = keys.of(3);
    expect([three[0], three[2]]).toEqual([a, b]);
    keys.removed(0);
    expect(keys.of(2)).toEqual([three[1], b]);
  });

  it('follow the count when something else changed the layers', () => {
    const keys = new ColumnKeys();
    const first = keys.of(3)[0];
    keys.inserted(0);
    expect(keys.of(1)).toHaveLength(1);
    expect(keys.of(4)).toHaveLength(4);
    expect(first).toBeDefined();
  });
});
