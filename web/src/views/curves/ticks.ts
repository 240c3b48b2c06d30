/** Axis ticks that people would choose, linear (1, 2, 5 times a power of ten) and logarithmic. */

/** Smallest of 1, 2, 2.5, 5 times a power of ten that is at least `value`. */
export function niceStep(value: number, factors: readonly number[] = [1, 2, 2.5, 5, 10]): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return (factors.find((one) => one * power >= value * (1 - 1e-9)) ?? 10) * power;
}

/** At most `most` even steps within [low, high], or steps of a given size. */
export function linearTicks(low: number, high: number, most: number, given?: number): number[] {
  if (!(high > low)) return [low];
  const step = given ?? niceStep((high - low) / Math.max(1, most));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** 1, 2 and 5 of each decade where there is room, else 1 and 3, else whole decades. */
export function logTicks(low: number, high: number, most: number): number[] {
  if (!(low > 0) || !(high > low)) return [];
  const all = (factors: readonly number[]): number[] => {
    const found: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); ++power)
      for (const factor of factors) {
        const value = Number(`${factor}e${power}`);
        if (value >= low && value <= high) found.push(value);
      }
    return found;
  };
  for (const factors of [[1, 2, 5], [1, 3], [1]]) {
    const found = all(factors);
    if (found.length <= most)
      return found.length > 1 || factors.length === 1
        ? found
        : linearTicks(low, high, most).filter((v) => v > 0);
  }
  const decades = all([1]);
  const skip = Math.ceil(decades.length / most);
  return decades.filter((_, i) => i % skip === 0);
}

/** Whole epochs from 0 to `last`, with the last itself where it does not crowd its neighbour. */
export function epochTicks(last: number, most: number): number[] {
  if (last <= 0) return [0];
  const step = Math.max(1, Math.round(niceStep(last / Math.max(1, most), [1, 2, 5, 10])));
  const ticks: number[] = [];
  for (let epoch = 0; epoch <= last; epoch += step) ticks.push(epoch);
  const end = ticks[ticks.length - 1] ?? 0;
  if (end !== last) {
    if (last - end < 0.6 * step && ticks.length > 1) ticks.pop();
    ticks.push(last);
  }
  return ticks;
}
