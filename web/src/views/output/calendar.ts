/** Dates on axes: raw values are days since 1970-01-01, as the core counts them. */
import { tickStep } from './ticks';

const kDay = 86_400_000;
const kYear = 365.2425;

export interface Label {
  value: number;
  text: string;
}

const iso = (days: number): string => {
  const date = new Date(Math.floor(days) * kDay);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
};

/** "1980-02-13". */
export const dayText = iso;

/** First days of years, months or single days, as fits `most` labels. */
export function dateTicks(low: number, high: number, most: number): Label[] {
  const range = high - low;
  if (!(range > 0) || !Number.isFinite(range)) return [];
  const years = range / kYear / most;
  if (years > 0.5) {
    const step = Math.max(1, tickStep(0, years * most, most));
    return firstDays(low, high, 12 * step, (text) => text.slice(0, 4));
  }
  const months = 12 * years;
  if (months > 0.5) {
    const step = [1, 2, 3, 6].find((count) => count >= months) ?? 6;
    return firstDays(low, high, step, (text) => text.slice(0, 7));
  }
  const step = Math.max(1, tickStep(low, high, most));
  const first = Math.ceil(low / step) * step;
  return Array.from({ length: Math.floor((high - first) / step) + 1 }, (_, k) => first + k * step).map(
    (value) => ({ value, text: iso(value).slice(5) }),
  );
}

/** The first day of every `step`-th month, counted from January of the year 0. */
function firstDays(low: number, high: number, step: number, write: (text: string) => string): Label[] {
  const start = new Date(low * kDay);
  const month = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const labels: Label[] = [];
  for (let m = Math.floor(month / step) * step; labels.length < 60; m += step) {
    const value = Date.UTC(Math.floor(m / 12), m % 12, 1) / kDay;
    if (!(value <= high)) break;
    if (value >= low) labels.push({ value, text: write(iso(value)) });
  }
  return labels;
}
