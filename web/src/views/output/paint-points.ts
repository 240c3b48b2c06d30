import { markerOf, markerPath } from '../../color/markers';
import { css, fromOklab, mixLab, parseHex, toOklab } from '../../color/oklab';
import { divergingCss, type Palette } from '../../color/scales';
import type { Description, Points } from '../../worker/protocol';
import { toPixelX, toPixelY, type Plane } from './plane';

/** More than this many points are thinned evenly: beyond it they only cover each other. */
const kMostDrawn = 4000;

/** Steps of the target's colour in a regression over two inputs. */
const kTargetSteps = 12;

export interface PointLook {
  marker: Path2D;
  colour: string;
}

/** Colour of points of class `k`: the ends of the scale, a little darker (light) or lighter (dark). */
export function pointColour(palette: Palette, k: number): string {
  const base = toOklab(parseHex(palette.categorical[k % palette.categorical.length]!));
  const towards = toOklab(parseHex(palette.dark ? '#ffffff' : '#000000'));
  return css(fromOklab(mixLab(base, towards, 0.13)));
}

/** Radius in CSS pixels: smaller on small pictures and in crowds. */
export function pointRadius(plane: Plane, count: number): number {
  const size = Math.min(plane.width, plane.height);
  const crowd = count > 1500 ? 0.6 : count > 600 ? 0.78 : count > 250 ? 0.9 : 1;
  return Math.max(1.6, Math.min(4.2, 2.3 + size / 360) * crowd);
}

/**
 * Points by class, each class with its marker: filled when learned from, hollow when kept for
 * validation, with a halo of the page's tone so that they stand on any surface.
 */
export function paintPoints(
  ctx: CanvasRenderingContext2D,
  plane: Plane,
  points: Points,
  description: Description,
  palette: Palette,
  skip: ReadonlySet<number>,
): void {
  const count = points.x.length;
  const radius = pointRadius(plane, count);
  const stride = Math.max(1, Math.ceil(count / kMostDrawn));
  const groups = new Map<number, { train: Path2D; validation: Path2D }>();
  const shapes = new Map<number, Path2D>();
  const oneAxis = description.axes.length === 1;
  const shapeOf = (k: number): Path2D => {
    let shape = shapes.get(k);
    if (!shape) shapes.set(k, (shape = new Path2D(markerPath(markerOf(k), radius))));
    return shape;
  };
  for (let n = 0; n < count; n += stride) {
    if (skip.has(points.origin[n]!)) continue;
    const px = toPixelX(plane, points.x[n]!);
    const py = toPixelY(plane, oneAxis ? heightOf(points, n, description) : points.y[n]!);
    if (px < -9 || py < -9 || px > plane.width + 9 || py > plane.height + 9) continue;
    const key = groupOf(points.value[n]!, description);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { train: new Path2D(), validation: new Path2D() }));
    const shape = shapeOf(description.task === 'classification' ? key : 0);
    const target = points.isTrain[n] ? group.train : group.validation;
    target.addPath(shape, new DOMMatrix([1, 0, 0, 1, px, py]));
  }
  ctx.lineJoin = 'round';
  for (const [key, group] of groups) {
    const colour = colourOf(key, description, palette);
    const halo = palette.dark ? palette.paper : palette.raised;
    ctx.strokeStyle = halo;
    ctx.lineWidth = 1.8;
    ctx.stroke(group.train);
    ctx.fillStyle = colour;
    ctx.fill(group.train);
    ctx.lineWidth = 3;
    ctx.stroke(group.validation);
    ctx.fillStyle = halo;
    ctx.fill(group.validation);
    ctx.strokeStyle = colour;
    ctx.lineWidth = oneAxis || description.task === 'classification' ? 1.4 : 2.6;
    ctx.stroke(group.validation);
    if (description.task === 'classification' || oneAxis) continue;
    // Middling targets have the surface's own tone: a thin line keeps them visible.
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 0.7;
    ctx.stroke(group.train);
    ctx.stroke(group.validation);
  }
}

/** Height of point n on a picture with one axis: its target; 0 or 1 for two classes; else a row at the foot. */
function heightOf(points: Points, n: number, description: Description): number {
  const value = points.value[n]!;
  if (description.task === 'regression') return value;
  const two = description.classes.length <= 2;
  // A fixed scatter by number, so that points of one class do not hide each other.
  const scatter = ((n * 0.618034) % 1) - 0.5;
  return two ? value + 0.07 * scatter : 0.045 * value + 0.03 * scatter;
}

function groupOf(value: number, description: Description): number {
  if (description.task === 'classification') return Math.max(0, Math.round(value) || 0);
  if (description.axes.length === 1) return 0;
  const share = (value - description.targetLow) / (description.targetHigh - description.targetLow);
  return Math.round(Math.min(1, Math.max(0, share)) * kTargetSteps);
}

function colourOf(key: number, description: Description, palette: Palette): string {
  if (description.task === 'classification') return pointColour(palette, key);
  if (description.axes.length === 1) return pointColour(palette, 0);
  return divergingCss(palette, (2 * key) / kTargetSteps - 1);
}
