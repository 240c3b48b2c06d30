/** Histories as lines: thinned to what a screen can show, lightly smoothed, both ends untouched. */

export interface Line {
  epochs: number[];
  train: number[];
  validation: number[];
}

export interface Sample {
  epoch: number;
  train: number;
  validation: number;
}

/**
 * At most about `most` points: neighbours are averaged in equal groups. The first and the last sample
 * stay as they are, so that a line ends at the number beside it.
 */
export function thin(samples: readonly Sample[], most: number): Line {
  const line: Line = { epochs: [], train: [], validation: [] };
  const push = (sample: Sample): void => {
    line.epochs.push(sample.epoch);
    line.train.push(sample.train);
    line.validation.push(sample.validation);
  };
  const first = samples[0];
  const last = samples[samples.length - 1];
  if (!first || !last) return line;
  const group = Math.max(1, Math.ceil((samples.length - 2) / Math.max(1, most - 2)));
  push(first);
  for (let start = 1; start < samples.length - 1; start += group) {
    const end = Math.min(start + group, samples.length - 1);
    const sum = { epoch: 0, train: 0, validation: 0 };
    for (let i = start; i < end; ++i) {
      const sample = samples[i] ?? last;
      sum.epoch += sample.epoch;
      sum.train += sample.train;
      sum.validation += sample.validation;
    }
    const count = end - start;
    push({ epoch: sum.epoch / count, train: sum.train / count, validation: sum.validation / count });
  }
  if (samples.length > 1) push(last);
  return line;
}

/**
 * Mean over a window of `reach` samples to each side, narrower towards both ends: there the line meets
 * the true values. Values that are no numbers are stepped over.
 */
export function smooth(values: readonly number[], reach: number): number[] {
  return values.map((value, i) => {
    const half = Math.min(reach, i, values.length - 1 - i);
    if (half <= 0 || !Number.isFinite(value)) return value;
    let sum = 0;
    let count = 0;
    for (let k = i - half; k <= i + half; ++k) {
      const one = values[k] ?? Number.NaN;
      if (Number.isFinite(one)) {
        sum += one;
        ++count;
      }
    }
    return count > 0 ? sum / count : value;
  });
}

/** The sample nearest to an epoch; samples are in order of their epochs. */
export function nearest(samples: readonly Sample[], epoch: number): Sample | null {
  let low = 0;
  let high = samples.length - 1;
  if (high < 0) return null;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.epoch ?? 0) < epoch) low = middle + 1;
    else high = middle;
  }
  const right = samples[low] ?? null;
  const left = samples[low - 1];
  return right && left && epoch - left.epoch < right.epoch - epoch ? left : right;
}
