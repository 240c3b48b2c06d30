/** What the probe of an image found, in words and as the numbers that views draw. */
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

export function readImage(probe: ImageProbe, description: Description): Reading {
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

/** What the network took each reviewed example for. */
export function winnersOf(review: Review): Map<number, number> {
  const winners = new Map<number, number>();
  review.examples.forEach((example, v) => {
    if (review.winners[v] !== unseen) winners.set(example, review.winners[v]!);
  });
  return winners;
}
