/** Edits of the list of layers of any kind, as pure functions: each gives a new list. */
import type { LayerSpec } from '../../config/spec-types';
import type { LayerKind } from '../../state/app';
import { isJoin, joinedAt, passedOn, unplugged, wired } from './wiring';

/** How the menu groups what can be added, by the beginning or end of a type's name. */
const groups: readonly { title: string; holds: RegExp }[] = [
  {
    title: 'Sequence',
    holds: /^(embedding|one-hot|simple-rnn|lstm|gru|source|target)$|attention$|^transformer|position$/,
  },
  { title: 'Convolution', holds: /^conv/ },
  { title: 'Pooling', holds: /pool/ },
  { title: 'Dense', holds: /^(dense|activation)$/ },
  { title: 'Norm', holds: /norm$/ },
  { title: 'Dropout', holds: /dropout|depth|dropconnect/ },
  { title: 'Join', holds: /^(add|multiply|concat)$/ },
  { title: 'Shape', holds: /^(flatten|reshape|repeat)$/ },
];

export interface LayerGroup {
  title: string;
  kinds: LayerKind[];
}

/** What a layer is put behind. */
export interface Place {
  /** Of one example there; empty: not known. */
  shape: readonly number[];
  /** Tokens as numbers, that must be looked up first. */
  tokens?: boolean;
  /** The next token is learned: no layer may see what comes. */
  causal?: boolean;
  /** Points and tables: a row of numbers that no layer may give another form. */
  rows?: boolean;
  /** Lines have a source and a target, and what comes here is told by all of the line. */
  parted?: boolean;
}

/** These tell steps no longer apart, or see what comes. */
const blurring = /^global-|pool1d$|^(flatten|reshape|repeat|batch-norm)$/;
/** These ask for an order among numbers. */
const shaping = /^(flatten|reshape|repeat|spatial-dropout)$/;
const tokenKinds = /^(embedding|one-hot)$/;
/** Kinds for examples of so many axes, where it is not all. */
const ranks: readonly { rank: number; holds: RegExp }[] = [
  { rank: 3, holds: /2d$|^global-/ },
  { rank: 2, holds: /1d$|^global-|^(simple-rnn|lstm|gru)$|attention$|^transformer|position$/ },
];

/** Whether a kind of layer can read what is there. */
export function fits(
  type: string,
  { shape, tokens = false, causal = false, rows = false, parted = false }: Place,
): boolean {
  if (shape.length === 0) return true;
  if (rows && shaping.test(type)) return false;
  if (type === 'source' || type === 'target') return parted;
  if (tokenKinds.test(type)) return tokens;
  if (tokens || (causal && blurring.test(type))) return false;
  const bound = ranks.filter(({ holds }) => holds.test(type));
  if (type === 'flatten') return shape.length > 1;
  if (type === 'repeat') return shape.length === 1;
  return bound.length === 0 || bound.some(({ rank }) => rank === shape.length);
}

/**
 * Kinds in groups: first those that fit, then those of no group, then all that do not fit here, unless
 * nothing could make them fit.
 */
export function groupsOf(kinds: readonly LayerKind[], place: Place = { shape: [] }): LayerGroup[] {
  const left = new Set(kinds.filter(({ type }) => fits(type, place)));
  const others = place.rows ? [] : kinds.filter((kind) => !left.has(kind));
  const found = groups.map(({ title, holds }) => {
    const own = [...left].filter(({ type }) => holds.test(type));
    for (const kind of own) left.delete(kind);
    return { title, kinds: own };
  });
  return [...found, { title: 'More', kinds: [...left] }, { title: 'Not here', kinds: others }].filter(
    ({ kinds: own }) => own.length > 0,
  );
}

/** What is worth another value than the default where a layer is new. */
const fresh: Record<string, object> = {
  dense: { units: 32, activation: 'relu' },
  conv2d: { activation: 'relu', padding: 'same' },
  conv1d: { filters: 32, activation: 'relu', padding: 'same' },
  'conv-transpose2d': { activation: 'relu', padding: 'same', stride: 2 },
  'conv-transpose1d': { filters: 32, activation: 'relu', padding: 'same', stride: 2 },
  activation: { activation: 'relu' },
  embedding: { units: 32 },
  lstm: { units: 32 },
  gru: { units: 32 },
  'simple-rnn': { units: 32 },
};
/** Where the next token is learned. */
const freshCausal: Record<string, object> = {
  conv1d: { padding: 'causal' },
  'conv-transpose1d': { padding: 'causal', stride: 1 },
  lstm: { returns: 'every-step' },
  gru: { returns: 'every-step' },
  'simple-rnn': { returns: 'every-step' },
  attention: { causal: true },
  'transformer-block': { causal: true },
};

export function withLayer(
  model: readonly LayerSpec[],
  at: number,
  type: string,
  {
    causal = false,
    rows = false,
    shapes = [],
    parts = [],
  }: {
    causal?: boolean;
    rows?: boolean;
    shapes?: readonly (readonly number[])[];
    parts?: readonly string[];
  } = {},
): LayerSpec[] {
  const next = [...model];
  // Among units it is as wide as what it reads, so that what is added up later still fits.
  const width = rows && /^(dense|dropconnect)$/.test(type) && { units: at > 0 ? shapes[at]?.[0] : 8 };
  next.splice(at, 0, { type, ...fresh[type], ...width, ...(causal && freshCausal[type]) } as LayerSpec);
  return passedOn(isJoin(type) ? wired(next, at, joinedAt(type, at, shapes, parts)) : next, at);
}

export const withoutLayer = unplugged;
