/**
 * The browser's storage, or nothing: in sandboxed frames even touching `localStorage` throws, and a
 * full one throws on writing. Whoever writes learns whether it was kept.
 */
export interface Shelf {
  /** False: nothing outlives this page. */
  readonly works: boolean;
  get(key: string): string | null;
  /** False: it was not kept. */
  set(key: string, value: string): boolean;
  remove(key: string): void;
}

export function tryStorage(find: () => Storage = () => window.localStorage): Shelf {
  try {
    const storage = find();
    const probe = 'hunch.probe';
    storage.setItem(probe, '1');
    storage.removeItem(probe);
    return {
      works: true,
      get: (key) => attempt(() => storage.getItem(key), null),
      set: (key, value) => attempt(() => (storage.setItem(key, value), true), false),
      remove: (key) => attempt(() => storage.removeItem(key), undefined),
    };
  } catch {
    return { works: false, get: () => null, set: () => false, remove: () => undefined };
  }
}

function attempt<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}
