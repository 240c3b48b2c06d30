import workerAddress from './worker.ts?worker&url';

/** Old-style worker script that imports `address` and keeps the messages that come before it is there. */
function importing(address: string): string {
  return `const early = [];
const keep = (event) => early.push(event);
addEventListener('message', keep);
import(${JSON.stringify(address)}).then(
  () => {
    removeEventListener('message', keep);
    for (const { data, ports } of early) dispatchEvent(new MessageEvent('message', { data, ports }));
  },
  (error) => setTimeout(() => { throw error; }),
);`;
}

/**
 * Starts the engine's worker.
 *
 * A page in `<iframe sandbox="allow-scripts">` has no origin of its own: there the browser refuses a
 * worker by address, but takes an old-style one from a blob, and that may import the address.
 */
export function spawn(): Worker {
  const address = new URL(workerAddress, import.meta.url).href;
  if (self.origin !== 'null') return new Worker(address, { type: 'module', name: 'hunch' });
  const blob = URL.createObjectURL(new Blob([importing(address)], { type: 'text/javascript' }));
  return new Worker(blob, { name: 'hunch' });
}
