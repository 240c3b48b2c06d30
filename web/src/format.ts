/**
 * Numbers as the page writes them: true minus, thin no-break space before % and units, digits by
 * locale. Pair with tabular figures (`.num`).
 */
const kMinus = '\u2212';
const kThinSpace = '\u202f';

const formats = new Map<string, Intl.NumberFormat>();

function intl(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(undefined, options)));
  return format;
}

const minus = (text: string): string => text.replace('-', kMinus);

/** Fixed decimals; "−0.00" is "0.00"; what is no number is a dash. */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return '–';
  const options = {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'negative',
  } as const;
  return minus(intl(`fixed${decimals}`, options).format(value));
}

/** Weights and values: 2 decimals. */
export const formatValue = (value: number): string => fixed(value, 2);

/** Loss: 3 significant digits. */
export function formatLoss(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value !== 0 && Math.abs(value) < 1e-4) return formatSetting(Number(value.toPrecision(3)));
  const options = { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
  return minus(intl('loss', options).format(value));
}

/** A share as "93.1 %". */
export const formatPercent = (share: number, decimals = 1): string =>
  `${fixed(share * 100, decimals)}${kThinSpace}%`;

/** A probability: whole %, never 0 or 100 unless exact. */
export function formatProbability(p: number): string {
  if (!Number.isFinite(p)) return '–';
  if (p > 0 && p < 0.01) return `<1${kThinSpace}%`;
  if (p < 1 && p > 0.99) return `>99${kThinSpace}%`;
  return formatPercent(p, 0);
}

/** An entropy or information given in nats: "0.40 bit". */
export const formatBits = (nats: number): string => withUnit(fixed(nats / Math.LN2, 2), 'bit');

/** Counts: thousands by locale, shortened only from a million on. */
export function formatCount(count: number): string {
  const options: Intl.NumberFormatOptions =
    Math.abs(count) < 1e6
      ? { maximumFractionDigits: 0 }
      : { notation: 'compact', maximumSignificantDigits: 3 };
  return minus(intl(Math.abs(count) < 1e6 ? 'count' : 'many', options).format(count));
}

/** A setting, as short as it can be: 0.012, 1e−8. */
export function formatSetting(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9))
    return minus(value.toExponential().replace('e+', 'e').replace('e-', `e${kMinus}`));
  return minus(intl('setting', { maximumSignificantDigits: 12 }).format(value));
}

export const withUnit = (text: string, unit: string): string => `${text}${kThinSpace}${unit}`;

/** Marks between groups of three digits (in India all but the last have two), the same all along. */
const grouped = /^[+-]?[1-9]\d{0,2}([\s'’_.,])(?:\d\d\d?\1)*\d{3}(?!\d|.*\1)/;

/**
 * A number as people type it: "0,5", "−3", "1e-3", "12 %" (0.12), "1 000", "1.000,5". NaN when it is none.
 * A comma or point alone before three digits is decimal where this page writes decimals so.
 */
export function parseNumber(text: string): number {
  let plain = text.trim().replace(/\u2212/g, '-');
  const percent = plain.endsWith('%');
  if (percent) plain = plain.slice(0, -1).trim();
  const mark = grouped.exec(plain)?.[1];
  const decimal = mark === fixed(0.5, 1)[1] && plain.match(/[.,]/g)?.length === 1;
  if (mark && !decimal) plain = plain.replaceAll(mark, '');
  if (!/^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i.test(plain)) return Number.NaN;
  return Number(plain.replace(',', '.')) / (percent ? 100 : 1);
}
