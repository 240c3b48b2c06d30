/** What the probe of an image found, in words and as the numbers that views draw. */
import { formatBits, formatProbability } from '../../format';
import type { Description, ImageProbe, Review } from '../../worker/protocol';
import { mostText } from '../output/ranges';
import { readClasses, winnerOf, type Reading } from '../output/reading';

export interface ClassRow {
  name: string;
  k: number;
  p: number;
  low: number;
  high: number;
}

/** Deviation of class k's probability over the samples. */
export function spreadOf({ draws, probabilities }: ImageProbe, k: number): number {
  const classes = probabilities.length;
  const samples = draws.length / classes;
  let squares = 0;
  for (let s = 0; s < samples; s++) squares += (draws[s * classes + k]! - probabilities[k]!) ** 2;
  return samples > 0 ? Math.sqrt(squares / samples) : 0;
}

/** Where several labels may hold: bit k of `code` is label k. Else `code` is the class. */
export function labelWords(
  { classes, several }: Pick<Description, 'classes' | 'several'>,
  code: number,
): string {
  if (classes.length === 0) return 'Example';
  if (!several) return classes[code] ?? '';
  return classes.filter((_, k) => (code >> k) & 1).join(', ') || 'none of them';
}

/** The bits of the labels that are more likely than not. */
export const likelyBits = (probabilities: ArrayLike<number>): number =>
  Array.from(probabilities).reduce((bits, p, k) => (p > 0.5 ? bits | (1 << k) : bits), 0);

/** What is told where several labels may hold: all that are likely, with the spread of the least settled. */
function readLabels(probe: ImageProbe, description: Description): Reading {
  // Each may be half likely.
  const most = description.classes.length * Math.LN2;
  const spreads = description.classes.map((_, k) => spreadOf(probe, k));
  const part = (nats: number): Reading['epistemic'] => ({
    text: formatBits(nats),
    share: Math.min(1, nats / most),
  });
  return {
    place: '',
    most: formatBits(most).replace(/[.,]00/, ''),
    head: labelWords(description, likelyBits(probe.probabilities)),
    spread: `\u00b1 ${formatProbability(Math.max(...spreads))} at most`,
    aleatoric: part(probe.aleatoric),
    epistemic: part(probe.epistemic),
  };
}

export function readImage(probe: ImageProbe, description: Description): Reading {
  if (description.several) return readLabels(probe, description);
  const deviation = spreadOf(probe, winnerOf(probe));
  return { place: '', most: mostText(description), ...readClasses({ ...probe, deviation }, description) };
}

const mostInOrder = 10;
const mostRows = 8;

/** Few classes in their own order; of many the most probable. */
export function rowsOf(probe: ImageProbe, classes: readonly string[]): ClassRow[] {
  const rows = classes.map((name, k) => ({
    name,
    k,
    p: probe.probabilities[k] ?? 0,
    low: probe.low[k] ?? 0,
    high: probe.high[k] ?? 0,
  }));
  if (rows.length <= mostInOrder) return rows;
  return rows.sort((a, b) => b.p - a.p || a.k - b.k).slice(0, mostRows);
}

/** How often each class was the most probable of a sample; only those that were. */
export function votesOf({ votes }: Pick<ImageProbe, 'votes'>): { k: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const k of votes) counts.set(k, (counts.get(k) ?? 0) + 1);
  return [...counts].map(([k, count]) => ({ k, count })).sort((a, b) => b.count - a.count || a.k - b.k);
}

export const unseen = 0xffff;

/** An example that is worth a look. */
export interface Finding {
  example: number;
  label: number;
  winner: number;
  total: number;
}

export interface Findings {
  /** Of the validation and test part: how many were asked, and those taken for another class. */
  asked: number;
  wrong: Finding[];
  unsure: Finding[];
}

/** The surest mistakes first, and the most doubtful of all. */
export function findingsOf(review: Review, most: number): Findings {
  const held: Finding[] = [];
  review.examples.forEach((example, v) => {
    const winner = review.winners[v]!;
    if (review.parts[v] !== 0 && winner !== unseen)
      held.push({ example, label: review.labels[v]!, winner, total: review.total[v]! });
  });
  const wrong = held.filter(({ label, winner }) => label !== winner).sort((a, b) => a.total - b.total);
  const unsure = [...held].sort((a, b) => b.total - a.total).slice(0, most);
  return { asked: held.length, wrong, unsure };
}

/** Of each label that may hold at once: the share of held-out examples that it is told rightly of. */
export function labelShares(review: Review, labels: number): number[] {
  const held = [...review.examples.keys()].filter(
    (v) => review.parts[v] !== 0 && review.winners[v] !== unseen,
  );
  return Array.from({ length: labels }, (_, k) => {
    const right = held.filter((v) => (((review.labels[v]! ^ review.winners[v]!) >> k) & 1) === 0);
    return held.length > 0 ? right.length / held.length : NaN;
  });
}

/** What the network took each reviewed example for. */
export function winnersOf(review: Review): Map<number, number> {
  const winners = new Map<number, number>();
  review.examples.forEach((example, v) => {
    if (review.winners[v] !== unseen) winners.set(example, review.winners[v]!);
  });
  return winners;
}
