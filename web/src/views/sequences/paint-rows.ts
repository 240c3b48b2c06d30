/** Paints what layers make of a sequence: features over time, vectors, and where attention goes. */
import { largest, paintDiverging } from '../../color/paint';
import { kTileReach, type Palette } from '../../color/scales';
import { inkCss } from './tint';

let scratch: OffscreenCanvas | null = null;

function picture(width: number, height: number, fill: (pixels: Uint8ClampedArray) => void): OffscreenCanvas {
  scratch ??= new OffscreenCanvas(1, 1);
  scratch.width = width;
  scratch.height = height;
  const context = scratch.getContext('2d')!;
  const image = context.createImageData(width, height);
  fill(image.data);
  context.putImageData(image, 0, 0);
  return scratch;
}

/** A canvas of so many CSS pixels, cleared; null where there is none to paint on. */
export function fresh(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
  const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Signed values (rows, columns), scaled to their own largest magnitude. */
export function paintSigned(
  context: CanvasRenderingContext2D,
  values: Float32Array,
  [rows, columns]: readonly [number, number],
  { x, y, width, height }: Place,
  palette: Palette,
): void {
  if (values.length !== rows * columns || values.length === 0) return;
  const drawn = picture(columns, rows, (pixels) =>
    paintDiverging(pixels, values, largest(values), palette, kTileReach),
  );
  // More rows than pixels run together instead of being left out.
  context.imageSmoothingEnabled = rows > 2 * height;
  context.drawImage(drawn, x, y, width, height);
}

const steps = 64;
const inks = new Map<string, string[]>();

/** Weights 0..1 (rows, columns) as ink; small ones are lifted, so that they are seen. */
export function paintWeights(
  context: CanvasRenderingContext2D,
  values: Float32Array,
  [rows, columns]: readonly [number, number],
  { x, y, width, height }: Place,
  palette: Palette,
): void {
  if (values.length !== rows * columns || values.length === 0) return;
  let table = inks.get(palette.theme);
  if (!table)
    inks.set(
      palette.theme,
      (table = Array.from({ length: steps + 1 }, (_, i) => inkCss(palette, 0.04 + (0.9 * i) / steps))),
    );
  const [w, h] = [width / columns, height / rows];
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const share = Math.sqrt(Math.min(1, Math.max(0, values[r * columns + c]!)));
      context.fillStyle = table[Math.round(share * steps)]!;
      context.fillRect(
        x + c * w,
        y + r * h,
        Math.max(0.5, w - (w > 5 ? 0.6 : 0)),
        Math.max(0.5, h - (h > 5 ? 0.6 : 0)),
      );
    }
}

/** A ring round a column of a picture. */
export function ring(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Place,
  palette: Palette,
): void {
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.strokeRect(x + 0.75, y + 0.75, Math.max(1, width - 1.5), height - 1.5);
}
