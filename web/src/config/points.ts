/**
 * Drawn points in a link: each column (x, y, label) as whole multiples of a power of ten, differences
 * from the point before, zigzag varints, base64url. Points drawn in one stroke lie close together, so
 * most take four or five characters. Layout: decimals of x, y, label (one signed byte each), then the
 * three differences of every point.
 */
import { fromBase64Url, toBase64Url } from './text';

export type Triple = [x: number, y: number, label: number];

const columns = [0, 1, 2] as const;

/** Decimals that keep `digits` significant digits of the largest of the values. */
function keptDecimals(values: readonly number[], digits: number): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest === 0 ? 0 : Math.min(12, digits - 1 - Math.floor(Math.log10(largest)));
}

/** The nearest multiple of 10^-decimals, as the number that its decimal text reads as. */
function atDecimals(whole: number, decimals: number): number {
  return Number(`${whole}e${-decimals}`) + 0;
}

/** Least decimals that keep every value as it is; at most those of `digits` significant digits. */
function decimalsFor(values: readonly number[], digits: number): number {
  const most = keptDecimals(values, digits);
  // One more than asked for: 9.99 rounded to 10.0 is to stay what it is when it is packed again.
  for (let decimals = Math.min(0, most); decimals <= most + 1; ++decimals)
    if (values.every((value) => atDecimals(scale(value, decimals), decimals) === value)) return decimals;
  return most;
}

function scale(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals);
}

/** Points rounded to what a link keeps of them. */
export function packPoints(points: readonly (readonly number[])[], digits = 6): string {
  const values = columns.map((column) => points.map((point) => point[column] ?? 0));
  const decimals = values.map((column) => decimalsFor(column, digits));
  const bytes = decimals.map((count) => count & 0xff);
  const before = [0, 0, 0];
  points.forEach((point) => {
    for (const column of columns) {
      const whole = scale(point[column] ?? 0, decimals[column] ?? 0);
      pushVarint(bytes, whole - (before[column] ?? 0));
      before[column] = whole;
    }
  });
  return toBase64Url(Uint8Array.from(bytes));
}

/** All whole points that the text still holds; `sound` is false when something was left over. */
export function unpackPoints(text: string, most = 20_000): { points: Triple[]; sound: boolean } {
  const bytes = fromBase64Url(text);
  const points: Triple[] = [];
  if (bytes.length < 3) return { points, sound: text === '' };
  const decimals = [...bytes.subarray(0, 3)].map((byte) => (byte << 24) >> 24);
  const whole = [0, 0, 0];
  let at = 3;
  while (at < bytes.length && points.length < most) {
    const next = [...whole];
    for (const column of columns) {
      const read = readVarint(bytes, at);
      if (!read) return { points, sound: false };
      at = read.at;
      next[column] = (next[column] ?? 0) + read.value;
    }
    columns.forEach((column) => (whole[column] = next[column] ?? 0));
    const [x, y, label] = columns.map((column) =>
      atDecimals(whole[column] ?? 0, decimals[column] ?? 0),
    ) as Triple;
    if (![x, y, label].every(Number.isFinite)) return { points, sound: false };
    points.push([x, y, label]);
  }
  return { points, sound: at >= bytes.length };
}

/** Arithmetic, not bit operators: differences may need more than 32 bits. */
function pushVarint(bytes: number[], value: number): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function readVarint(bytes: Uint8Array, at: number): { value: number; at: number } | undefined {
  let rest = 0;
  for (let place = 1; place <= 128 ** 6; place *= 128) {
    const byte = bytes[at++];
    if (byte === undefined) return undefined;
    rest += (byte % 128) * place;
    if (byte < 128) return { value: rest % 2 === 1 ? -(rest + 1) / 2 : rest / 2, at };
  }
  return undefined;
}
