import { describe, expect, it } from 'vitest';
import {
  cellAt,
  crosses,
  heightsOf,
  keepsTime,
  lookFrom,
  mapsOf,
  meanOf,
  mostSeen,
  rowFor,
  rowsOf,
  stepWidth,
  turned,
  weightAt,
  type Row,
} from '../../../web/src/views/sequences/rows';
import { blockOrder, blockSize, split } from '../../../web/src/views/sequences/texts.svelte';
import type { Description } from '../../../web/src/worker/protocol';

const description = {
  shape: [12],
  stages: [
    { type: 'embedding', specIndex: 0, shape: [12, 8] },
    { type: 'transformer-block', specIndex: 1, shape: [12, 8] },
    { type: 'transformer-block', specIndex: 2, shape: [12, 8] },
    { type: 'gru', specIndex: 3, shape: [5] },
    { type: 'output', specIndex: -1, shape: [12, 27] },
  ],
} as unknown as Description;

describe('layers over time', () => {
  it('are rows, numbered or named, those that attend with their map', () => {
    const rows = rowsOf(
      description,
      (type) => type,
      (index) => (index === 3 ? 'memory' : ''),
    );
    expect(rows.map(({ stage }) => stage.title)).toEqual([
      'embedding',
      'transformer-block 1',
      'transformer-block 2',
      'memory',
      'Output',
    ]);
    expect(rows.map(({ attends }) => attends)).toEqual([false, true, true, false, false]);
    expect(rows.map(({ features }) => features)).toEqual([8, 8, 8, 5, 27]);
    expect(keepsTime([5], 12)).toBe(false);
  });

  it('have time to the right', () => {
    expect([...turned(Float32Array.of(1, 2, 3, 4, 5, 6, 0, 0), 2, 3)]).toEqual([1, 3, 5, 2, 4, 6]);
  });

  it('tell where one step looks, head by head', () => {
    const weights = Float32Array.of(1, 0, 0.25, 0.75, 1, 0, 0.5, 0.5);
    const map = { specIndex: 0, heads: 2, steps: 2, seen: 2, firstStep: 0, firstSeen: 0, weights };
    expect([...lookFrom(map, 1)]).toEqual([0.25, 0.75, 0.5, 0.5]);
    expect([...lookFrom(map, 9)]).toEqual([0.25, 0.75, 0.5, 0.5]);
    expect([...meanOf(map)]).toEqual([1, 0, 0.375, 0.625]);
    expect(crosses(map)).toBe(false);
  });

  it('tell where a target looks in its source', () => {
    // Two steps of a target that begins at token 3 look at a source of three.
    const weights = Float32Array.of(1, 0, 0, 0, 0.25, 0.75);
    const cross = { specIndex: 1, heads: 1, steps: 2, seen: 3, firstStep: 3, firstSeen: 0, weights };
    const own = { ...cross, seen: 2, firstSeen: 3, weights: Float32Array.of(1, 0, 0.5, 0.5) };
    const row = { attends: true, stage: { specIndex: 1 } } as Row;
    const stages = { length: 5, outputs: [], attention: [own, cross] };
    expect(mapsOf(row, stages)).toEqual([cross, own]);
    expect(mapsOf({ ...row, attends: false }, stages)).toEqual([]);
    expect([crosses(cross), crosses(own)]).toEqual([true, false]);
    expect([0, 3, 4, 9].map((token) => rowFor(cross, token))).toEqual([0, 0, 1, 1]);
    expect(weightAt(cross, 0, 1, 2)).toBe(0.75);
    expect([...lookFrom(cross, 1)]).toEqual([0, 0.25, 0.75]);
    expect([mostSeen(cross, 3), mostSeen(cross, 4), mostSeen(own, 3)]).toEqual([0, 2, 3]);
  });

  it('fill the room, the chosen one most of it, a vector little', () => {
    const wishes = [true, true, true, true, false].map((timed, i) => ({ timed, chosen: i === 2 }));
    const heights = heightsOf(420, wishes);
    expect(heights[2]).toBeGreaterThan(2 * heights[1]!);
    expect(heights[4]).toBeLessThan(heights[1]!);
    expect(heights.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(420);
    expect(Math.min(...heightsOf(100, wishes.slice(0, 4)))).toBeGreaterThanOrEqual(36);
    expect(stepWidth(400, 4, 30)).toBe(30);
    expect(stepWidth(400, 100, 30)).toBe(4);
    expect([-0.1, 0, 0.49, 0.5, 1, 2].map((share) => cellAt(share, 2))).toEqual([0, 0, 0, 1, 1, 1]);
  });
});

describe('texts in blocks', () => {
  it('are each by themselves', () => {
    const tokens = Int32Array.of(1, 5, 1, 6, 7, 1);
    const texts = split({ first: 256, tokens, counts: Int32Array.of(2, 4), parts: Uint8Array.of(0, 1) });
    expect(texts.map(({ index, tokens: own, part }) => [index, [...own], part])).toEqual([
      [256, [1, 5], 0],
      [257, [1, 6, 7, 1], 1],
    ]);
  });

  it('are looked for from where the validation part may begin', () => {
    expect(blockOrder(4, 3 * blockSize + 9, true)).toEqual([3, 0, 1, 2]);
    expect(blockOrder(4, 3 * blockSize + 9, false)).toEqual([0, 1, 2, 3]);
    expect(blockOrder(2, 2 * blockSize, true)).toEqual([1, 0]);
  });
});
