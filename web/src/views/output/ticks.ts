/** Round numbers for axes. */

const STEPS = [1, 2, 5, 10];

/** The round step (1, 2 or 5 times a power of ten) that gives at most `most` ticks over the range. */
export function tickStep(low: number, high: number, most: number): number {
  const rough = (high - low) / Math.max(1, most);
  if (!(rough > 0) || !Number.isFinite(rough)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const found = STEPS.find((step) => step * power >= rough * (1 - 1e-9)) ?? 10;
  return found * power;
}

/** Ticks within [low, high], each a whole multiple of the step. */
export function ticks(low: number, high: number, most: number): number[] {
  const step = tickStep(low, high, most);
  const out: number[] = [];
  const last = Math.floor(high / step + 1e-9);
  for (let k = Math.ceil(low / step - 1e-9); k <= last && out.length < 50; k++)
    out.push(k === 0 ? 0 : k * step);
  return out;
}

/** Decimals that tell numbers apart which differ by `step`. */
export function decimalsFor(step: number): number {
  if (!(step > 0)) return 0;
  return Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

/** A tick as text, with a true minus sign; very large and small ones in short powers. */
export function tickText(value: number, step: number): string {
  const size = Math.max(Math.abs(value), step);
  const text =
    size >= 1e6 || (size < 1e-4 && size > 0)
      ? value.toExponential(step < Math.abs(value) / 10 ? 1 : 0).replace('e+', 'e')
      : value.toFixed(decimalsFor(step));
  return text.replace(/-/g, '\u2212');
}
