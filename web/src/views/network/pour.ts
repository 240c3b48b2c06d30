/** The last layer pours into the output picture: soft shapes from its tiles to the picture's left edge. */
import type { Layout } from './layout';

export interface Target {
  /** Left edge of the output picture, and the part of it that can be poured into, from the view's corner. */
  x: number;
  top: number;
  bottom: number;
}

export function pours(layout: Layout, target: Target | null): string[] {
  const last = layout.columns[layout.columns.length - 1];
  if (!last || !target || target.x < last.x + layout.tile) return [];
  const count = last.y.length;
  const start = last.x + layout.tile / 2;
  const middle = (start + target.x) / 2;
  const half = Math.min(layout.tile * 0.62, (target.bottom - target.top) / (2 * count + 1));
  const spread = Math.min(layout.tile * 2.4, (target.bottom - target.top) / (count + 1));
  const centre = (target.top + target.bottom) / 2;
  return last.y.map((y, i) => {
    const end = count === 1 ? centre : centre + (i - (count - 1) / 2) * spread;
    const thin = layout.tile * 0.3;
    const up = `M${start} ${y - thin}C${middle} ${y - thin} ${middle} ${end - half} ${target.x} ${end - half}`;
    return `${up}V${end + half}C${middle} ${end + half} ${middle} ${y + thin} ${start} ${y + thin}Z`;
  });
}

/** The output picture as this view's corner sees it; null where it does not stand to the right. */
function findTarget(view: HTMLElement): Target | null {
  const picture = document.querySelector<HTMLElement>('[data-pour]');
  if (!picture || globalThis.innerWidth <= 1180) return null;
  const a = view.getBoundingClientRect();
  const b = picture.getBoundingClientRect();
  if (b.width === 0 || b.left < a.right - 4) return null;
  return {
    x: b.left - a.left - 2,
    top: Math.max(b.top - a.top, 0),
    bottom: Math.min(b.bottom - a.top, a.height),
  };
}

/** Tells where the output picture is, now and when its size changes. Gives what ends that. */
export function followTarget(
  view: HTMLElement,
  take: (found: Target | null) => void,
): (() => void) | undefined {
  let last = '';
  const measure = (): void => {
    const found = findTarget(view);
    const text = JSON.stringify(found);
    if (text !== last) take(found);
    last = text;
  };
  measure();
  const picture = document.querySelector('[data-pour]');
  if (!picture || typeof ResizeObserver === 'undefined') return undefined;
  const observer = new ResizeObserver(measure);
  observer.observe(picture);
  return () => observer.disconnect();
}
