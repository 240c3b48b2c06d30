/**
 * Decides what becomes the reader's own work. A link or an example is only looked at, until the reader
 * edits it; what was there before then stays one step away.
 */
import { sameSpec } from '../config/pointer';
import type { Spec } from '../config/spec-types';
import { OwnWork, type Work } from './own';
import type { Shelf } from './storage';

export class Keeper {
  private readonly own: OwnWork;
  private preview = false;
  /** False: nothing outlives the page. */
  saved: boolean;

  constructor(
    shelf: Shelf,
    /** An embedded page keeps nothing: it is its author's. */
    private readonly embedded: boolean,
  ) {
    this.own = new OwnWork(shelf);
    this.saved = shelf.works && !embedded;
  }

  last(): Work | null {
    return this.embedded ? null : this.own.last();
  }

  /** Something is shown that the reader did not make. Tells whether own work is kept beside it. */
  lookAt(spec: Spec): boolean {
    const last = this.last();
    this.preview = !this.embedded && !(last && sameSpec(last.spec, spec));
    return this.preview && last !== null;
  }

  /** What `restoreOwn` goes back to. */
  restorable(): Work | null {
    if (this.embedded) return null;
    return this.preview ? this.own.last() : this.own.before();
  }

  /** From now on what is shown is the reader's. */
  adopt(): void {
    this.preview = false;
  }

  /** The reader made this. True: it was somebody else's until now. */
  keep(work: Work): boolean {
    const adopted = this.preview;
    if (this.embedded) return false;
    if (adopted) this.own.moveAside();
    this.preview = false;
    this.saved = this.own.save(work);
    return adopted;
  }
}
