/** Pictures of one size as they are gathered, in three channels until all are known to be grey. */
import type { OwnImages } from '../../worker/protocol';

export class Gathered {
  private readonly colour: Uint8Array;
  private readonly canvas: OffscreenCanvas;
  private readonly context: OffscreenCanvasRenderingContext2D;
  private grey = true;
  private count = 0;

  constructor(
    readonly width: number,
    readonly height: number,
    most: number,
  ) {
    this.colour = new Uint8Array(3 * width * height * most);
    this.canvas = new OffscreenCanvas(width, height);
    this.context = this.canvas.getContext('2d', { willReadFrequently: true })!;
    this.context.imageSmoothingQuality = 'high';
  }

  /** Adds what is drawn on an empty canvas of this size. */
  add(draw: (context: OffscreenCanvasRenderingContext2D) => void): void {
    const { width, height, context } = this;
    context.clearRect(0, 0, width, height);
    draw(context);
    const { data } = context.getImageData(0, 0, width, height);
    let to = 3 * width * height * this.count++;
    for (let from = 0; from < data.length; from += 4) {
      for (let c = 0; c < 3; c++) this.colour[to++] = data[from + c]!;
      this.grey &&= data[from] === data[from + 1] && data[from] === data[from + 2];
    }
  }

  take(labels: Uint16Array, isTest: Uint8Array, classNames: string[]): OwnImages {
    const { colour, height, width, grey } = this;
    return {
      height,
      width,
      channels: grey ? 1 : 3,
      pixels: grey ? Uint8Array.from({ length: colour.length / 3 }, (_, i) => colour[3 * i]!) : colour,
      labels,
      isTest,
      classNames,
    };
  }
}

/** Larger pictures are made smaller: what a network of this page can learn from in reasonable time. */
const mostSide = 64;

/** The size all are brought to: the first one's, smaller where it is large. */
export function commonSize(width: number, height: number): [width: number, height: number] {
  const factor = Math.min(1, mostSide / Math.max(width, height));
  return [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))];
}

/** Photographs lie as they were meant to be seen, whichever way the camera was held. */
export function decode(file: File, path: string, options?: ImageBitmapOptions): Promise<ImageBitmap> {
  return createImageBitmap(file, { ...options, imageOrientation: 'from-image' }).catch(() => {
    throw new Error(`${path} is not a picture that this browser can read.`);
  });
}
