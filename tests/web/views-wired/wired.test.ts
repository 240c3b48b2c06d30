import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../web/src/config/spec-types';
import { groupsOf, withLayer, withoutLayer } from '../../../web/src/views/images/layer-edit';
import { makeLinks } from '../../../web/src/views/network/links';
import { isWired } from '../../../web/src/views/sight';
import { unitBehind, wiredColumns } from '../../../web/src/views/wired/columns';
import { arrangeWired, roundsOf, type WiredShape } from '../../../web/src/views/wired/layout';
import { passing, wayRound } from '../../../web/src/views/wired/wires';
import type { Description, LayerInfo } from '../../../web/src/worker/protocol';

const model: LayerSpec[] = [
  { type: 'dense', units: 3, name: 'stem' },
  { type: 'dense', units: 3 },
  { type: 'batch-norm', name: 'block' },
  { type: 'add', inputs: ['stem', 'block'] },
  { type: 'concat', inputs: ['add', 'input'] },
];
model[3]!.name = 'add';

const info = (specIndex: number, inputs: number, units: number, weightOffset: number): LayerInfo => ({
  title: '',
  units,
  activation: 'tanh',
  dropout: 0,
  specIndex,
  dropoutIndex: -1,
  weightOffset,
  biasOffset: weightOffset + inputs * units,
  inputs,
});

const stage = (specIndex: number, type: string, size: number) => ({
  type,
  specIndex,
  part: 'line' as const,
  shape: [size],
});
const description = {
  task: 'classification',
  head: 'logit',
  features: ['x', 'y'],
  inputs: [{ name: 'x' }, { name: 'y' }],
  classes: ['a', 'b'],
  axes: [0, 1],
  shape: [2],
  stages: [
    stage(0, 'dense', 3),
    stage(1, 'dense', 3),
    stage(2, 'batch-norm', 3),
    stage(3, 'add', 3),
    stage(4, 'concat', 5),
    stage(-1, 'output', 1),
  ],
  layers: [info(0, 2, 3, 0), info(1, 3, 3, 9), info(2, 0, 3, 0), info(-1, 5, 1, 33)],
} as unknown as Description;

const columns = wiredColumns({ data: { source: 'csv' } }, model, description, (type) => type);
const shapes = columns.map((column, k): WiredShape => ({
  key: column.key,
  tiles: column.tiles.length,
  more: false,
  counted: false,
  slim: column.about.slim,
  ending: column.kind !== 'hidden',
  linked: column.weighted && column.reads.includes(k - 1),
  label: 0,
}));
const rounds = roundsOf(columns.map(({ reads }) => reads));
const layout = arrangeWired(900, 420, shapes, 2);
const picked = columns.map(({ tiles }) => ({ tiles, more: 0 }));

describe('columns of a wired network', () => {
  it('are the inputs and every layer, and know which they read', () => {
    expect(columns.map(({ about }) => about.type)).toEqual([
      'image',
      'dense',
      'dense',
      'batch-norm',
      'add',
      'concat',
      'output',
    ]);
    expect(columns.map(({ reads }) => reads)).toEqual([[], [0], [1], [2], [1, 3], [4, 0], [5]]);
    expect(columns.map(({ weighted }) => weighted)).toEqual([false, true, true, false, false, false, true]);
    expect(columns.map(({ layer }) => layer)).toEqual([-1, 0, 1, 2, -1, -1, 3]);
    expect(columns.map(({ title }) => title).slice(1, 5)).toEqual(['stem', 'dense 2', 'block', 'add']);
  });

  it('read the one before while another list of layers is on its way', () => {
    const other = wiredColumns({}, model.slice(0, 2), description, (type) => type);
    expect(other.map(({ reads }) => reads[0])).toEqual([undefined, 0, 1, 2, 3, 4, 5]);
  });

  it('know of which unit each of theirs is made', () => {
    expect(unitBehind(columns, 4, 1, 2)).toBe(2);
    expect(unitBehind(columns, 5, 4, 2)).toBe(2);
    expect(unitBehind(columns, 5, 0, 2)).toBe(-1);
    expect(unitBehind(columns, 5, 0, 4)).toBe(1);
  });

  it('are needed for every layer beyond a chain of dense ones', () => {
    expect(isWired(description)).toBe(true);
    expect(isWired({ ...description, stages: [stage(0, 'dense', 3), stage(-1, 'output', 1)] })).toBe(false);
    expect(isWired(null)).toBe(false);
  });
});

describe('their picture', () => {
  it('has wires round below for what is not next to each other, lanes that share no place', () => {
    expect(rounds.map(({ from, to }) => [from, to])).toEqual([
      [1, 4],
      [0, 5],
    ]);
    expect(rounds.map(({ lane }) => lane)).toEqual([0, 1]);
    const apart = roundsOf([[], [0], [0], [2], [2], [4]]);
    expect(apart.map(({ lane }) => lane)).toEqual([0, 0]);
    const [inner, outer] = rounds.map((round) => wayRound(round, layout)!);
    expect(outer!.y).toBeGreaterThan(inner!.y);
    expect(inner!.y).toBeGreaterThan(Math.max(...layout.columns.map(({ bottom }) => bottom)));
    expect(outer!.y).toBeLessThan(420);
  });

  it('has columns in order that do not touch, narrow where nothing is weighed', () => {
    const halves = layout.columns.map(({ tile }) => (tile ?? layout.tile) / 2);
    for (let k = 1; k < columns.length; k++)
      expect(layout.columns[k]!.x - halves[k]!).toBeGreaterThan(layout.columns[k - 1]!.x + halves[k - 1]!);
    expect(halves[3]).toBeLessThan(halves[2]!);
    expect(layout.width).toBe(900);
    expect(arrangeWired(300, 420, shapes, 2).width).toBeGreaterThan(300); // then it scrolls
    // Units that pass straight through stand at one height.
    expect(layout.columns[3]!.y).toEqual(layout.columns[2]!.y);
  });

  it('joins neighbours by weights or by plain wires', () => {
    const units = picked.map(({ tiles }) => tiles.map(({ unit }) => unit));
    const links = makeLinks(
      description.layers,
      units,
      (layer) => columns.findIndex((column, k) => column.layer === layer && shapes[k]!.linked) - 1,
    );
    expect(links.filter(({ column }) => column === 5)).toHaveLength(5);
    expect(links.find(({ layer, input }) => layer === 3 && input === 4)?.index).toBe(33 + 4);
    expect(links.every(({ column }) => [0, 1, 5].includes(column))).toBe(true);
    expect(passing(columns, picked, layout, 3).match(/M/g)).toHaveLength(3);
    expect(passing(columns, picked, layout, 2)).toBe('');
    expect(passing(columns, picked, layout, 5).match(/M/g)).toHaveLength(3); // of five the sum's
  });
});

describe('layers of a wired network', () => {
  const sizes = [[2], [3], [3], [3], [3], [5]];

  it('are read in the place of the one they are put behind', () => {
    const added = withLayer(model, 3, 'activation', { shapes: sizes });
    expect(added[3]).toMatchObject({ type: 'activation', name: 'activation' });
    expect(added[4]?.inputs).toEqual(['stem', 'activation']);
    // Behind a named layer that the next one reads without a name, others go on reading the old one.
    const inside = withLayer(model, 1, 'layer-norm', { shapes: sizes });
    expect(inside[1]).toEqual({ type: 'layer-norm' });
    expect(inside[4]?.inputs).toEqual(['stem', 'block']);
    // At the end of a branch, who read the end reads the new one.
    const branches: LayerSpec[] = [
      { type: 'dense', name: 'a' },
      { type: 'dense', name: 'b', inputs: ['input'] },
      { type: 'add', inputs: ['a', 'b'] },
    ];
    expect(withLayer(branches, 1, 'dropout').map(({ inputs }) => inputs)).toEqual([
      undefined,
      undefined,
      ['input'],
      ['dropout', 'b'],
    ]);
  });

  it('are as wide as what they read', () => {
    const added = (at: number) => withLayer(model, at, 'dense', { rows: true, shapes: sizes })[at];
    expect(added(0)).toMatchObject({ units: 8 });
    expect(added(2)).toMatchObject({ units: 3 });
    expect(added(5)).toMatchObject({ units: 5 });
  });

  it('leave their readers what fed them', () => {
    expect(withoutLayer(model, 2)[2]?.inputs).toEqual(['stem', 'dense']);
    // Without the sum its readers have the branch that ended at it.
    expect(withoutLayer(model, 3)[3]?.inputs).toEqual(['block', 'input']);
  });

  it('are offered where they make sense of rows', () => {
    const types = ['dense', 'add', 'batch-norm', 'reshape', 'flatten', 'conv2d', 'lstm', 'spatial-dropout'];
    const kinds = types.map((type) => ({ type, label: type }));
    const offered = groupsOf(kinds, { shape: [3], rows: true });
    expect(offered.flatMap(({ kinds: own }) => own.map(({ type }) => type))).toEqual([
      'dense',
      'batch-norm',
      'add',
    ]);
  });
});
