/**
 * What is drawn on the pad as an image that a network of digits knows: scaled so that the strokes fit a
 * box of 20 in 28 pixels, as MNIST was made (LeCun, Cortes, Burges).
 */
import type { ImageShape } from './pixels';

/** A stroke is the places the pen has been at, 0..1 of the pad's side. */
export type Stroke = [x: number, y: number][];

/** Side of the box that the strokes fill, and width of the pen, as shares of the image's side. */
const box = 20 / 28;
const pen = 2.4 / 28;

interface Frame {
  scale: number;
  left: number;
  top: number;
}

/** How the strokes' own box becomes the middle of an image of side 1. */
export function framed(strokes: readonly Stroke[]): Frame {
  const points = strokes.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  // A dot stays a dot.
  const scale = (box - pen) / Math.max(right - left, bottom - top, 0.2);
  return {
    scale,
    left: 0.5 - (scale * (left + right)) / 2,
    top: 0.5 - (scale * (top + bottom)) / 2,
  };
}

/** Centre of mass in pixels; the middle of an empty image. */
export function centreOf(grey: Uint8Array, height: number, width: number): [x: number, y: number] {
  let [mass, sumX, sumY] = [0, 0, 0];
  grey.forEach((value, i) => {
    mass += value;
    sumX += value * (i % width);
    sumY += value * Math.floor(i / width);
  });
  return mass > 0 ? [sumX / mass, sumY / mass] : [(width - 1) / 2, (height - 1) / 2];
}

type Draw = (grey: { frame: Frame; shift: [number, number] }) => Uint8Array;

/** Draws twice: once to find the centre of mass, then with it in the middle. */
export function centred(strokes: readonly Stroke[], [height, width]: ImageShape, draw: Draw): Uint8Array {
  const frame = framed(strokes);
  const first = draw({ frame, shift: [0, 0] });
  const [x, y] = centreOf(first, height, width);
  return draw({ frame, shift: [(width - 1) / 2 - x, (height - 1) / 2 - y] });
}

/**
 * The strokes as bytes (Y, X, C), every channel alike. `byMass`: the centre of mass is in the middle, as in
 * MNIST; else the box round the strokes is, as in the made sets.
 */
export function rastered(
  strokes: readonly Stroke[],
  shape: ImageShape,
  byMass: boolean,
): Uint8Array<ArrayBuffer> {
  const [height, width, channels] = shape;
  const side = Math.min(height, width);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context || strokes.length === 0) return new Uint8Array(height * width * channels);
  const draw: Draw = ({ frame, shift }) => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.lineWidth = pen * side;
    context.lineCap = context.lineJoin = 'round';
    for (const stroke of strokes) {
      context.beginPath();
      for (const [x, y] of stroke)
        context.lineTo(
          (width - side) / 2 + side * (frame.scale * x + frame.left) + shift[0],
          (height - side) / 2 + side * (frame.scale * y + frame.top) + shift[1],
        );
      const [only] = stroke;
      if (stroke.length === 1 && only)
        context.lineTo(
          (width - side) / 2 + side * (frame.scale * only[0] + frame.left) + shift[0] + 0.01,
          (height - side) / 2 + side * (frame.scale * only[1] + frame.top) + shift[1],
        );
      context.stroke();
    }
    const { data } = context.getImageData(0, 0, width, height);
    return Uint8Array.from({ length: width * height }, (_, i) => data[4 * i + 3]!);
  };
  const grey = byMass ? centred(strokes, shape, draw) : draw({ frame: framed(strokes), shift: [0, 0] });
  return Uint8Array.from({ length: grey.length * channels }, (_, i) => grey[Math.floor(i / channels)]!);
}
