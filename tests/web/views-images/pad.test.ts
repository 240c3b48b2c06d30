import { describe, expect, it } from 'vitest';
import { centred, centreOf, framed } from '../../../web/src/views/images/pad';

describe('the pad', () => {
  it('scales strokes to the box of 20 in 28, whatever their size', () => {
    for (const size of [0.3, 0.6, 0.9]) {
      const { scale } = framed([
        [
          [0.05, 0.05],
          [0.05, 0.05 + size],
        ],
      ]);
      // The pen's own width is part of what fills the box.
      expect(28 * (scale * size) + 2.4).toBeCloseTo(20, 6);
    }
  });

  it('puts the middle of the strokes in the middle', () => {
    const frame = framed([
      [
        [0.1, 0.2],
        [0.5, 0.8],
      ],
    ]);
    expect(frame.scale * 0.3 + frame.left).toBeCloseTo(0.5, 9);
    expect(frame.scale * 0.5 + frame.top).toBeCloseTo(0.5, 9);
  });

  it('leaves a dot small', () => {
    expect(framed([[[0.7, 0.7]]]).scale).toBeLessThan(4);
  });

  it('finds the centre of mass, of nothing the middle', () => {
    const grey = new Uint8Array(12);
    grey[1] = 100; // x 1, y 0
    grey[11] = 100; // x 3, y 2
    expect(centreOf(grey, 3, 4)).toEqual([2, 1]);
    expect(centreOf(new Uint8Array(12), 3, 4)).toEqual([1.5, 1]);
  });

  it('draws again with the centre of mass in the middle of the image', () => {
    const shifts: [number, number][] = [];
    centred([[[0.5, 0.5]]], [28, 28, 1], ({ shift }) => {
      shifts.push(shift);
      const grey = new Uint8Array(28 * 28);
      grey[10 * 28 + 12] = 255; // all of the ink at x 12, y 10
      return grey;
    });
    expect(shifts).toEqual([
      [0, 0],
      [1.5, 3.5],
    ]);
  });
});
