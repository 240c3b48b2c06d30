/** Pictures over two inputs: the class surface under doubt, one uncertainty, or one sample. */
import {
  largest,
  paintClasses,
  paintDiverging,
  paintSequential,
  paintSuppressed,
  paintTwoClasses,
} from '../../color/paint';
import { kFullDoubtBits, kSurfaceReach, kTileReach, type Palette } from '../../color/scales';
import type { Mode } from '../../state/app';
import type { Description, FunctionDraw, Surface } from '../../worker/protocol';
import { contours, smoothed, type Line } from './contour';
import { mostDeviation, mostEntropy } from './ranges';
import { smoothGrid } from './smooth';
import { ticks } from './ticks';
import { margin, upsample, upsampleWinners } from './upsample';

/** Finer than this the eye cannot see in a smooth field. */
const kMostRaster = 400;

/** Below so many samples the edge of doubt is mostly chance. */
const kLeastForContour = 10;

/** Passes that take the steps of the grid off a border between many classes. */
const kWear = 6;

export class PlanePainter {
  readonly #canvas = document.createElement('canvas');
  readonly #context = this.#canvas.getContext('2d')!;
  #image = new ImageData(1, 1);
  #first = new Float32Array(1);
  #second = new Float32Array(1);
  #winner = new Uint8Array(1);

  /** Mean under doubt, or one of the uncertainties. width and height: of `ctx`, in CSS pixels. */
  surface(
    ctx: CanvasRenderingContext2D,
    width: number,
    height: number,
    surface: Surface,
    description: Description,
    mode: Mode,
    palette: Palette,
  ): void {
    const pixels = this.#resize(ctx, surface.cells);
    const classes = description.classes.length;
    const regression = description.task === 'regression';
    const doubted = description.stochastic;
    if (mode === 'total' || mode === 'aleatoric' || mode === 'epistemic') {
      this.#upsample(surface[mode], surface.cells, this.#first);
      if (regression) rootOf(this.#first);
      const most = regression ? mostDeviation(description) : mostEntropy(description);
      paintSequential(pixels, this.#first, most, palette);
    } else if (regression) {
      this.#shares(surface.mean, surface.cells, description);
      if (doubted) {
        this.#upsample(surface.epistemic, surface.cells, this.#second);
        rootOf(this.#second, mostDeviation(description));
      }
      paintSuppressed(pixels, this.#first, doubted ? this.#second : null, palette);
    } else {
      if (doubted) this.#upsample(surface.epistemic, surface.cells, this.#second);
      const doubt = doubted ? this.#second : null;
      if (classes > 2) {
        this.#upsampleWinners(surface, classes);
        paintClasses(pixels, this.#winner, this.#first, doubt, classes, palette);
      } else {
        this.#upsample(surface.mean, surface.cells, this.#first);
        paintTwoClasses(pixels, this.#first, doubt, palette);
      }
    }
    this.#show(ctx, width, height);
    strokeLines(ctx, width, height, surface.cells, borders(surface, description), palette.ink, 1.3);
    if (regression) return;
    if (mode === 'mean' && doubted && surface.samples >= kLeastForContour) {
      const level = 0.5 * kFullDoubtBits * Math.LN2;
      const lines = contours(surface.epistemic, surface.cells, surface.cells, level, 6);
      strokeLines(ctx, width, height, surface.cells, lines, palette.plum, 1.5, [1.5, 3.2]);
    }
  }

  /** One function drawn from the posterior: plain colours, for a single pass has no doubt. */
  draw(
    ctx: CanvasRenderingContext2D,
    width: number,
    height: number,
    draw: FunctionDraw,
    description: Description,
    palette: Palette,
  ): void {
    const pixels = this.#resize(ctx, draw.cells);
    const classes = description.classes.length;
    if (description.task === 'regression') {
      this.#shares(draw.mean, draw.cells, description);
      paintSuppressed(pixels, this.#first, null, palette);
    } else if (classes > 2) {
      this.#upsampleWinners(draw, classes);
      paintClasses(pixels, this.#winner, this.#first, null, classes, palette);
    } else {
      this.#upsample(draw.mean, draw.cells, this.#first);
      for (let i = 0; i < this.#first.length; i++) this.#first[i] = this.#first[i]! - 0.5;
      paintDiverging(pixels, this.#first, 0.5, palette, kSurfaceReach);
    }
    this.#show(ctx, width, height);
    strokeLines(ctx, width, height, draw.cells, borders(draw, description), palette.ink, 1.3);
  }

  /** One unit's output, scaled by its own largest magnitude as its tile is. */
  unit(
    ctx: CanvasRenderingContext2D,
    width: number,
    height: number,
    values: Float32Array,
    palette: Palette,
  ): void {
    const cells = Math.round(Math.sqrt(values.length));
    const pixels = this.#resize(ctx, cells);
    this.#upsample(values, cells, this.#first);
    paintDiverging(pixels, this.#first, largest(values), palette, kTileReach);
    this.#show(ctx, width, height);
  }

  /** Four pixels a cell show all that `cells` hold. */
  #resize(ctx: CanvasRenderingContext2D, cells: number): Uint8ClampedArray {
    const shrink = Math.min(
      1,
      Math.min(kMostRaster, 4 * cells) / Math.max(1, ctx.canvas.width, ctx.canvas.height),
    );
    const width = Math.max(1, Math.round(ctx.canvas.width * shrink));
    const height = Math.max(1, Math.round(ctx.canvas.height * shrink));
    if (this.#image.width !== width || this.#image.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#image = new ImageData(width, height);
      this.#first = new Float32Array(width * height);
      this.#second = new Float32Array(width * height);
      this.#winner = new Uint8Array(width * height);
    }
    return this.#image.data;
  }

  #upsample(values: Float32Array, cells: number, out: Float32Array): void {
    upsample(values, cells, out, this.#image.width, this.#image.height);
  }

  #upsampleWinners(from: { cells: number; mean: Float32Array; winner: Uint8Array }, classes: number): void {
    const { width, height } = this.#image;
    upsampleWinners(from.winner, from.mean, from.cells, classes, this.#winner, this.#first, width, height);
  }

  /** Targets as shares 0..1 of their range. */
  #shares(mean: Float32Array, cells: number, description: Description): void {
    this.#upsample(mean, cells, this.#first);
    const range = description.targetHigh - description.targetLow || 1;
    for (let i = 0; i < this.#first.length; i++)
      this.#first[i] = (this.#first[i]! - description.targetLow) / range;
  }

  #show(ctx: CanvasRenderingContext2D, width: number, height: number): void {
    this.#context.putImageData(this.#image, 0, 0);
    ctx.imageSmoothingEnabled = true;
    ctx.imageSmoothingQuality = 'high';
    ctx.drawImage(this.#canvas, 0, 0, width, height);
  }
}

/** Variances to deviations, as shares of `unit`. */
function rootOf(values: Float32Array, unit = 1): void {
  for (let i = 0; i < values.length; i++) values[i] = Math.sqrt(Math.max(0, values[i]!)) / unit;
}

/** Decision boundaries; for a regression, lines of equal value at round numbers. */
export function borders(
  of: { cells: number; mean: Float32Array; winner: Uint8Array },
  description: Description,
): Line[] {
  const { cells, mean, winner } = of;
  if (description.task === 'regression')
    return ticks(description.targetLow, description.targetHigh, 6).flatMap((level) =>
      contours(mean, cells, cells, level, 4),
    );
  if (description.classes.length <= 2) return contours(mean, cells, cells, 0.5, 3);
  // Only the winner's probability is known, so a border lies within a cell but not where: wear it down.
  return [...new Set(winner)].flatMap((k) =>
    contours(
      smoothGrid(margin(k, winner, mean, description.classes.length), cells, 2),
      cells,
      cells,
      0,
      8,
    ).map((line) => smoothed(line, kWear)),
  );
}

function strokeLines(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  cells: number,
  lines: readonly Line[],
  colour: string,
  thickness: number,
  dash: number[] = [],
): void {
  const path = new Path2D();
  for (const { points, closed } of lines) {
    for (let i = 0; i < points.length; i += 2) {
      const x = ((points[i]! + 0.5) / cells) * width;
      const y = ((points[i + 1]! + 0.5) / cells) * height;
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    if (closed) path.closePath();
  }
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = thickness;
  ctx.lineJoin = 'round';
  ctx.lineCap = dash.length ? 'round' : 'butt';
  ctx.setLineDash(dash);
  ctx.stroke(path);
  ctx.restore();
}
