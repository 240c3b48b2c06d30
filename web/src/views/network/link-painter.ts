/** All links on one canvas, weakest first; a weight a frame costs a stroke and nothing else. */
import type { Palette } from '../../color/scales';
import type { Layout } from './layout';
import { curveOf, look, type Link } from './links';

/** A unit pointed at, in columns: its links stay, the others fade. */
export interface Focus {
  column: number;
  unit: number;
}

export interface LinkScene {
  layout: Layout;
  links: readonly Link[];
  weights: Float32Array;
  /** Largest magnitude of the network's weights. */
  scale: number;
  palette: Palette;
  focus: Focus | null;
  hot: Link | null;
  /** Keys of the units asleep in the pass that is shown. */
  asleep: ReadonlySet<string>;
  /** 0..1, of links to a column that is just being put in. */
  arriving: { column: number; opacity: number } | null;
}

const manyLinks = 400;
const fade = 0.16;

export const isAsleep = (asleep: ReadonlySet<string>, link: Link): boolean =>
  asleep.has(`${link.column - 1}:${link.input}`) || asleep.has(`${link.column}:${link.unit}`);

export const touches = (link: Link, focus: Focus): boolean =>
  (link.column === focus.column && link.input === focus.unit) ||
  (link.column + 1 === focus.column && link.unit === focus.unit);

export function paintLinks(canvas: HTMLCanvasElement, scene: LinkScene): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { layout, weights, scale, palette, focus, hot, asleep, arriving } = scene;
  const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
  const width = Math.round(layout.width * ratio);
  const height = Math.round(layout.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, layout.width, layout.height);

  const size = (link: Link): number => Math.abs(weights[link.index] ?? 0) / scale;
  let order = [...scene.links];
  if (order.length > manyLinks) order = order.filter((link) => size(link) > 0.05);
  order.sort((a, b) => size(a) - size(b));
  if (hot) order.push(hot);

  for (const link of order) {
    const curve = curveOf(link, layout);
    if (!curve) continue;
    const chosen = link === hot;
    const near = focus !== null && touches(link, focus);
    const comes = arriving && (link.column === arriving.column || link.column + 1 === arriving.column);
    const shown = (focus && !near && !chosen ? fade : 1) * (comes ? arriving.opacity : 1);
    const { width: thick, opacity } = look(size(link), layout.wide);
    const middle = (curve.x1 + curve.x2) / 2;
    context.beginPath();
    context.moveTo(curve.x1, curve.y1);
    context.bezierCurveTo(middle, curve.y1, middle, curve.y2, curve.x2, curve.y2);
    if (isAsleep(asleep, link)) {
      context.setLineDash([2, 4]);
      context.lineWidth = 0.8;
      context.globalAlpha = shown;
      context.strokeStyle = palette.line2;
    } else {
      context.setLineDash([]);
      context.lineWidth = chosen ? Math.max(2, thick) : thick;
      context.globalAlpha = chosen ? 1 : Math.min(1, opacity + (near ? 0.16 : 0)) * shown;
      context.strokeStyle = (weights[link.index] ?? 0) < 0 ? palette.neg : palette.pos;
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}
