/** After going back in time, what had been learned beyond stays in sight until another way is taken. */
import type { EpochMetrics } from '../../worker/protocol';

export interface Run {
  past: readonly EpochMetrics[];
  future: readonly EpochMetrics[];
}

const lastOf = (list: readonly EpochMetrics[]): number => list[list.length - 1]?.epoch ?? 0;

/** `sought`: the history became shorter or longer because the reader moved in time. */
export function follow(run: Run, next: readonly EpochMetrics[], sought: boolean): Run {
  const end = lastOf(next);
  if (next === run.past || (end === lastOf(run.past) && next.length === run.past.length))
    return { ...run, past: next };
  const all = [...run.past, ...run.future];
  const meeting = all.find((one) => one.epoch === end);
  const same = next.length === 0 || meeting?.train.loss === next[next.length - 1]?.train.loss;
  if (!sought || !same) return { past: next, future: [] };
  return { past: next, future: all.filter((one) => one.epoch > end) };
}
