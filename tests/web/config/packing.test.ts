import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { crc32 } from '../../../web/src/config/crc';
import { deflate, inflate } from '../../../web/src/config/deflate';
import { layerText, readLayer } from '../../../web/src/config/layers';
import { packPoints, unpackPoints } from '../../../web/src/config/points';
import { equal, sameSpec, valueAt, withValue } from '../../../web/src/config/pointer';
import type { LayerSpec } from '../../../web/src/config/spec-types';
import { escapeText, fromBase64Url, toBase64Url, unescapeText } from '../../../web/src/config/text';

describe.each(['native', 'fallback'])('deflate, %s', (way) => {
  afterEach(() => vi.unstubAllGlobals());
  const choose = (): void => {
    if (way === 'native') return;
    vi.stubGlobal('CompressionStream', undefined);
    vi.stubGlobal('DecompressionStream', undefined);
  };

  it('gives back what it took, and part of what was cut', async () => {
    choose();
    const text = Array.from({ length: 3000 }, (_, i) => `setting-${i}=${Math.imul(i, 2654435761)}`).join('&');
    const packed = Uint8Array.from(await deflate(text));
    expect(packed.length).toBeLessThan(text.length / 2);
    expect(await inflate(packed)).toEqual({ text, whole: true });
    const cut = await inflate(packed.slice(0, packed.length / 2));
    expect(cut.whole).toBe(false);
    expect(text.startsWith(cut.text)).toBe(true);
    expect(cut.text.length).toBeGreaterThan(text.length / 4);
  });

  it('stops at the cap', async () => {
    choose();
    const packed = Uint8Array.from(await deflate('x'.repeat(5_000_000)));
    const { text, whole } = await inflate(packed);
    expect([text.length, whole]).toEqual([1_000_000, false]);
  });

  it('takes noise for what it is', async () => {
    choose();
    for (let i = 0; i < 50; ++i) {
      const noise = Uint8Array.from({ length: 40 }, (_, k) => (i * 89 + k * k * 31 + 7) & 255);
      expect((await inflate(noise)).text.length).toBeLessThanOrEqual(1_000_000);
    }
  });
});

describe('drawn points', () => {
  const near = (digits: number) => (values: number[]) =>
    Math.max(1e-12, Math.max(...values.map(Math.abs)) * 10 ** (1 - digits));
  it('come back exactly on a grid, and to six digits anywhere', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 30 }), (points) => {
        const { points: back, sound } = unpackPoints(packPoints(points));
        expect([sound, back.length]).toEqual([true, points.length]);
        for (const column of [0, 1, 2]) {
          const step = near(6)(points.map((point) => point[column] as number));
          points.forEach((point, i) =>
            expect(Math.abs((point[column] as number) - (back[i]?.[column] as number))).toBeLessThanOrEqual(
              step,
            ),
          );
        }
        expect(unpackPoints(packPoints(back)).points).toEqual(back);
      }),
    );
  });
  it('take few characters in a stroke', () => {
    const stroke = Array.from({ length: 100 }, (_, i) => [
      i / 50,
      Math.round(Math.sin(i / 20) * 100) / 100,
      1,
    ]);
    expect(packPoints(stroke).length / 100).toBeLessThan(5);
  });
  it('are kept up to a fault', () => {
    const packed = packPoints([
      [1, 2, 0],
      [3, 4, 1],
      [500, 600, 1],
    ]);
    expect(unpackPoints(packed.slice(0, -3))).toEqual({
      points: [
        [1, 2, 0],
        [3, 4, 1],
      ],
      sound: false,
    });
    expect(unpackPoints('')).toEqual({ points: [], sound: true });
    expect(unpackPoints('____________').sound).toBe(false);
  });
});

describe('small parts', () => {
  it('crc32 is the usual one', () => {
    expect(crc32('123456789').toString(16)).toBe('cbf43926');
  });
  it('texts and bytes come back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const plus of ['space', 'plus'] as const)
          expect(unescapeText(escapeText(text, plus), plus)).toBe(text);
        expect(escapeText(text)).toMatch(/^[A-Za-z0-9.~+-]+$/);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...fromBase64Url(toBase64Url(bytes))]).toEqual([...bytes]);
      }),
    );
  });
  it('layers are short, and those of a future kind are kept whole', () => {
    expect(readLayer('64leaky-relu:he-normal')).toEqual({
      type: 'dense',
      units: 64,
      activation: 'leaky-relu',
      init: 'he-normal',
    });
    expect([readLayer('relu'), readLayer('d'), readLayer('d1e-3')]).toEqual([
      { type: 'dense', activation: 'relu' },
      { type: 'dropout' },
      { type: 'dropout', rate: 0.001 },
    ]);
    const future = { type: 'conv', filters: 8, kernel: [3, 3] } as unknown as LayerSpec;
    expect(readLayer(layerText(future))).toEqual(future);
    const odd = { type: 'dense', units: 8, activation: 'd5' } as LayerSpec;
    expect(readLayer(layerText(odd))).toEqual(odd);
    expect([readLayer(''), readLayer('64 relu'), readLayer('~~zz')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
  it('pointers change copies only, and reach no prototype', () => {
    const spec = { model: [{ units: 1 }], data: { noise: 1 } };
    expect(withValue(spec, '/model/0/units', 2)).toEqual({ model: [{ units: 2 }], data: { noise: 1 } });
    expect(withValue(spec, '/data/noise', undefined)).toEqual({ model: [{ units: 1 }] });
    expect(withValue(spec, '/model/7/units', 2)).toEqual(spec);
    expect(spec.model[0]?.units).toBe(1);
    expect([valueAt(spec, '/model/0/units'), valueAt(spec, '/constructor/name')]).toEqual([1, undefined]);
    withValue({}, '/__proto__/bad', 1);
    expect('bad' in {}).toBe(false);
  });
  it('specs are the same whatever says nothing', () => {
    expect(sameSpec({ version: 1, data: {}, seed: 2 }, { seed: 2, view: { title: undefined } })).toBe(true);
    expect(sameSpec({ model: [] }, {})).toBe(false);
    expect(equal([1, { a: 2 }], [1, { a: 2, b: undefined }])).toBe(true);
    expect(equal([1], [1, 2])).toBe(false);
  });
});
