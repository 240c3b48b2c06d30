import { describe, expect, it } from 'vitest';
import type { LayerInfo } from '../../../web/src/worker/protocol';
import type { Column, Tile } from '../../../web/src/views/network/columns';
import { pick } from '../../../web/src/views/network/pick';
import { outgoing, strongest } from '../../../web/src/views/network/rank';

const reader: LayerInfo = {
  title: 'Output',
  units: 2,
  activation: 'linear',
  dropout: 0,
  specIndex: -1,
  dropoutIndex: -1,
  weightOffset: 3,
  biasOffset: 11,
  inputs: 4,
};

describe('the strongest units', () => {
  it('measures the weights that lead out of a unit', () => {
    const weights = Float32Array.from([9, 9, 9, 3, 4, 0, 0, -1, 0, 0, -2, 7, 7]);
    expect([...outgoing(weights, reader)]).toEqual([5, 0, 1, 2]);
  });

  it('shows the strongest at first, in the order of the layer', () => {
    expect(strongest([0.1, 5, 3, 0, 4], 3, [])).toEqual([1, 2, 4]);
    expect(strongest([1, 2], 7, [])).toEqual([0, 1]);
  });

  it('keeps tiles where they are and gives a newcomer the tile of the one it replaces', () => {
    expect(strongest([1, 5, 3, 9, 4], 3, [1, 2, 4])).toEqual([1, 3, 4]);
    expect(strongest([1, 3, 5, 2.9, 4], 3, [4, 2, 1])).toEqual([4, 2, 1]);
  });

  it('does not swap for a hair', () => {
    expect(strongest([1, 1.05], 1, [0])).toEqual([0]);
    expect(strongest([1, 1.2], 1, [0])).toEqual([1]);
  });

  it('starts anew when units were taken away or the room changed', () => {
    expect(strongest([1, 2, 3], 2, [7, 9])).toEqual([1, 2]);
    expect(strongest([3, 2, 1], 2, [2])).toEqual([0, 1]);
  });
});

describe('picking tiles', () => {
  const column = (tiles: Tile[]): Column => ({
    key: 'in',
    kind: 'input',
    layer: -1,
    title: 'Inputs',
    short: 'In',
    info: null,
    tiles,
  });
  const tile = (key: string, unit: number): Tile => ({ key, unit, label: key });

  it('shows all when there is room', () => {
    const all = [tile('x', 0), tile('y', -1)];
    expect(pick(column(all), 8, undefined)).toEqual({ tiles: all, more: 0 });
  });

  it('prefers chosen inputs and keeps their usual order', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const tiles = names.map((name, i) => tile(name, i === 4 ? 0 : -1));
    const { tiles: shown, more } = pick(column(tiles), 4, undefined);
    expect(shown.map((one) => one.key)).toEqual(['a', 'b', 'e']);
    expect(more).toBe(2);
  });

  it('shows the ranked units of a large layer and counts the others', () => {
    const tiles = Array.from({ length: 24 }, (_, i) => tile(String(i), i));
    const { tiles: shown, more } = pick(column(tiles), 8, [3, 9, 1, 20, 5, 6, 7]);
    expect(shown.map((one) => one.unit)).toEqual([3, 9, 1, 20, 5, 6, 7]);
    expect(more).toBe(17);
    expect(pick(column(tiles), 8, [3]).tiles.map((one) => one.unit)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});
