/**
 * What each made set looks like, for its thumbnail only: a few seeded points of the same shape. The
 * numbers a network learns from come from the core.
 */
import { curves } from '../../spec/point-sets';

/** [x, y, class], x and y in -1..1. */
export type Mark = [x: number, y: number, k: number];

/** A small seeded generator (mulberry32): thumbnails are the same on every visit. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Dice {
  /** 0..1 */
  even: () => number;
  /** Mean 0, deviation 1. */
  bell: () => number;
}

type Shape = (dice: Dice, i: number) => Mark;

const polar = (radius: number, angle: number, k: number): Mark => [
  radius * Math.cos(angle),
  radius * Math.sin(angle),
  k,
];

const square = (dice: Dice, reach: number, classOf: (x: number, y: number) => number): Mark => {
  const x = reach * (2 * dice.even() - 1);
  const y = reach * (2 * dice.even() - 1);
  return [x, y, classOf(x, y)];
};

const curve =
  (f: (x: number) => number, spread: (x: number) => number, gap = 0): Shape =>
  (dice) => {
    let x = 1.7 * dice.even() - 0.85;
    if (Math.abs(x) < gap) x = Math.sign(x || 1) * (gap + dice.even() * (0.85 - gap));
    return [x, f(x) + spread(x) * dice.bell(), 0];
  };

const steady = (): number => 0.07;

/** Of two inputs and a value: the value as a class 0..6 of the diverging scale. */
const hills = (x: number, y: number): number =>
  Math.exp(-5 * ((x - 0.4) ** 2 + (y - 0.4) ** 2)) - Math.exp(-5 * ((x + 0.4) ** 2 + (y + 0.4) ** 2));
const level = (value: number): number => Math.round(3 + 3 * Math.max(-1, Math.min(1, value)));

const shapes: Record<string, Shape> = {
  circle: (dice, i) =>
    i % 2
      ? polar(0.38 * Math.sqrt(dice.even()), 6.283 * dice.even(), 1)
      : polar(0.66 + 0.2 * dice.even(), 6.283 * dice.even(), 0),
  xor: (dice) => {
    const [x, y] = square(dice, 0.72, () => 0);
    const apart = (v: number): number => v + 0.12 * Math.sign(v);
    return [apart(x), apart(y), x * y > 0 ? 0 : 1];
  },
  blobs: (dice, i) => {
    const angle = ((i % 3) / 3) * 6.283 + 0.5;
    return [0.52 * Math.cos(angle) + 0.17 * dice.bell(), 0.52 * Math.sin(angle) + 0.17 * dice.bell(), i % 3];
  },
  moons: (dice, i) => {
    const angle = Math.PI * dice.even();
    const side = i % 2 ? -1 : 1;
    return [
      side * (0.52 * Math.cos(angle)) - side * 0.24 + 0.06 * dice.bell(),
      side * (0.62 * Math.sin(angle) - 0.2) + 0.06 * dice.bell(),
      i % 2,
    ];
  },
  spiral: (dice, i) => {
    const t = 0.08 + 0.92 * dice.even();
    return polar(0.86 * t + 0.03 * dice.bell(), 5.4 * t + (i % 2) * Math.PI, i % 2);
  },
  checkerboard: (dice) =>
    square(dice, 0.86, (x, y) => (Math.floor(2.32 * (x + 1)) + Math.floor(2.32 * (y + 1))) & 1),
  plane: (dice) => {
    const [x, y] = square(dice, 0.84, () => 0);
    const ahead = 0.7 * x + 0.7 * y > 0 ? 1 : 0;
    const shift = ahead ? 0.08 : -0.08;
    return [x + shift, y + shift, ahead];
  },
  'multi-gaussian': (dice, i) => {
    const centres: Mark[] = [
      [-0.55, 0.5, 0],
      [0.1, 0.62, 1],
      [0.6, 0.2, 2],
      [-0.1, -0.05, 0],
      [-0.62, -0.3, 2],
      [0.45, -0.55, 1],
    ];
    const [x, y, k] = centres[i % centres.length]!;
    return [x + 0.12 * dice.bell(), y + 0.12 * dice.bell(), k];
  },
  'regress-plane': (dice) => square(dice, 0.84, (x, y) => level(0.75 * (x + y))),
  'regress-gaussian': (dice) => square(dice, 0.84, (x, y) => level(hills(x, y))),
  sine: curve((x) => 0.62 * Math.sin(5.4 * x), steady),
  'x-sin-x': curve((x) => 0.95 * x * Math.sin(7 * x), steady),
  step: curve((x) => (x > 0 ? 0.45 : -0.45), steady),
  heteroscedastic: curve(
    (x) => 0.35 * x,
    (x) => 0.03 + 0.24 * (x + 0.85),
  ),
  gap: curve(
    (x) => 0.62 * Math.cos(3.4 * x) - 0.1,
    () => 0.06,
    0.34,
  ),
};

/** Points of the thumbnail of `source`; none for a name that is not a made set. */
export function sketch(source: string): Mark[] {
  const shape = shapes[source];
  if (!shape) return [];
  const even = seeded(7);
  const bell = (): number => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(6.283185 * even());
  const count = curves.has(source) ? 44 : 96;
  return Array.from({ length: count }, (_, i) => shape({ even, bell }, i));
}
