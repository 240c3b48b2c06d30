import { formatCount, formatLoss } from '../format';
import type { App } from '../state/app';
import { steady } from './steady.svelte';

/** Tells a screen reader how training goes, a line every five seconds at most. */
export function narrate(app: App): void {
  const newest = steady(() => (app.playing ? app.history.at(-1) : undefined), 5000);
  let before = Number.NaN;
  $effect(() => {
    const last = newest.current;
    if (!last) return;
    const loss = last.validation.loss;
    app.say(`Epoch ${formatCount(last.epoch)}, validation loss ${formatLoss(loss)}${trend(before, loss)}`);
    before = loss;
  });
}

/** A change of less than half a percent is none. */
function trend(before: number, now: number): string {
  const change = (now - before) / Math.abs(before);
  if (Number.isNaN(change)) return '';
  return change < -0.005 ? ', falling' : change > 0.005 ? ', rising' : ', level';
}
