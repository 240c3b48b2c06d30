import { describe, expect, it } from 'vitest';
import {
  addPoint,
  MOST_POINTS,
  movePoint,
  readEdits,
  removePoint,
  removePoints,
  withEdits,
  type Edits,
} from '../../../web/src/spec/point-edit';
import { Gesture } from '../../../web/src/views/output/gesture';
import { nearest, toPixelX, toPixelY, toRawX, toRawY, type Plane } from '../../../web/src/views/output/plane';

const edits: Edits = {
  points: [
    [0.1, 0.2, 1],
    [0.3, 0.4, 0],
  ],
  removed: [7],
};
const plane: Plane = { x0: -1, x1: 1, y0: -1, y1: 1, width: 200, height: 200 };

describe('changes to points', () => {
  it('reads what a link or the store gave, and nothing else', () => {
    expect(readEdits(undefined, undefined)).toEqual({ points: [], removed: [] });
    expect(readEdits([[1, 2], [3, 4, 5], { x: 6, y: 7, label: 8 }, 'no', [1]], [3, 'x'])).toEqual({
      points: [
        [1, 2, 0],
        [3, 4, 5],
        [6, 7, 8],
      ],
      removed: [3],
    });
  });

  it('adds with few digits and refuses what the core would', () => {
    expect(addPoint(edits, 0.123456, -2, 1).points.at(-1)).toEqual([0.1235, -2, 1]);
    const full: Edits = { points: new Array(MOST_POINTS).fill([0, 0, 0]), removed: [] };
    expect(addPoint(full, 1, 1, 0)).toBe(full);
  });

  it('takes made points away by number and drawn ones by place', () => {
    expect(removePoint(edits, 3).removed).toEqual([3, 7]);
    expect(removePoint(edits, 7)).toBe(edits);
    expect(removePoint(edits, -1).points).toEqual([[0.3, 0.4, 0]]);
    expect(removePoints(edits, [-1, 12, -2, 3])).toEqual({ points: [], removed: [3, 7, 12] });
  });

  it('moves a made point by drawing it anew, a drawn one in place', () => {
    expect(movePoint(edits, 5, 0.9, 0.8, 1)).toEqual({
      points: [...edits.points, [0.9, 0.8, 1]],
      removed: [5, 7],
    });
    expect(movePoint(edits, -2, 0.9, 0.8, 9).points).toEqual([
      [0.1, 0.2, 1],
      [0.9, 0.8, 0],
    ]);
  });

  it('goes into the spec as one change, without empty lists', () => {
    expect(withEdits({ noise: 0.2, points: [] }, { points: [], removed: [4] })).toEqual({
      noise: 0.2,
      removed: [4],
    });
    expect(withEdits(undefined, { points: [[1, 2, 0]], removed: [] })).toEqual({ points: [[1, 2, 0]] });
  });

  it('never changes what it was given', () => {
    const copy = structuredClone(edits);
    addPoint(edits, 1, 1, 1);
    removePoints(edits, [-1, 4]);
    movePoint(edits, -1, 0, 0, 0);
    expect(edits).toEqual(copy);
  });
});

describe('the plane', () => {
  it('maps both ways', () => {
    expect([toPixelX(plane, -1), toPixelY(plane, 1)]).toEqual([0, 0]);
    for (const v of [-0.7, 0, 0.31]) {
      expect(toRawX(plane, toPixelX(plane, v))).toBeCloseTo(v, 9);
      expect(toRawY(plane, toPixelY(plane, v))).toBeCloseTo(v, 9);
    }
  });

  it('finds the nearest point within reach', () => {
    const points = { x: [0, 0.5], y: [0, 0.5] };
    expect(nearest(plane, points, 105, 100, 20)).toBe(0);
    expect(nearest(plane, points, 150, 52, 20)).toBe(1);
    expect(nearest(plane, points, 10, 10, 20)).toBe(-1);
  });
});

describe('a stroke', () => {
  const points = {
    x: Float32Array.from([0, 0.5]),
    y: Float32Array.from([0, 0.5]),
    value: Float32Array.from([1, 0]),
    origin: Int32Array.from([4, -1]),
  };
  const none: Edits = { points: [[0.5, 0.5, 0]], removed: [] };

  it('adds points a little apart, not one for every pixel', () => {
    const stroke = new Gesture({ add: 1 }, points, 10);
    for (let x = 20; x <= 60; x += 2) stroke.touch(plane, x, 100);
    expect(stroke.added.length).toBeGreaterThan(2);
    expect(stroke.added.length).toBeLessThan(5);
    expect(stroke.commit(none).points).toHaveLength(1 + stroke.added.length);
  });

  it('moves what it took hold of, with its class', () => {
    const stroke = new Gesture('move', points, 10);
    expect(stroke.touch(plane, 102, 99)).toBe(true);
    stroke.touch(plane, 20, 20);
    expect(stroke.commit(none)).toEqual({
      points: [
        [0.5, 0.5, 0],
        [-0.8, 0.8, 1],
      ],
      removed: [4],
    });
  });

  it('does nothing when it took hold of nothing', () => {
    const stroke = new Gesture('move', points, 5);
    expect(stroke.touch(plane, 10, 190)).toBe(false);
    expect(stroke.commit(none)).toBe(none);
  });

  it('erases all it passes', () => {
    const stroke = new Gesture('erase', points, 10);
    stroke.touch(plane, 100, 100);
    stroke.touch(plane, 150, 50);
    expect(stroke.commit(none)).toEqual({ points: [], removed: [4] });
  });
});
