/** What the probe found, in words and as the few numbers that views draw. No prediction without spread. */
import { fixed, formatBits, formatProbability } from '../../format';
import type { Description, Probe } from '../../worker/protocol';
import { dayText } from './calendar';
import { mostDeviation, mostEntropy, mostText } from './ranges';

/** One of the two bars: noise in the data, doubt of the model. */
export interface Part {
  text: string;
  /** 0..1 of the shared fixed range. */
  share: number;
}

export interface Reading {
  /** "67 % orange", "−0.10". */
  head: string;
  /** "± 33 %". */
  spread: string;
  /** "at −0.59, 0.23". */
  place: string;
  aleatoric: Part;
  epistemic: Part;
  /** End of the bars' range: "1 bit", "0.8". */
  most: string;
}

/** Decimals that part the range a value lives in into some hundreds of steps: 2 for 2.5 and for 18. */
export function decimalsOf(low: number, high: number): number {
  const range = high - low;
  return range > 0 ? Math.min(8, Math.max(0, Math.ceil(Math.log10(190 / range) - 1e-9))) : 2;
}

/** Value of an input in words: a category's name, or a number. */
export function inputText(description: Description, input: number, value: number): string {
  const info = description.inputs[input];
  if (!info) return fixed(value, 2);
  if (info.kind === 'date') return dayText(value);
  return info.categories[Math.round(value)] ?? fixed(value, decimalsOf(info.low, info.high));
}

export function placeText(description: Description, raw: readonly number[]): string {
  const values = description.axes.map((axis) => inputText(description, axis, raw[axis] ?? 0));
  const [only] = description.axes;
  if (description.axes.length === 1)
    return `at ${description.inputs[only!]?.name ?? ''} = ${values[0] ?? ''}`;
  return `at ${values.join(', ')}`;
}

export function winnerOf({ probabilities }: Pick<Probe, 'probabilities'>): number {
  let best = 0;
  probabilities.forEach((p, k) => {
    if (p > probabilities[best]!) best = k;
  });
  return best;
}

export function read(probe: Probe, description: Description): Reading {
  const common = { place: placeText(description, probe.raw), most: mostText(description) };
  return description.task === 'classification'
    ? { ...common, ...readClasses(probe, description) }
    : { ...common, ...readValue(probe, description) };
}

export function readClasses(
  probe: Pick<Probe, 'probabilities' | 'deviation' | 'aleatoric' | 'epistemic'>,
  description: Description,
): Omit<Reading, 'place' | 'most'> {
  const most = mostEntropy(description);
  const k = winnerOf(probe);
  const part = (nats: number): Part => ({ text: formatBits(nats), share: Math.min(1, nats / most) });
  return {
    head: `${formatProbability(probe.probabilities[k] ?? 0)} ${description.classes[k] ?? ''}`,
    spread: `\u00b1 ${formatProbability(probe.deviation)}`,
    aleatoric: part(probe.aleatoric),
    epistemic: part(probe.epistemic),
  };
}

function readValue(probe: Probe, description: Description): Omit<Reading, 'place' | 'most'> {
  const decimals = decimalsOf(description.targetLow, description.targetHigh);
  const most = mostDeviation(description);
  const part = (variance: number): Part => {
    const deviation = Math.sqrt(Math.max(0, variance));
    return { text: fixed(deviation, decimals), share: Math.min(1, deviation / most) };
  };
  return {
    head: fixed(probe.mean, decimals),
    spread: `\u00b1 ${fixed(probe.deviation, decimals)}`,
    aleatoric: part(probe.aleatoric),
    epistemic: part(probe.epistemic),
  };
}

/** One line for the screen reader. */
export function sayReading(reading: Reading): string {
  return (
    `${reading.head}, plus or minus ${reading.spread.slice(2)}, ${reading.place}. ` +
    `Noise in the data ${reading.aleatoric.text}, doubt of the model ${reading.epistemic.text}.`
  );
}

/**
 * What dropout cannot see with these layers, or ''. Bounded activations level off away from the data, so
 * all passes level off together; the measured ratios stand in docs/UNCERTAINTY.md.
 */
export function blindness(description: Description): string {
  if (!description.stochastic) return '';
  const hidden = description.layers.filter((layer) => layer.specIndex >= 0);
  const bounded = hidden.find((layer) => layer.activation === 'tanh' || layer.activation === 'sigmoid');
  if (!bounded || hidden.some((layer) => layer.activation !== bounded.activation)) return '';
  return `With ${bounded.activation} the doubt stays flat beyond the data: ReLU shows it.`;
}
