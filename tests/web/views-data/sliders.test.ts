import { describe, expect, it } from 'vitest';
import { madeLabel, slidersOf, unitOf } from '../../../web/src/views/data/sliders';

describe('what is counted', () => {
  it('is called what it is', () => {
    const units = ['moons', 'csv', 'digits', 'images', 'clips', 'tones', 'audio', 'grammar', 'waves'].map(
      (source) => unitOf(source),
    );
    expect(units).toEqual([
      'points',
      'rows',
      'images',
      'images',
      'clips',
      'sounds',
      'sounds',
      'texts',
      'windows',
    ]);
    expect([undefined, 1, 8].map((frames) => unitOf('images', frames))).toEqual([
      'images',
      'images',
      'clips',
    ]);
    expect(['moons', 'tones', 'copy', 'regimes'].map(madeLabel)).toEqual([
      'Points',
      'Sounds',
      'Texts',
      'Rows',
    ]);
  });

  it('is a slider of made sets alone', () => {
    const pointers = (source: string): string[] =>
      slidersOf(source, 'classification').map(({ pointer }) => pointer);
    expect(slidersOf('tones', 'classification')[0]).toMatchObject({
      pointer: '/data/samples',
      label: 'Sounds',
    });
    expect(pointers('audio')).toEqual(['/data/labelNoise']);
    expect(pointers('images')).toEqual(['/data/labelNoise']);
  });
});
