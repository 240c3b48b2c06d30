import { describe, expect, it } from 'vitest';
import { firstSight } from '../../../web/src/first-sight';
import { partFor } from '../../../web/src/engine/part';

describe('the part of the engine that a spec needs', () => {
  it('is the first for made points with dense layers', () => {
    expect(partFor({})).toBe('first');
    expect(partFor(firstSight)).toBe('first');
    expect(partFor({ data: { source: 'gap' }, model: [{ type: 'dense' }, { type: 'dropout' }] })).toBe(
      'first',
    );
  });
  it('is the full one for tables, images, and every other layer', () => {
    for (const source of ['csv', 'images', 'digits', 'tones', 'audio', 'anything new'])
      expect(partFor({ data: { source } })).toBe('full');
    expect(partFor({ model: [{ type: 'layer-norm' }] })).toBe('full');
  });
  it('is the full one for losses that weigh or smooth classes', () => {
    expect(partFor({ training: { labelSmoothing: 0.1 } })).toBe('full');
    expect(partFor({ training: { focalGamma: 2 } })).toBe('full');
    expect(partFor({ training: { classWeights: 'balanced' } })).toBe('full');
    expect(partFor({ training: { loss: 'kl-divergence' } })).toBe('full');
    expect(partFor({ training: { labelSmoothing: 0, focalGamma: 0, classWeights: 'none' } })).toBe('first');
  });
});
