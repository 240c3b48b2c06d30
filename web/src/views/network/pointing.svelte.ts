/** Pointing at units: what is pinned stays until it is let go. */
import type { App, Pointed } from '../../state/app';
import { pictureKey } from './tile-painter';

export type Unit = Omit<Pointed, 'pinned'>;

export class Pointing {
  /** The list of the unit's weights is open. */
  listing = $state(false);

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
}
