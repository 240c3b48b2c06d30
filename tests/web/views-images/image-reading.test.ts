import { describe, expect, it } from 'vitest';
import type { Description, ImageProbe, Review } from '../../../web/src/worker/protocol';
import {
  findingsOf,
  labelShares,
  labelWords,
  likelyBits,
  readImage,
  rowsOf,
  spreadOf,
  unseen,
  votesOf,
  winnersOf,
} from '../../../web/src/views/images/image-reading';

const description = { task: 'classification', classes: ['cat', 'dog', 'owl'] } as unknown as Description;
const probe: ImageProbe = {
  samples: 2,
  complete: true,
  probabilities: Float32Array.of(0.2, 0.7, 0.1),
  low: Float32Array.of(0.1, 0.5, 0.1),
  high: Float32Array.of(0.3, 0.9, 0.1),
  draws: Float32Array.of(0.1, 0.9, 0, 0.3, 0.5, 0.2),
  votes: Uint8Array.of(1, 1, 0),
  total: 0.8,
  aleatoric: Math.LN2 / 2,
  epistemic: Math.log(3),
  told: new Float32Array(),
  deviation: new Float32Array(),
  passes: new Uint8Array(),
};

describe('the reading of an image', () => {
  it('has the winner with its spread, and both uncertainties on the range of all classes', () => {
    const reading = readImage(probe, description);
    expect(reading.head.replace(/\s/g, ' ')).toBe('70 % dog');
    expect(reading.spread.replace(/\s/g, ' ')).toBe('± 20 %');
    expect(reading.aleatoric.text.replace(/\s/g, ' ')).toBe('0.50 bit');
    expect(reading.epistemic.share).toBeCloseTo(1, 6);
    expect(spreadOf(probe, 0)).toBeCloseTo(0.1, 6);
  });

  it('keeps few classes in their order, and takes the most probable of many', () => {
    expect(rowsOf(probe, description.classes).map(({ name }) => name)).toEqual(['cat', 'dog', 'owl']);
    const many = Array.from({ length: 26 }, (_, k) => String.fromCharCode(65 + k));
    const p = Float32Array.from({ length: 26 }, (_, k) => (k === 20 ? 0.5 : 0.02));
    const rows = rowsOf({ ...probe, probabilities: p, low: p, high: p }, many);
    expect(rows).toHaveLength(8);
    expect(rows[0]).toMatchObject({ name: 'U', k: 20, p: 0.5 });
  });

  it('counts votes', () => {
    expect(votesOf(probe)).toEqual([
      { k: 1, count: 2 },
      { k: 0, count: 1 },
    ]);
  });
});

describe('a review', () => {
  const review: Review = {
    complete: false,
    examples: Int32Array.of(5, 6, 7, 8, 9),
    labels: Uint16Array.of(0, 1, 2, 0, 1),
    parts: Uint8Array.of(1, 1, 2, 0, 1),
    winners: Uint16Array.of(0, 2, 0, 1, unseen),
    total: Float32Array.of(0.1, 0.4, 0.2, 0.9, 0),
    epistemic: new Float32Array(5),
  };
  it('finds what is wrong outside the training part, the surest first', () => {
    const { asked, wrong, unsure } = findingsOf(review, 2);
    expect(asked).toBe(3);
    expect(wrong.map(({ example }) => example)).toEqual([7, 6]);
    expect(unsure.map(({ example }) => example)).toEqual([6, 7]);
  });
  it('knows what each example was taken for', () => {
    expect([...winnersOf(review)]).toEqual([
      [5, 0],
      [6, 2],
      [7, 0],
      [8, 1],
    ]);
  });
});

describe('labels of which several may hold', () => {
  const several = { ...description, several: true } as Description;

  it('are named from their bits', () => {
    expect(labelWords(several, 0b101)).toBe('cat, owl');
    expect(labelWords(several, 0)).toBe('none of them');
    expect(labelWords(description, 1)).toBe('dog');
    expect(likelyBits([0.6, 0.5, 0.9])).toBe(0b101);
  });

  it('are read with all that are likely, and the spread of the least settled', () => {
    const labels = { ...probe, probabilities: Float32Array.of(0.2, 0.7, 0.6), epistemic: 3 * Math.LN2 };
    const reading = readImage(labels, several);
    expect(reading.head).toBe('dog, owl');
    expect(reading.spread.replace(/\s/g, ' ')).toBe('± 51 % at most');
    expect(reading.most.replace(/\s/g, ' ')).toBe('3 bit');
    expect(reading.epistemic.share).toBeCloseTo(1, 6);
  });

  it('are each right for a share of what was not learned from', () => {
    const review = {
      examples: Int32Array.of(0, 1, 2, 3),
      labels: Uint16Array.of(0b011, 0b100, 0b001, 0b111),
      parts: Uint8Array.of(1, 2, 0, 1),
      winners: Uint16Array.of(0b010, 0b100, 0b110, unseen),
    } as unknown as Review;
    expect(labelShares(review, 3)).toEqual([0.5, 1, 1]);
    expect(labelShares({ ...review, parts: new Uint8Array(4) }, 1)).toEqual([NaN]);
  });
});
