import { describe, expect, test } from 'vitest';
import { css, fromOklab, parseHex, toOklab, type Rgb } from '../../../web/src/color/oklab';
import {
  classSurfaceCss,
  divergingCss,
  doubtOf,
  kSteps,
  paletteOf,
  sequentialCss,
  surfaceCss,
  surfaceIndex,
} from '../../../web/src/color/scales';
import { markerPath, markers } from '../../../web/src/color/markers';
import { paintClasses, paintDiverging, paintTwoClasses } from '../../../web/src/color/paint';
import { cieLab, ciede2000, seenAs, visions, type CieLab, type Vision } from './vision';

const parseCss = (text: string): Rgb => text.match(/\d+/g)!.map(Number) as unknown as Rgb;
const entry = (bytes: Uint8Array, i: number): Rgb => [bytes[i * 3]!, bytes[i * 3 + 1]!, bytes[i * 3 + 2]!];
const chroma = (rgb: Rgb) => Math.hypot(...toOklab(rgb).slice(1));

test('CIEDE2000 gives the published differences', () => {
  const pairs: [CieLab, CieLab, number][] = [
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ];
  for (const [one, other, difference] of pairs) expect(ciede2000(one, other)).toBeCloseTo(difference, 4);
});

test('OKLab goes there and back', () => {
  for (const hex of ['#226ac3', '#c15517', '#000000', '#ffffff', '#dfdce1'])
    fromOklab(toOklab(parseHex(hex))).forEach((v, i) => expect(v).toBeCloseTo(parseHex(hex)[i]!, 3));
  expect(toOklab([255, 255, 255])[0]).toBeCloseTo(1, 5);
});

describe.each(['light', 'dark'] as const)('%s scales', (theme) => {
  const palette = paletteOf(theme);
  const away = theme === 'light' ? -1 : 1;

  const lightness = (vision: Vision, bytes: Uint8Array, i: number) =>
    cieLab(seenAs(vision, entry(bytes, i)))[0];

  test.each(visions)('lightness is monotone away from the page, %s', (vision) => {
    const stops = (bytes: Uint8Array, from: number, to: number, count: number) =>
      Array.from({ length: count + 1 }, (_, k) =>
        lightness(vision, bytes, Math.round(from + ((to - from) * k) / count)),
      );
    const last = kSteps - 1;
    for (const arm of [
      stops(palette.diverging, last / 2, last, 8),
      stops(palette.diverging, last / 2, 0, 8),
      stops(palette.sequential, 0, last, 8),
    ])
      for (let k = 1; k < arm.length; k++) expect((arm[k]! - arm[k - 1]!) * away).toBeGreaterThan(0);
  });

  test.each(visions)('opposite signs stay apart, %s', (vision) => {
    for (let v = 0.375; v <= 1; v += 0.125) {
      const [plus, minus] = [v, -v].map((s) => cieLab(seenAs(vision, parseCss(divergingCss(palette, s)))));
      expect(ciede2000(plus!, minus!)).toBeGreaterThan(30);
    }
  });

  test.each(visions)('no two classes look alike, %s', (vision) => {
    const eight = palette.categorical.slice(0, 8).map((hex) => cieLab(seenAs(vision, parseHex(hex))));
    for (let i = 0; i < 8; i++)
      for (let j = i + 1; j < 8; j++) expect(ciede2000(eight[i]!, eight[j]!)).toBeGreaterThan(12);
  });

  test('neither scale has a step that hides', () => {
    const steps = (colour: (k: number) => string, count: number) =>
      Array.from({ length: count }, (_, k) =>
        ciede2000(cieLab(parseCss(colour(k))), cieLab(parseCss(colour(k + 1)))),
      );
    expect(Math.min(...steps((k) => divergingCss(palette, k / 8 - 1), 16))).toBeGreaterThan(6);
    expect(Math.min(...steps((k) => sequentialCss(palette, k / 8), 8))).toBeGreaterThan(8.5);
  });

  test('the ends are the classes, the page is the middle', () => {
    expect(divergingCss(palette, -1)).toBe(css(parseHex(palette.categorical[0]!)));
    expect(divergingCss(palette, 1)).toBe(css(parseHex(palette.categorical[1]!)));
  });

  test('doubt takes chroma and distance, and ends in fog', () => {
    const fog = parseHex(palette.fog);
    let before = Infinity;
    for (const doubt of [0, 0.34, 0.66, 0.94, 1]) {
      const [a, b] = [0, 1].map((t) => parseCss(surfaceCss(palette, t, doubt)));
      const apart = ciede2000(cieLab(a!), cieLab(b!));
      expect(apart).toBeLessThan(before);
      before = apart;
    }
    expect(parseCss(surfaceCss(palette, 0, 1))).toEqual(fog);
    expect(parseCss(surfaceCss(palette, 1, 1))).toEqual(fog);
    expect(parseCss(classSurfaceCss(palette, 2, 1, 5, 1))).toEqual(fog);
  });

  test('"half and half, surely" is not "no idea"', () => {
    const sure = parseCss(surfaceCss(palette, 0.5, 0));
    expect(ciede2000(cieLab(sure), cieLab(parseHex(palette.fog)))).toBeGreaterThan(5.8);
  });

  test('a winner no better than chance is fog; a certain one has its class colour', () => {
    expect(parseCss(classSurfaceCss(palette, 1, 0.2, 5, 0))).toEqual(parseHex(palette.fog));
    expect(chroma(parseCss(classSurfaceCss(palette, 1, 1, 5, 0)))).toBeGreaterThan(
      0.7 * chroma(parseHex(palette.categorical[1]!)),
    );
  });

  test('pictures are painted with the same colours as the key', () => {
    const pixels = new Uint8ClampedArray(8);
    const nats = 0.25;
    paintTwoClasses(pixels, Float32Array.of(0, 0.75), Float32Array.of(0, nats), palette);
    expect([...pixels.slice(0, 3)]).toEqual(parseCss(surfaceCss(palette, 0, 0)));
    expect([...pixels.slice(4, 7)]).toEqual(parseCss(surfaceCss(palette, 0.75, doubtOf(nats))));
    expect(pixels[7]).toBe(255);
    paintClasses(pixels, Uint8Array.of(3, 1), Float32Array.of(0.9, 0.4), null, 4, palette);
    expect([...pixels.slice(0, 3)]).toEqual(parseCss(classSurfaceCss(palette, 3, 0.9, 4, 0)));
    paintDiverging(pixels, Float32Array.of(-2, 5), 2, palette);
    expect([...pixels.slice(0, 3)]).toEqual(parseCss(divergingCss(palette, -1)));
    expect([...pixels.slice(4, 7)]).toEqual(parseCss(divergingCss(palette, 1)));
  });
});

test('an index never leaves its table', () => {
  const palette = paletteOf('light');
  for (const [t, u] of [
    [-1, -1],
    [2, 2],
    [0, 2],
    [2, 0],
  ] as const)
    expect(surfaceIndex(t, u) * 3).toBeLessThan(palette.surface.length);
});

test('ten markers, ten shapes', () => {
  const shapes = new Set(markers.map((marker) => markerPath(marker, 4)));
  expect(shapes.size).toBe(10);
});
