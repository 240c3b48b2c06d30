import { describe, expect, it } from 'vitest';
import {
  arrange,
  blend,
  density,
  neighbour,
  tilesThatFit,
  type ColumnShape,
} from '../../../web/src/views/network/layout';

const column = (key: string, tiles: number, extra: Partial<ColumnShape> = {}): ColumnShape => ({
  key,
  tiles,
  more: false,
  counted: key.startsWith('h'),
  label: key === 'in' ? 5 : 0,
  ...extra,
});
const usual = [column('in', 7, { more: true }), column('h0', 8), column('h1', 8), column('out', 1)];

describe('layout of the network', () => {
  it('keeps every tile and what stands under it inside the area', () => {
    for (const [width, height] of [
      [596, 482],
      [792, 344],
      [580, 520],
      [358, 400],
      [900, 900],
      [2000, 1200],
    ] as const) {
      const layout = arrange(width, height, usual);
      for (const [k, one] of layout.columns.entries()) {
        expect(one.x - layout.tile / 2).toBeGreaterThan(0);
        expect(one.x + layout.tile / 2).toBeLessThanOrEqual(width);
        expect((one.y[0] ?? 0) - layout.tile / 2).toBeGreaterThanOrEqual(70);
        expect(one.bottom + (usual[k]?.counted ? 24 : 0)).toBeLessThanOrEqual(height + 0.5);
      }
    }
  });

  it('draws tiles of 40 px on a laptop, at most 66 on a wall, 34 on a phone', () => {
    const laptop = arrange(596, 482, usual).tile;
    expect(laptop).toBeGreaterThanOrEqual(38);
    expect(laptop).toBeLessThanOrEqual(44);
    expect(arrange(2000, 1400, usual).tile).toBe(66);
    expect(arrange(358, 430, usual).tile).toBeLessThanOrEqual(34);
  });

  it('never lets two tiles of a column touch', () => {
    const layout = arrange(596, 330, usual);
    const { y } = layout.columns[1] ?? { y: [] };
    for (let i = 1; i < y.length; ++i)
      expect((y[i] ?? 0) - (y[i - 1] ?? 0)).toBeGreaterThanOrEqual(layout.tile + 5);
  });

  it('puts columns at equal distances, in order, on one middle line', () => {
    const { columns } = arrange(596, 482, usual);
    const steps = columns.slice(1).map((one, k) => one.x - (columns[k]?.x ?? 0));
    for (const step of steps) expect(step).toBeCloseTo(steps[0] ?? 0);
    const middles = columns.map((one) => ((one.y[0] ?? 0) + (one.y[one.y.length - 1] ?? 0)) / 2);
    for (const middle of middles) expect(middle).toBeCloseTo(middles[0] ?? 0);
  });

  it('grows wider than a phone instead of squeezing a deep network', () => {
    const deep = Array.from({ length: 14 }, (_, k) => column(`h${k}`, 4));
    const layout = arrange(358, 420, deep);
    expect(layout.width).toBeGreaterThan(700);
    expect(layout.pitch).toBeGreaterThan(layout.tile + 8);
  });

  it('shows fewer tiles when there is little height, never less than four or more than eight', () => {
    expect(tilesThatFit(482, false)).toBe(8);
    expect(tilesThatFit(250, false)).toBeLessThan(8);
    expect(tilesThatFit(60, false)).toBe(4);
    expect(tilesThatFit(3000, false)).toBe(8);
  });

  it('says less in the heads where columns stand close', () => {
    expect(density(154, false)).toBe('full');
    expect(density(154, true)).toBe('compact');
    expect(density(60, false)).toBe('tight');
  });

  it('leads arrow keys to the nearest tile and stops at the borders', () => {
    const layout = arrange(596, 482, usual);
    expect(neighbour(layout, { column: 1, tile: 0 }, 'ArrowUp')).toEqual({ column: 1, tile: 0 });
    expect(neighbour(layout, { column: 1, tile: 0 }, 'ArrowDown')).toEqual({ column: 1, tile: 1 });
    expect(neighbour(layout, { column: 2, tile: 7 }, 'ArrowRight')).toEqual({ column: 3, tile: 0 });
    expect(neighbour(layout, { column: 3, tile: 0 }, 'ArrowRight')).toEqual({ column: 3, tile: 0 });
    expect(neighbour(layout, { column: 1, tile: 7 }, 'ArrowLeft')).toEqual({ column: 0, tile: 6 });
    expect(neighbour(layout, { column: 1, tile: 3 }, 'End')).toEqual({ column: 1, tile: 7 });
  });

  it('moves columns by their key when one is put between them', () => {
    const before = arrange(596, 482, usual);
    const after = arrange(596, 482, [
      usual[0]!,
      column('h0', 8),
      column('h9', 8),
      column('h1', 8),
      usual[3]!,
    ]);
    const start = blend(before, after, 0);
    expect(start.columns[3]?.x).toBeCloseTo(before.columns[2]?.x ?? 0);
    expect(start.columns[2]?.x).toBeCloseTo(after.columns[2]?.x ?? 0);
    expect(blend(before, after, 1)).toBe(after);
    const half = blend(before, after, 0.5).columns[3]?.x ?? 0;
    expect(half).toBeCloseTo(((before.columns[2]?.x ?? 0) + (after.columns[3]?.x ?? 0)) / 2);
  });
});
