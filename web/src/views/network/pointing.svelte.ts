/** Pointing at units and links: what is pinned stays until it is let go. */
import type { App, Pointed } from '../../state/app';
import { neighbour, type Layout, type Spot } from './layout';
import { pictureKey } from './tile-painter';

export type Unit = Omit<Pointed, 'pinned'>;

/** What knows the links under a pointer. */
interface Links {
  hover(event: MouseEvent | null): boolean;
  press(event: MouseEvent): boolean;
  close(): boolean;
}

const overParts = (event: Event): boolean =>
  (event.target as Element).closest('button, input, [role]:not(.net)') !== null;

export class Pointing {
  /** The list of the unit's weights is open. */
  listing = $state(false);
  /** A link is under the pointer. */
  aimed = $state(false);
  /** Where arrow keys have led. */
  active = $state.raw<Spot>({ column: 0, tile: 0 });

  /** `opened` tells whether all units of this one's column are shown over the network. */
  constructor(
    private readonly app: Pick<App, 'pointed'>,
    private readonly host: () => HTMLElement,
    private readonly opened: (unit: Unit) => boolean,
  ) {}

  private at({ layer, unit, stage }: Unit): boolean {
    const seen = this.app.pointed;
    return seen?.layer === layer && seen.unit === unit && seen.stage === stage;
  }

  point(unit: Unit, on: boolean): void {
    if (this.app.pointed?.pinned || unit.unit < 0) return;
    if (on) this.pin(unit, false);
    else if (this.at(unit)) this.app.pointed = null;
  }

  pin(unit: Unit, pinned = true): void {
    this.listing = false;
    this.app.pointed = { ...unit, pinned };
  }

  /** A second click lets go. */
  pick(unit: Unit): void {
    if (this.app.pointed?.pinned && this.at(unit)) this.release();
    else this.pin(unit);
  }

  /** The focus goes from the lens back to the unit. */
  release(): void {
    const seen = this.app.pointed;
    const inLens = document.activeElement?.closest('.lens') !== null;
    this.listing = false;
    this.app.pointed = null;
    if (!seen || !inLens) return;
    const where = this.opened(seen) ? '.all ' : '.place ';
    this.host()
      .querySelector<HTMLElement>(`${where}[data-unit="${pictureKey(seen.stage ?? seen.layer, seen.unit)}"]`)
      ?.focus({ preventScroll: true });
    this.app.pointed = null;
  }

  /** On a tile: arrows walk, W lists its weights if it has some. */
  keys(event: KeyboardEvent, unit: Unit, weighted: boolean, spot: Spot | null, layout: Layout): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'w' || event.key === 'W') {
      if (!weighted) return;
      this.pin(unit);
      this.listing = true;
    } else if (event.key === 'Escape' && this.app.pointed) {
      this.release();
    } else if (spot && /^(Arrow|Home|End)/.test(event.key)) {
      const { column, tile } = (this.active = neighbour(layout, spot, event.key));
      this.host()
        .querySelector<HTMLElement>(`[data-tile="${column},${tile}"]`)
        ?.focus({ preventScroll: true });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  hover(event: PointerEvent, links: Links): void {
    if (event.pointerType === 'touch') return;
    this.aimed = links.hover(overParts(event) || this.app.pointed?.pinned ? null : event);
  }

  press(event: MouseEvent, links: Links): void {
    const aside = (event.target as Element).closest('.top, .insert, .under, .more');
    if (aside && this.app.pointed) this.release();
    if (overParts(event)) return;
    if (links.press(event) || this.app.pointed?.pinned) this.release();
  }

  escape(event: KeyboardEvent, links: Links, grid: { close(): void } | undefined): void {
    if (event.key !== 'Escape') return;
    if (this.app.pointed?.pinned) this.release();
    else if (!links.close()) grid?.close();
  }
}
