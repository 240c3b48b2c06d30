import { describe, expect, it } from 'vitest';
import type { Description } from '../../../web/src/worker/protocol';
import {
  arrangeStages,
  chainText,
  countOf,
  outputClasses,
  shapeText,
  shortTitle,
  stagesOf,
  type Stage,
} from '../../../web/src/views/images/stages';

const description = {
  shape: [28, 28, 1],
  stages: [
    { type: 'conv2d', specIndex: 0, shape: [28, 28, 8] },
    { type: 'max-pool2d', specIndex: 1, shape: [14, 14, 8] },
    { type: 'conv2d', specIndex: 2, shape: [12, 12, 64] },
    { type: 'flatten', specIndex: 3, shape: [9216] },
    { type: 'dense', specIndex: 4, shape: [32] },
    { type: 'output', specIndex: -1, shape: [10] },
  ],
} as unknown as Description;
const labels: Record<string, string> = { conv2d: 'Convolution', 'max-pool2d': 'Max pooling' };
const stages = stagesOf(description, (type) => labels[type] ?? type);

describe('the columns of an image model', () => {
  it('are the image, every layer, the output; only alike ones are numbered', () => {
    expect(stages.map(({ title }) => title)).toEqual([
      'Image',
      'Convolution 1',
      'Max pooling',
      'Convolution 2',
      'flatten',
      'dense',
      'Output',
    ]);
    expect(stages.map(({ index }) => index)).toEqual([-1, 0, 1, 2, 3, 4, 5]);
  });
  it('count channels of maps and units of vectors', () => {
    expect(stages.map(({ shape }) => countOf(shape))).toEqual([1, 8, 8, 64, 9216, 32, 10]);
    expect(chainText(stages).replace(/\u2009/g, '')).toBe('28×28×1 → 8 → 64 → 32 → 10');
    expect(shapeText([14, 14, 8]).replace(/\s/g, '')).toBe('14×14×8');
  });
});

describe('heads', () => {
  it('of layers that learn are wide, and short enough for it', () => {
    const up = stagesOf(
      { ...description, stages: [{ type: 'conv-transpose2d', specIndex: 0, shape: [28, 28, 8] }] } as never,
      () => 'Transposed convolution',
    )[1]!;
    expect(up.slim).toBe(false);
    expect([shortTitle(up, false), shortTitle(up, true)]).toEqual(['Transposed', 'Up']);
  });
});

describe('outputs', () => {
  it('speak for a class each, a single one for the second of two', () => {
    const named = (head: string, classes: string[]) =>
      outputClasses({ head, classes } as unknown as Description).map(({ name }) => name);
    expect(named('logits', ['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
    expect(named('logit', ['a', 'b'])).toEqual(['b']);
  });
});

describe('their places', () => {
  const inside = (width: number, height: number, open: string[] = []): void => {
    const { places, width: full } = arrangeStages(width, height, stages, open);
    places.forEach((place, k) => {
      const next = places[k + 1];
      if (next) expect(place.x + place.width).toBeLessThan(next.x);
      expect(place.x).toBeGreaterThanOrEqual(0);
      expect(place.x + place.width).toBeLessThanOrEqual(full);
      expect(place.top).toBeGreaterThan(50);
      expect(place.top + place.height).toBeLessThanOrEqual(height);
      expect(place.tile).toBeGreaterThan(0);
      expect(place.shown).toBeLessThanOrEqual(countOf(stages[k]!.shape));
      expect(place.shown).toBeGreaterThan(0);
    });
  };
  it('never overlap and stay inside, on a laptop, a large screen and a phone', () => {
    for (const [width, height] of [
      [644, 420],
      [1100, 700],
      [358, 430],
      [300, 220],
    ] as const)
      inside(width, height);
  });
  it('of an image with colours or frames are one', () => {
    const grey = arrangeStages(644, 420, stages, []).places[0]!;
    const colours = stagesOf({ ...description, shape: [28, 28, 3] } as Description, (type) => type);
    expect(arrangeStages(644, 420, colours, []).places[0]).toMatchObject({ shown: 1, height: grey.height });
  });
  it('leave room for the names of classes, within reason', () => {
    const ending = (names: string[], width = 1100): number =>
      arrangeStages(width, 420, stages, [], names).ending;
    expect(ending([])).toBeLessThan(ending(['3']));
    expect(ending(['square'])).toBeGreaterThan(ending(['3']));
    expect(ending(['x'.repeat(60)])).toBeLessThan(100);
    expect(ending(['x'.repeat(60)], 358)).toBeLessThan(70);
  });
  it('leave room for the size under the image', () => {
    const [image] = arrangeStages(300, 220, stages, []).places;
    expect(image!.x + image!.width / 2).toBeGreaterThan(30);
  });
  it('of an opened column show all maps', () => {
    const at = stages.findIndex((stage: Stage) => stage.key === 'conv2d-2');
    expect(arrangeStages(644, 420, stages, []).places[at]!.shown).toBeLessThan(64);
    expect(arrangeStages(644, 420, stages, ['conv2d-2']).places[at]!.shown).toBe(64);
    inside(644, 420, ['conv2d-2']);
  });
});
