/** Images as bytes (Y, X, C): painted, turned, and brought to the size that a network learns from. */
import { fromOklab, mixLab, parseHex, toOklab } from '../../color/oklab';
import type { Palette } from '../../color/scales';

/** [Y, X, C] */
export type ImageShape = readonly [number, number, number];

export const shapeOf = (shape: readonly number[]): ImageShape => [
  shape[0] ?? 1,
  shape[1] ?? 1,
  shape[2] ?? 1,
];

/** (256 x 3) from paper to ink, so that a grey image is ink on paper in either theme. */
function inkTable(palette: Palette): Uint8Array {
  const [paper, ink] = [toOklab(parseHex(palette.raised)), toOklab(parseHex(palette.ink))];
  const table = new Uint8Array(3 * 256);
  for (let value = 0; value < 256; value++)
    table.set(fromOklab(mixLab(paper, ink, value / 255)).map(Math.round), 3 * value);
  return table;
}

const inks = new Map<string, Uint8Array>();

function inkOf(palette: Palette): Uint8Array {
  let table = inks.get(palette.theme);
  if (!table) inks.set(palette.theme, (table = inkTable(palette)));
  return table;
}

/** Frames of a clip as one grey: the later, the stronger, so that the way of what moves is seen. */
export function trailOf(pixels: Uint8Array, at: number, frames: number): number {
  let most = 0;
  for (let t = 0; t < frames; t++)
    most = Math.max(most, pixels[frames * at + t]! * (0.15 + (0.85 * t) / (frames - 1)));
  return Math.round(most);
}

/** Grey as ink on paper, colours as they are, more channels as the frames of a clip. */
export function paintImage(
  canvas: HTMLCanvasElement,
  pixels: Uint8Array,
  [height, width, channels]: ImageShape,
  palette: Palette,
): void {
  const context = canvas.getContext('2d');
  if (!context || pixels.length !== height * width * channels) return;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const image = context.createImageData(width, height);
  const ink = inkOf(palette);
  for (let i = 0; i < height * width; i++) {
    const grey = channels > 4 ? trailOf(pixels, i, channels) : pixels[channels * i]!;
    const colour = channels === 3 || channels === 4;
    for (let c = 0; c < 3; c++)
      image.data[4 * i + c] = colour ? pixels[channels * i + c]! : ink[3 * grey + c]!;
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** The image turned clockwise about its middle; what comes in from outside is 0. Bilinear. */
export function turned(
  pixels: Uint8Array,
  [height, width, channels]: ImageShape,
  degrees: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(pixels.length);
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2];
  const at = (y: number, x: number, c: number): number =>
    y < 0 || x < 0 || y >= height || x >= width ? 0 : pixels[(y * width + x) * channels + c]!;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromX = cos * (x - middleX) + sin * (y - middleY) + middleX;
      const fromY = -sin * (x - middleX) + cos * (y - middleY) + middleY;
      const [x0, y0] = [Math.floor(fromX), Math.floor(fromY)];
      const [dx, dy] = [fromX - x0, fromY - y0];
      for (let c = 0; c < channels; c++) {
        const above = at(y0, x0, c) * (1 - dx) + at(y0, x0 + 1, c) * dx;
        const below = at(y0 + 1, x0, c) * (1 - dx) + at(y0 + 1, x0 + 1, c) * dx;
        out[(y * width + x) * channels + c] = Math.round(above * (1 - dy) + below * dy);
      }
    }
  }
  return out;
}

/** The image with normal noise on it, the same one every time: `share` of full ink is its deviation. */
export function noised(pixels: Uint8Array, share: number): Uint8Array<ArrayBuffer> {
  let state = 1;
  const uniform = (): number => {
    // A linear congruential generator (Numerical Recipes): its upper bits are random enough to look at.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Uint8Array.from(pixels, (value) => {
    // Box and Muller 1958.
    const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    return Math.min(255, Math.max(0, Math.round(value + 255 * share * normal)));
  });
}

/** One channel of feature maps (Y, X, C). */
export function channelOf(maps: Float32Array, channels: number, channel: number): Float32Array {
  return Float32Array.from({ length: maps.length / channels }, (_, i) => maps[i * channels + channel]!);
}
