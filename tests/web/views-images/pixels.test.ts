import { describe, expect, it } from 'vitest';
import { channelOf, turned, trailOf } from '../../../web/src/views/images/pixels';

/** A 3 x 3 image with one bright pixel right of the middle. */
const right = Uint8Array.of(0, 0, 0, 0, 0, 200, 0, 0, 0);

describe('a turned image', () => {
  it('of 90 degrees has its right at the bottom: clockwise', () => {
    expect([...turned(right, [3, 3, 1], 90)]).toEqual([0, 0, 0, 0, 0, 0, 0, 200, 0]);
  });
  it('of 180 degrees is the other way round, of 0 and 360 the same', () => {
    expect([...turned(right, [3, 3, 1], 180)]).toEqual([0, 0, 0, 200, 0, 0, 0, 0, 0]);
    expect(turned(right, [3, 3, 1], 0)).toEqual(right);
    expect(turned(right, [3, 3, 1], 360)).toEqual(right);
  });
  it('keeps its channels apart', () => {
    const two = Uint8Array.from(right, (value) => value).reduce<number[]>(
      (all, value) => [...all, value, value / 2],
      [],
    );
    const out = turned(Uint8Array.from(two), [3, 3, 2], 90);
    expect([out[14], out[15]]).toEqual([200, 100]);
  });
  it('is dark where it comes from outside', () => {
    const white = new Uint8Array(64).fill(255);
    const out = turned(white, [8, 8, 1], 45);
    expect(out[0]).toBe(0);
    expect(out[27]).toBe(255);
  });
});

describe('a channel of feature maps', () => {
  it('is every C-th number', () => {
    expect([...channelOf(Float32Array.of(1, 10, 2, 20, 3, 30), 2, 1)]).toEqual([10, 20, 30]);
  });

  it('show a clip as the way of what moves', () => {
    // One pixel, three frames.
    expect(trailOf(Uint8Array.of(0, 0, 200), 0, 3)).toBe(200);
    expect(trailOf(Uint8Array.of(200, 0, 0), 0, 3)).toBe(30);
    expect(trailOf(Uint8Array.of(9, 9, 9, 0, 200, 0), 1, 3)).toBe(115);
  });
});
