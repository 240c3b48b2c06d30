/** The store of a real page. */
import { firstSight } from '../first-sight';
import { EngineClient } from '../worker/client';
import type { Variant } from '../worker/protocol';
import { spawn } from '../worker/spawn';
import { Store } from './app.svelte';
import { liveRegion } from './live';
import { tryStorage } from './storage';

/** `?engine=scalar` forces a module, to try what another browser would get. */
function forcedVariant(): { variant?: Variant } {
  const variant = new URLSearchParams(location.search).get('engine');
  return variant === 'relaxed' || variant === 'simd' || variant === 'scalar' ? { variant } : {};
}

export function createApp(): Store {
  const embedded = window.parent !== window;
  const store = new Store({
    makeClient: (handlers) =>
      new EngineClient({
        ...handlers,
        ...forcedVariant(),
        makeWorker: spawn,
      }),
    shelf: tryStorage(),
    page: window,
    screen: {
      next: (draw) => void requestAnimationFrame(draw),
      hidden: () => document.hidden,
    },
    embedded,
    home: firstSight,
    root: document.documentElement,
    announce: liveRegion(document),
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) store.wake();
  });
  return store;
}
