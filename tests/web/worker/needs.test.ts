import { describe, expect, it } from 'vitest';
import { firstSight } from '../../../web/src/first-sight';
import { needsSecondPart } from '../../../web/src/engine/needs';

describe('the second part of the engine', () => {
  it('is not needed for made points with dense layers', () => {
    expect(needsSecondPart({})).toBe(false);
    expect(needsSecondPart(firstSight)).toBe(false);
    expect(
      needsSecondPart({ data: { source: 'moons' }, model: [{ type: 'dense' }, { type: 'dropout' }] }),
    ).toBe(false);
  });
  it('is needed for curves, tables, images, and every other layer', () => {
    for (const source of ['gap', 'csv', 'images', 'digits', 'tones', 'audio', 'anything new'])
      expect(needsSecondPart({ data: { source } })).toBe(true);
    expect(needsSecondPart({ model: [{ type: 'layer-norm' }] })).toBe(true);
  });
  it('is needed for losses that weigh or smooth classes', () => {
    expect(needsSecondPart({ training: { labelSmoothing: 0.1 } })).toBe(true);
    expect(needsSecondPart({ training: { focalGamma: 2 } })).toBe(true);
    expect(needsSecondPart({ training: { loss: 'kl-divergence' } })).toBe(true);
    expect(needsSecondPart({ training: { classWeights: 'balanced' } })).toBe(true);
    expect(needsSecondPart({ training: { labelSmoothing: 0, focalGamma: 0, classWeights: 'none' } })).toBe(
      false,
    );
  });
});
