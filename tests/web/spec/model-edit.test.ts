import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../web/src/config/spec-types';
import { switched } from '../../../web/src/views/network/feature-edit';
import {
  denseIndices,
  dropoutAfter,
  insertLayer,
  mostLayers,
  removeLayer,
  setActivation,
  setDropout,
  setInit,
  setUnits,
} from '../../../web/src/spec/model-edit';

const two: LayerSpec[] = [
  { type: 'dense', units: 8, activation: 'tanh' },
  { type: 'dropout', rate: 0.1 },
  { type: 'dense', units: 4, activation: 'relu' },
];

describe('edits of the layers', () => {
  it('finds dense layers and the dropout that belongs to one', () => {
    expect(denseIndices(two)).toEqual([0, 2]);
    expect(dropoutAfter(two, 0)).toBe(1);
    expect(dropoutAfter(two, 2)).toBe(-1);
  });

  it('keeps units whole and within their limits', () => {
    expect(setUnits(two, 2, 5.4)[2]).toEqual({ type: 'dense', units: 5, activation: 'relu' });
    expect(setUnits(two, 2, 0)[2]).toMatchObject({ units: 1 });
    expect(setUnits(two, 2, 9000)[2]).toMatchObject({ units: 512 });
    expect(two[2]).toMatchObject({ units: 4 });
  });

  it('changes activation and first weights of one layer alone', () => {
    expect(setActivation(two, 0, 'gelu').map((one) => 'activation' in one && one.activation)).toEqual([
      'gelu',
      false,
      'relu',
    ]);
    expect(setInit(two, 2, 'zeros')[2]).toMatchObject({ init: 'zeros', units: 4 });
    expect(setUnits(two, 1, 3)).toEqual(two);
  });

  it('adds, sets and takes away dropout', () => {
    const added = setDropout(two, 2, 0.3);
    expect(added.slice(2)).toEqual([two[2], { type: 'dropout', rate: 0.3 }]);
    expect(setDropout(two, 0, 0.5)[1]).toEqual({ type: 'dropout', rate: 0.5 });
    expect(setDropout(two, 0, 0)).toEqual([two[0], two[2]]);
    expect(setDropout(two, 2, 0)).toEqual(two);
    expect(setDropout(two, 0, 2)[1]).toEqual({ type: 'dropout', rate: 0.95 });
  });

  it('edits other dense layers and other dropout as they are', () => {
    const other: LayerSpec[] = [
      { type: 'dropconnect', units: 8, rate: 0.2 },
      { type: 'gaussian-dropout', rate: 0.1 },
    ];
    expect(denseIndices(other)).toEqual([0]);
    expect(setUnits(other, 0, 5)[0]).toEqual({ type: 'dropconnect', units: 5, rate: 0.2 });
    expect(setDropout(other, 0, 0.3)[1]).toEqual({ type: 'gaussian-dropout', rate: 0.3 });
    expect(setDropout(other, 0, 0)).toEqual([other[0]]);
    expect(insertLayer(other, 1)).toEqual([...other, ...other]);
    expect(removeLayer(other, 0)).toEqual([]);
  });

  it('puts a layer in as a copy of its left neighbour, dropout included', () => {
    expect(insertLayer(two, 1)).toEqual([two[0], two[1], two[0], two[1], two[2]]);
    expect(insertLayer(two, 2)).toEqual([...two, two[2]]);
    expect(insertLayer(two, 0)).toEqual([two[0], two[1], ...two]);
    expect(insertLayer([], 0)).toEqual([{ type: 'dense', units: 8 }]);
  });

  it('stops at the most layers there can be', () => {
    let model = two;
    for (let i = 0; i < 20; ++i) model = insertLayer(model, 1);
    expect(denseIndices(model)).toHaveLength(mostLayers);
  });

  it('removes a layer with its dropout and leaves the others', () => {
    expect(removeLayer(two, 0)).toEqual([two[2]]);
    expect(removeLayer(two, 2)).toEqual(two.slice(0, 2));
    expect(removeLayer(insertLayer(two, 1), 2)).toEqual(two);
  });
});

describe('features that are fed', () => {
  const all = ['x', 'y', 'x2', 'y2', 'xy', 'sinx', 'siny', 'cosx', 'cosy'] as const;

  it('are switched on in their usual place, and off', () => {
    expect(switched(['x', 'sinx'], 'y', all, 0)).toEqual(['x', 'y', 'sinx']);
    expect(switched(['x', 'y'], 'x', all, 0)).toEqual(['y']);
  });

  it('never come to nothing, unless a formula is left', () => {
    expect(switched(['x'], 'x', all, 0)).toBeNull();
    expect(switched(['x'], 'x', all, 1)).toEqual([]);
  });
});
