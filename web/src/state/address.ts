/**
 * The page's address. Written when things have settled, since browsers refuse more than a hundred
 * changes in ten seconds; larger changes become steps of the history, so that back and forward work.
 */
export interface AddressPage {
  readonly location: { hash: string; origin: string; pathname: string; search: string };
  readonly history: Pick<History, 'state' | 'replaceState' | 'pushState'>;
  /** An element of the page that a skip link goes to has this id. */
  readonly document: { getElementById(id: string): unknown };
  addEventListener(type: 'hashchange' | 'popstate', listener: () => void): void;
  removeEventListener(type: 'hashchange' | 'popstate', listener: () => void): void;
}

const settled = 500;
const mark = 'hunch';

export class Address {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private push = false;
  private shown: string;

  constructor(
    private readonly page: AddressPage,
    /** The hash changed from outside: `own` by back and forward, else a link was pasted. */
    private readonly onHash: (hash: string, own: boolean) => void,
    private readonly hash: () => Promise<string>,
    /** Inside a frame the host's history is left alone. */
    private readonly mayPush: boolean,
  ) {
    this.shown = this.current;
    page.addEventListener('popstate', this.changed);
    page.addEventListener('hashchange', this.changed);
  }

  get current(): string {
    const hash = this.page.location.hash.replace(/^#/, '');
    return hash !== '' && this.page.document.getElementById(hash) ? '' : hash;
  }

  /** Whether this page itself wrote the address that it was opened with: a reload, not a link. */
  get written(): boolean {
    const state: unknown = this.page.history.state;
    return typeof state === 'object' && state !== null && mark in state;
  }

  get base(): string {
    const { origin, pathname, search } = this.page.location;
    return (origin === 'null' ? '' : origin) + pathname + search;
  }

  /** Writes what `hash` gives once nothing changed for half a second. */
  write(push: boolean): void {
    this.push ||= push;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), settled);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.page.removeEventListener('popstate', this.changed);
    this.page.removeEventListener('hashchange', this.changed);
  }

  private async flush(): Promise<void> {
    const { push } = this;
    this.push = false;
    // What does not fit a link leaves no address that would open something else.
    const hash = await this.hash().catch(() => '');
    if (hash === this.shown) return;
    this.shown = hash;
    const url = hash === '' ? this.page.location.pathname + this.page.location.search : '#' + hash;
    try {
      if (push && this.mayPush) this.page.history.pushState({ [mark]: 1 }, '', url);
      else this.page.history.replaceState({ [mark]: 1 }, '', url);
    } catch {
      // Sandboxed frames and impatient browsers refuse: the page works without.
    }
  }

  private readonly changed = (): void => {
    const hash = this.current;
    if (hash === this.shown) return;
    const skipped = hash === '' && this.page.location.hash.length > 1;
    this.shown = hash;
    if (skipped) {
      this.write(false);
      return;
    }
    clearTimeout(this.timer);
    this.onHash(hash, this.written);
  };
}
