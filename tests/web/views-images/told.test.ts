import { describe, expect, it } from 'vitest';
import { noised } from '../../../web/src/views/images/pixels';
import {
  doubtOf,
  inkText,
  meanOf,
  offOf,
  rmsOf,
  toldFindings,
  toldPixels,
} from '../../../web/src/views/images/told';
import type { Review } from '../../../web/src/worker/protocol';

describe('what an autoencoder tells', () => {
  const told = Float32Array.of(-0.1, 0.5, 1.2, 0.25);
  const passes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

  it('is a picture of the mean, held to what a pixel can be, or one of the samples in turn', () => {
    expect([...toldPixels({ told, passes }, null)]).toEqual([0, 128, 255, 64]);
    expect([...toldPixels({ told, passes }, 0)]).toEqual([1, 2, 3, 4]);
    expect([...toldPixels({ told, passes }, 3)]).toEqual([5, 6, 7, 8]);
    expect([...toldPixels({ told, passes: new Uint8Array() }, 3)]).toEqual([0, 128, 255, 64]);
  });

  it('is off where there is too much or too little ink, in the mean over the channels', () => {
    const off = offOf(Uint8Array.of(255, 0, 51, 51), Uint8Array.of(0, 0, 51, 0), [1, 2, 2]);
    expect([...off].map((value) => Number(value.toFixed(3)))).toEqual([0.5, 0.1]);
    const doubt = doubtOf({ deviation: Float32Array.of(0.2, 0.4, 0, 0.1) }, [1, 2, 2]);
    expect([...doubt].map((value) => Number(value.toFixed(3)))).toEqual([0.3, 0.05]);
    expect(rmsOf([3, 4])).toBeCloseTo(Math.sqrt(12.5));
    expect(meanOf([3, 4])).toBe(3.5);
    expect(rmsOf([])).toBe(0);
    expect(inkText(0.083).replace(/\s/g, ' ')).toBe('8.3 %');
  });

  it('is worst, and least sure, where examples that were not learned from say so', () => {
    const review: Review = {
      complete: true,
      examples: Int32Array.of(4, 7, 9, 2, 5),
      labels: new Uint16Array(5),
      parts: Uint8Array.of(1, 1, 2, 0, 1),
      winners: Uint16Array.of(0, 0, 0, 0, 0xffff),
      total: Float32Array.of(0.1, 0.3, 0.2, 0.9, 0.9),
      epistemic: Float32Array.of(0.05, 0.01, 0.02, 0.9, 0.9),
    };
    expect(toldFindings(review, 2)).toEqual({ asked: 3, worst: [7, 9], unsure: [4, 9] });
    const sure = { ...review, epistemic: new Float32Array(5) };
    expect(toldFindings(sure, 2).unsure).toEqual([]);
  });
});

describe('noise on an image', () => {
  it('is the same every time, grows with its share, and stays within what a pixel can be', () => {
    const grey = new Uint8Array(4000).fill(128);
    const a = noised(grey, 0.1);
    expect(noised(grey, 0.1)).toEqual(a);
    const spread = (pixels: Uint8Array): number => rmsOf(Array.from(pixels, (value) => (value - 128) / 255));
    expect(spread(a)).toBeCloseTo(0.1, 2);
    expect(spread(noised(grey, 0.05))).toBeCloseTo(0.05, 2);
    expect(noised(new Uint8Array(100), 0.5).every((value) => value >= 0 && value <= 255)).toBe(true);
  });
});
