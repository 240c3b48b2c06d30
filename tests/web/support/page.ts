/** A store with a fake engine, storage, address bar and screen. */
import type { Spec } from '../../../web/src/config/spec-types';
import { Store } from '../../../web/src/state/app.svelte';
import type { AddressPage } from '../../../web/src/state/address';
import { tryStorage, type Shelf } from '../../../web/src/state/storage';
import { EngineClient } from '../../../web/src/worker/client';
import { FakeWorker } from './worker';

export class FakePage implements AddressPage {
  readonly location = { hash: '', origin: 'https://example.org', pathname: '/hunch/', search: '' };
  readonly document = { getElementById: (id: string): unknown => (id === 'stage' ? {} : null) };
  readonly entries: { hash: string; state: unknown }[];
  at = 0;
  private readonly listeners = new Map<string, Set<() => void>>();

  constructor(hash = '', state: unknown = null) {
    this.entries = [{ hash, state }];
    this.location.hash = hash;
  }

  get history(): AddressPage['history'] {
    const write = (state: unknown, url: string, push: boolean): void => {
      const hash = url.startsWith('#') ? url : '';
      if (push) this.entries.splice(++this.at);
      this.entries[this.at] = { hash, state };
      this.location.hash = hash;
    };
    return {
      state: this.entries[this.at]?.state,
      replaceState: (state: unknown, _: string, url?: string | URL | null) =>
        write(state, String(url), false),
      pushState: (state: unknown, _: string, url?: string | URL | null) => write(state, String(url), true),
    };
  }

  addEventListener(type: string, listener: () => void): void {
    this.listeners.set(type, (this.listeners.get(type) ?? new Set()).add(listener));
  }
  removeEventListener(type: string, listener: () => void): void {
    this.listeners.get(type)?.delete(listener);
  }

  go(steps: number): void {
    this.at += steps;
    this.moved();
  }
  /** The reader pastes a link into the address bar. */
  paste(hash: string): void {
    this.entries.splice(++this.at);
    this.entries[this.at] = { hash, state: null };
    this.moved();
  }
  private moved(): void {
    this.location.hash = this.entries[this.at]?.hash ?? '';
    for (const type of ['popstate', 'hashchange'])
      for (const listener of this.listeners.get(type) ?? []) listener();
  }
}

/** Storage that lives as long as the test. */
export function memory(): Storage {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    clear: () => map.clear(),
    getItem: (key) => map.get(key) ?? null,
    key: (index) => [...map.keys()][index] ?? null,
    removeItem: (key) => void map.delete(key),
    setItem: (key, value) => void map.set(key, value),
  };
}

export interface Setting {
  hash?: string;
  state?: unknown;
  shelf?: Shelf;
  embedded?: boolean;
  home?: Spec;
  worker?: FakeWorker;
  opened?: (store: Store) => Promise<void>;
}

export async function openPage(setting: Setting = {}) {
  const page = new FakePage(setting.hash, setting.state);
  const workers: FakeWorker[] = [];
  const drawing: (() => void)[] = [];
  const said: string[] = [];
  const root = { dataset: {} as DOMStringMap };
  const screen = {
    hidden: false,
    /** The screen draws: gives the store what waits for it. */
    draw: () => drawing.splice(0).forEach((then) => then()),
  };
  const store = new Store({
    makeClient: (handlers) =>
      new EngineClient({
        ...handlers,
        makeWorker: () => {
          const worker = workers.length === 0 && setting.worker ? setting.worker : new FakeWorker();
          workers.push(worker);
          return worker;
        },
        everySecond: () => () => {},
      }),
    shelf: setting.shelf ?? tryStorage(memory),
    page,
    screen: { next: (then) => void drawing.push(then), hidden: () => screen.hidden },
    embedded: setting.embedded ?? false,
    home: setting.home ?? {},
    root,
    announce: (text) => said.push(text),
  });
  await store.start(() => setting.opened?.(store) ?? Promise.resolve());
  return { store, page, workers, screen, root, said, worker: workers[0] as FakeWorker };
}

/** For so long, and until the engine has answered all that was asked, however slow the machine is. */
export async function quiet(milliseconds = 30): Promise<void> {
  await new Promise((done) => setTimeout(done, milliseconds));
  for (let idle = 0; idle < 5; idle = FakeWorker.underWay > 0 ? 0 : idle + 1)
    await new Promise((done) => setTimeout(done, 2));
}
