/** Pictures of a camera or a video as the bytes that a network looks at. */
import type { ImageShape } from '../images/pixels';

/** Brightness by the weights of ITU-R BT.601, as the command has it. */
export const luma = (red: number, green: number, blue: number): number =>
  Math.floor((299 * red + 587 * green + 114 * blue + 500) / 1000);

/** Red, green, blue and alpha of every pixel as (Y, X, C), C = 1 or 3. `inverted`: dark becomes bright. */
export function bytesOf(rgba: Uint8ClampedArray, channels: 1 | 3, inverted = false): Uint8Array<ArrayBuffer> {
  const pixels = rgba.length / 4;
  const bytes = new Uint8Array(pixels * channels);
  for (let i = 0; i < pixels; i++) {
    const [red, green, blue] = [rgba[4 * i]!, rgba[4 * i + 1]!, rgba[4 * i + 2]!];
    if (channels === 1) bytes[i] = luma(red, green, blue);
    else bytes.set([red, green, blue], 3 * i);
  }
  return inverted ? bytes.map((value) => 255 - value) : bytes;
}

/** The middle of a picture with the sides' ratio of another. */
export function middleOf(
  width: number,
  height: number,
  ratio: number,
): { left: number; top: number; width: number; height: number } {
  const [w, h] = width / height > ratio ? [height * ratio, height] : [width, width / ratio];
  return { left: (width - w) / 2, top: (height - h) / 2, width: w, height: h };
}

export interface Fit {
  height: number;
  width: number;
  channels: 1 | 3;
  inverted?: boolean;
}

/** Brings pictures to one size, one after another, on a canvas of its own. */
export class Fitter {
  private readonly canvas: OffscreenCanvas;

  constructor(private readonly fit: Fit) {
    this.canvas = new OffscreenCanvas(fit.width, fit.height);
  }

  /** Null: there is no picture yet. */
  take(source: CanvasImageSource, width: number, height: number): Uint8Array<ArrayBuffer> | null {
    const context = this.canvas.getContext('2d', { willReadFrequently: true });
    if (!context || width === 0 || height === 0) return null;
    const { fit } = this;
    const part = middleOf(width, height, fit.width / fit.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(source, part.left, part.top, part.width, part.height, 0, 0, fit.width, fit.height);
    return bytesOf(context.getImageData(0, 0, fit.width, fit.height).data, fit.channels, fit.inverted);
  }
}

/** How a network sees what moves: still pictures, or so many frames as channels or as a strip. */
export interface Steps {
  count: number;
  strip: boolean;
}

/** What one frame has to be for images of this shape. */
export function frameOf([height, width, channels]: ImageShape, { count, strip }: Steps): Fit {
  if (count === 1) return { height, width, channels: channels === 3 ? 3 : 1 };
  return { height: strip ? height / count : height, width, channels: 1 };
}

/** The last frames as one image; the first stands for those that there were none of yet. */
export function joined(frames: readonly Uint8Array[], { count, strip }: Steps): Uint8Array<ArrayBuffer> {
  const [first] = frames;
  if (!first) return new Uint8Array(0);
  const last = frames.slice(-count);
  const all = [...Array.from({ length: count - last.length }, () => first), ...last];
  const size = first.length;
  const bytes = new Uint8Array(count * size);
  all.forEach((frame, t) => {
    if (strip || count === 1) bytes.set(frame, t * size);
    else frame.forEach((value, i) => (bytes[i * count + t] = value));
  });
  return bytes;
}

/** Frame t of such an image. */
export function frameAt(pixels: Uint8Array, { count, strip }: Steps, t: number): Uint8Array {
  const size = pixels.length / count;
  if (strip) return pixels.subarray(t * size, (t + 1) * size);
  return Uint8Array.from({ length: size }, (_, i) => pixels[i * count + t]!);
}
