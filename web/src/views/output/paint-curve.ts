/** Pictures over one input: bands, single passes and the mean; or probabilities of classes. */
import { classSurfaceCss, type Palette } from '../../color/scales';
import { largest } from '../../color/paint';
import type { Mode } from '../../state/app';
import type { Description, FunctionDraw, Surface } from '../../worker/protocol';
import { quantiles } from './dots';
import { toPixelY, type Plane } from './plane';
import { kFoot, kLines, mostDeviation, mostEntropy } from './ranges';

type Heights = (cell: number) => number;

/** Point i of `cells`, in pixels: the first and the last lie on the borders. */
const cellX = (i: number, cells: number, width: number): number => (i / Math.max(1, cells - 1)) * width;

function trace(path: Path2D, cells: number, width: number, y: Heights, backwards = false): void {
  for (let k = 0; k < cells; k++) {
    const i = backwards ? cells - 1 - k : k;
    path.lineTo(cellX(i, cells, width), y(i));
  }
}

function line(ctx: CanvasRenderingContext2D, cells: number, width: number, y: Heights): void {
  const path = new Path2D();
  trace(path, cells, width, y);
  ctx.stroke(path);
}

function band(
  ctx: CanvasRenderingContext2D,
  cells: number,
  width: number,
  low: Heights,
  high: Heights,
): void {
  const path = new Path2D();
  trace(path, cells, width, high);
  trace(path, cells, width, low, true);
  path.closePath();
  ctx.fill(path);
}

export interface Curve {
  surface: Surface | undefined;
  draws: readonly FunctionDraw[];
  description: Description;
  mode: Mode;
  palette: Palette;
}

export function paintCurve(ctx: CanvasRenderingContext2D, plane: Plane, curve: Curve): void {
  ctx.lineJoin = 'round';
  if (curve.description.task === 'regression') paintRegression(ctx, plane, curve);
  else paintClassification(ctx, plane, curve);
}

function paintRegression(ctx: CanvasRenderingContext2D, plane: Plane, curve: Curve): void {
  const { surface, draws, description, mode, palette } = curve;
  const { width } = plane;
  const lines = (): void => {
    ctx.strokeStyle = palette.plum;
    ctx.lineWidth = mode === 'sample' ? 2 : 0.9;
    ctx.globalAlpha = mode === 'sample' ? 1 : 0.5;
    for (const draw of draws.slice(0, mode === 'sample' ? 1 : kLines))
      line(ctx, draw.cells, width, (i) => toPixelY(plane, draw.mean[i]!));
    ctx.globalAlpha = 1;
  };
  if (mode === 'sample') {
    lines();
    return;
  }
  if (!surface) return;
  const deviation =
    (part: 'total' | 'aleatoric' | 'epistemic') =>
    (i: number): number =>
      Math.sqrt(Math.max(0, surface[part][i]!));
  const spread = (part: 'total' | 'aleatoric' | 'epistemic', times: number, fill: string): void => {
    const sd = deviation(part);
    ctx.fillStyle = fill;
    const edge = (sign: number) => (i: number) => toPixelY(plane, surface.mean[i]! + sign * times * sd(i));
    band(ctx, surface.cells, width, edge(-1), edge(1));
  };
  const inner = (part: 'total' | 'aleatoric' | 'epistemic', colour: string): void => {
    ctx.globalAlpha = 0.16;
    spread(part, 1, colour);
    ctx.globalAlpha = 1;
  };
  // Where the model doubts nothing there is no plum band to see.
  if (mode === 'mean') {
    spread('total', 2, palette.tealWash);
    if (description.stochastic) {
      spread('epistemic', 2, palette.plumWash);
      inner('epistemic', palette.plum);
      lines();
    }
  } else {
    const wash = mode === 'epistemic' ? palette.plumWash : palette.tealWash;
    const ink = mode === 'epistemic' ? palette.plum : palette.teal;
    spread(mode, 2, wash);
    inner(mode, ink);
    const most = mostDeviation(description);
    const sd = deviation(mode);
    foot(ctx, plane, surface.cells, (i) => sd(i) / most, ink, palette);
  }
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 2.3;
  line(ctx, surface.cells, width, (i) => toPixelY(plane, surface.mean[i]!));
}

/** The chosen uncertainty as a curve of its own along the bottom, `share` of its fixed range. */
function foot(
  ctx: CanvasRenderingContext2D,
  plane: Plane,
  cells: number,
  share: Heights,
  colour: string,
  palette: Palette,
): void {
  const height = plane.height * kFoot;
  const y: Heights = (i) => plane.height - Math.min(1, share(i)) * (height - 4);
  ctx.fillStyle = palette.raised;
  ctx.globalAlpha = 0.82;
  ctx.fillRect(0, plane.height - height, plane.width, height);
  ctx.globalAlpha = 0.3;
  ctx.fillStyle = colour;
  band(ctx, cells, plane.width, () => plane.height, y);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.line2;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(0, plane.height - height + 0.5);
  ctx.lineTo(plane.width, plane.height - height + 0.5);
  ctx.stroke();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.6;
  line(ctx, cells, plane.width, y);
}

function paintClassification(ctx: CanvasRenderingContext2D, plane: Plane, curve: Curve): void {
  const { surface, draws, description, mode, palette } = curve;
  const { width, height } = plane;
  const classes = description.classes.length;
  const shown = mode === 'sample' ? draws[0] : surface;
  if (!shown) return;
  if (surface && mode !== 'mean' && mode !== 'sample') {
    const most = mostEntropy(description);
    const colour = mode === 'epistemic' ? palette.plum : palette.teal;
    const y: Heights = (i) => height * (1 - Math.min(1, surface[mode][i]! / most));
    ctx.fillStyle = mode === 'epistemic' ? palette.plumWash : palette.tealWash;
    band(ctx, surface.cells, width, () => height, y);
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2.3;
    line(ctx, surface.cells, width, y);
    return;
  }
  classRibbon(ctx, plane, shown, classes, palette);
  const sameShape = draws.filter((draw) => draw.mean.length === draws[0]?.mean.length);
  if (mode === 'mean' && description.stochastic && classes <= 2 && sameShape.length > 4)
    passBand(ctx, plane, sameShape, palette);
  ctx.strokeStyle = mode === 'sample' ? palette.plum : palette.ink;
  ctx.lineWidth = mode === 'sample' ? 2 : 2.3;
  line(ctx, shown.cells, width, (i) => toPixelY(plane, shown.mean[i]!));
}

/** Nine in ten of the single passes lie in the band; some of them are drawn. */
function passBand(
  ctx: CanvasRenderingContext2D,
  plane: Plane,
  draws: readonly FunctionDraw[],
  palette: Palette,
): void {
  const cells = draws[0]!.cells;
  const edges = Array.from({ length: cells }, (_, i) => {
    const tenths = quantiles(
      draws.map((draw) => draw.mean[i]!),
      10,
    );
    return [toPixelY(plane, tenths[0]!), toPixelY(plane, tenths[tenths.length - 1]!)] as const;
  });
  ctx.fillStyle = palette.plumWash;
  ctx.globalAlpha = 0.85;
  band(
    ctx,
    cells,
    plane.width,
    (i) => edges[i]![0],
    (i) => edges[i]![1],
  );
  ctx.strokeStyle = palette.plum;
  ctx.lineWidth = 0.9;
  ctx.globalAlpha = 0.5;
  for (const draw of draws.slice(0, kLines))
    line(ctx, cells, plane.width, (i) => toPixelY(plane, draw.mean[i]!));
  ctx.globalAlpha = 1;
}

/** Which class wins, as a wash under its probability. */
function classRibbon(
  ctx: CanvasRenderingContext2D,
  plane: Plane,
  of: { cells: number; mean: Float32Array; winner: Uint8Array },
  classes: number,
  palette: Palette,
): void {
  const classAt = (i: number): number => (classes <= 2 ? (of.mean[i]! >= 0.5 ? 1 : 0) : of.winner[i]!);
  ctx.globalAlpha = 0.26;
  for (let from = 0; from < of.cells - 1;) {
    const k = classAt(from);
    let to = from + 1;
    while (to < of.cells - 1 && classAt(to) === k) to++;
    ctx.fillStyle = classSurfaceCss(palette, k, 1, classes, 0);
    // Two classes share the height between them; of more, the winner's part is shown.
    const edge = classes <= 2 && k === 0 ? 0 : plane.height;
    const path = new Path2D();
    for (let i = from; i <= to; i++)
      path.lineTo(cellX(i, of.cells, plane.width), toPixelY(plane, of.mean[i]!));
    path.lineTo(cellX(to, of.cells, plane.width), edge);
    path.lineTo(cellX(from, of.cells, plane.width), edge);
    path.closePath();
    ctx.fill(path);
    from = to;
  }
  ctx.globalAlpha = 1;
}

/** One unit over one input: its curve, filled to zero by sign. */
export function paintUnitCurve(
  ctx: CanvasRenderingContext2D,
  plane: Plane,
  values: Float32Array,
  palette: Palette,
): void {
  const most = largest(values) * 1.1;
  const y = (value: number): number => plane.height * (0.5 - value / most / 2);
  for (const sign of [1, -1]) {
    ctx.fillStyle = sign > 0 ? palette.pos : palette.neg;
    ctx.globalAlpha = 0.45;
    const edge: Heights = (i) => y(sign > 0 ? Math.max(0, values[i]!) : Math.min(0, values[i]!));
    band(ctx, values.length, plane.width, () => y(0), edge);
  }
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 2.3;
  line(ctx, values.length, plane.width, (i) => y(values[i]!));
}
