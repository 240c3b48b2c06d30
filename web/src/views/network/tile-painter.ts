/**
 * Pictures of units on small canvases. One ImageData is shared by all of them; a canvas is painted when
 * its numbers came, when it appeared, and when the theme changed, never through the page's framework.
 */
import { largest, paintDiverging } from '../../color/paint';
import { divergingCss, kTileReach, type Palette } from '../../color/scales';

export const planeCells = 44;
export const curveCells = 88;

interface Place {
  canvas: HTMLCanvasElement;
  key: string;
}

export const pictureKey = (layer: number, unit: number): string => `${layer}:${unit}`;

export class TilePainter {
  private readonly places = new Set<Place>();
  private pictures = new Map<string, Float32Array>();
  private image: ImageData | null = null;
  private palette: Palette | null = null;
  private curve = false;

  /** Svelte action: a canvas that shows the picture `key`. */
  readonly tile = (canvas: HTMLCanvasElement, key: string) => {
    const place: Place = { canvas, key };
    this.places.add(place);
    this.paint(place);
    return {
      update: (next: string) => {
        if (next === place.key) return;
        place.key = next;
        this.paint(place);
      },
      destroy: () => this.places.delete(place),
    };
  };

  /**
   * New pictures: (cells x cells) each, or (cells) along one axis. Those not given stay as they are, as do
   * empty ones: a run over no axes, as of images, has no others until its own view is here.
   */
  show(pictures: Map<string, Float32Array>, curve: boolean, palette: Palette): void {
    const fresh = palette !== this.palette || curve !== this.curve;
    if (curve !== this.curve) this.pictures.clear();
    this.palette = palette;
    this.curve = curve;
    pictures.forEach((picture, key) => picture.length > 0 && this.pictures.set(key, picture));
    for (const place of this.places) if (fresh || pictures.has(place.key)) this.paint(place);
  }

  /** Forgets all: other layers have these numbers now. */
  clear(): void {
    this.pictures.clear();
  }

  private paint({ canvas, key }: Place): void {
    const picture = this.pictures.get(key);
    if (!picture || !this.palette) return;
    const context = canvas.getContext('2d');
    if (!context) return;
    if (this.curve) drawCurve(canvas, context, picture, this.palette);
    else this.drawPlane(canvas, context, picture, this.palette);
  }

  private drawPlane(
    canvas: HTMLCanvasElement,
    context: CanvasRenderingContext2D,
    picture: Float32Array,
    palette: Palette,
  ): void {
    const cells = Math.round(Math.sqrt(picture.length));
    if (canvas.width !== cells || canvas.height !== cells) canvas.width = canvas.height = cells;
    if (this.image?.width !== cells) this.image = context.createImageData(cells, cells);
    paintDiverging(this.image.data, picture, largest(picture), palette, kTileReach);
    context.putImageData(this.image, 0, 0);
  }
}

/** A curve with the area to zero filled by its sign, scaled by its own largest magnitude. */
function drawCurve(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  picture: Float32Array,
  palette: Palette,
): void {
  const size = 132;
  if (canvas.width !== size || canvas.height !== size) canvas.width = canvas.height = size;
  const scale = largest(picture);
  const middle = size / 2;
  const across = (i: number): number => (i / Math.max(1, picture.length - 1)) * size;
  const up = (value: number): number => middle - (value / scale) * size * 0.38;
  context.fillStyle = palette.raised;
  context.fillRect(0, 0, size, size);
  for (let column = 0; column < size; column += 3) {
    const value = picture[Math.round((column / (size - 3)) * (picture.length - 1))] ?? 0;
    context.fillStyle = divergingCss(palette, (value / scale) * 0.7);
    const y = up(value);
    context.fillRect(column, Math.min(y, middle), 3, Math.abs(y - middle));
  }
  context.strokeStyle = palette.line2;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(0, middle);
  context.lineTo(size, middle);
  context.stroke();
  context.strokeStyle = palette.ink;
  context.lineWidth = 5;
  context.lineJoin = 'round';
  context.beginPath();
  picture.forEach((value, i) => (i ? context.lineTo(across(i), up(value)) : context.moveTo(0, up(value))));
  context.stroke();
}
