import InlineWorker from './worker.ts?worker&inline';

/** Takes the place of spawn.ts in the one-file build for frames that may fetch nothing. */
export function spawn(): Worker {
  return new InlineWorker({ name: 'hunch' });
}
