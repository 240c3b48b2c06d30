/** From one layout to the next: a column that is put in opens its gap in 420 ms, all else is at once. */
import { blend, type Layout } from './layout';

const duration = 420;

const still = (): boolean => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;

const reshaped = (from: Layout, to: Layout): boolean =>
  from.columns.length !== to.columns.length ||
  to.columns.some(
    (column, k) => column.key !== from.columns[k]?.key || column.y.length !== from.columns[k]?.y.length,
  );

export class Glide {
  layout = $state.raw<Layout>({
    width: 0,
    height: 0,
    tile: 0,
    phone: false,
    wide: false,
    pitch: 0,
    columns: [],
  });
  /** The column that is on its way in. */
  arriving = $state.raw<{ column: number; opacity: number } | null>(null);
  private timer = 0;

  /** Goes to `target` from wherever it is. */
  to(target: Layout): void {
    cancelAnimationFrame(this.timer);
    const from = this.layout;
    if (from.width !== target.width || from.height !== target.height || !reshaped(from, target) || still()) {
      this.layout = target;
      this.arriving = null;
      return;
    }
    const known = from.columns.map((column) => column.key);
    const fresh = target.columns.findIndex((column) => !known.includes(column.key));
    const start = performance.now();
    const step = (now: number): void => {
      const t = Math.min(1, Math.max(0, (now - start) / duration));
      this.layout = blend(from, target, t * t * (3 - 2 * t));
      this.arriving = fresh >= 0 && t < 1 ? { column: fresh, opacity: t * t } : null;
      if (t < 1) this.timer = requestAnimationFrame(step);
    };
    step(start);
  }

  stop(): void {
    cancelAnimationFrame(this.timer);
  }
}
