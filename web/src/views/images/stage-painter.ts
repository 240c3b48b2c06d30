/** Paints the tiles of a column: an image, feature maps or units, each on its own scale. */
import { largest, paintDiverging } from '../../color/paint';
import { divergingCss, kTileReach, type Palette } from '../../color/scales';
import { channelOf } from './pixels';
import { isMaps, type Place } from './stages';

let scratch: OffscreenCanvas | null = null;

/** Feature map `channel` as a small canvas of its own size, valid until the next is asked for. */
export function mapPicture(
  maps: Float32Array,
  [height = 1, width = 1, channels = 1]: readonly number[],
  channel: number,
  palette: Palette,
): OffscreenCanvas {
  scratch ??= new OffscreenCanvas(1, 1);
  if (scratch.width !== width || scratch.height !== height) {
    scratch.width = width;
    scratch.height = height;
  }
  const context = scratch.getContext('2d')!;
  const image = context.createImageData(width, height);
  const values = channelOf(maps, channels, channel);
  paintDiverging(image.data, values, largest(values), palette, kTileReach);
  context.putImageData(image, 0, 0);
  return scratch;
}

/** Upper left corner of tile `i`, from that of its column's tiles. */
export function cornerOf(place: Place, i: number): [x: number, y: number] {
  const step = (size: number, tile: number, count: number): number =>
    count > 1 ? (size - tile) / (count - 1) : 0;
  const column = i % place.columns;
  const row = Math.floor(i / place.columns);
  return [
    column * step(place.width, place.tile, place.columns),
    row * step(place.height, place.tall, place.rows),
  ];
}

/** The tile under a point, -1 between them. */
export function tileAt(place: Place, x: number, y: number): number {
  for (let i = 0; i < place.shown; i++) {
    const [left, top] = cornerOf(place, i);
    if (x >= left && x <= left + place.tile && y >= top && y <= top + place.tall) return i;
  }
  return -1;
}

/** The canvas is `place.width` by `place.height` CSS pixels; `hot` has a ring. */
export function paintStage(
  canvas: HTMLCanvasElement,
  values: Float32Array | null,
  shape: readonly number[],
  place: Place,
  palette: Palette,
  hot: number,
): void {
  const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
  const [width, height] = [Math.ceil(place.width * ratio), Math.ceil(place.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, place.width, place.height);
  context.imageSmoothingEnabled = false;
  const scale = values && !isMaps(shape) ? largest(values) : 1;
  const { tile, tall } = place;
  const edged = tall >= 6;
  const radius = edged ? Math.min(7, tile / 6) : 0;
  if (!edged) {
    context.beginPath();
    context.roundRect(0, 0, place.width, place.height, 3);
    context.clip();
  }
  for (let i = 0; i < place.shown; i++) {
    const [x, y] = cornerOf(place, i);
    context.beginPath();
    context.roundRect(x, y, tile, edged ? tall : tall + 0.5, radius);
    if (!values) {
      context.fillStyle = palette.sunk;
      context.fill();
    } else if (isMaps(shape)) {
      context.save();
      context.clip();
      context.drawImage(mapPicture(values, shape, i, palette), x, y, tile, tall);
      context.restore();
    } else {
      context.fillStyle = divergingCss(palette, ((values[i] ?? 0) / scale) * kTileReach);
      context.fill();
    }
    if (edged) {
      context.lineWidth = i === hot ? 2 : 1;
      context.strokeStyle = i === hot ? palette.ink : palette.line2;
      const inset = i === hot ? 1 : 0.5;
      context.beginPath();
      context.roundRect(x + inset, y + inset, tile - 2 * inset, tall - 2 * inset, radius);
      context.stroke();
    }
  }
}
