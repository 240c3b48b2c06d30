/** The step of a text or window that all views of a page point at. */
import type { App } from '../../state/app';

export class Focus {
  /** Pointed at for now; null: none. */
  hovered: number | null = $state(null);
  /** Chosen, until another is. */
  pinned: number | null = $state(null);

  get step(): number | null {
    return this.hovered ?? this.pinned;
  }

  /** Chooses a step, or lets go of it. */
  toggle(step: number): void {
    this.pinned = this.pinned === step ? null : step;
  }
}

const all = new WeakMap<App, Focus>();

export function focusOf(app: App): Focus {
  let focus = all.get(app);
  if (!focus) all.set(app, (focus = new Focus()));
  return focus;
}
