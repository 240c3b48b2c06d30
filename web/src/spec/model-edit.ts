/**
 * Edits of the list of layers, as pure functions: each gives a new list. A dropout belongs to the
 * dense layer before it; the pair is added, moved and removed together.
 */
import type { LayerSpec } from '../config/spec-types';

export type DenseSpec = Extract<LayerSpec, { type: 'dense' | 'dropconnect' }>;
type DropoutSpec = Extract<LayerSpec, { type: 'dropout' | 'gaussian-dropout' | 'alpha-dropout' }>;

export const mostLayers = 12;
export const mostUnits = 512;
export const mostDropout = 0.95;

export const isDense = (layer: LayerSpec | undefined): layer is DenseSpec =>
  layer?.type === 'dense' || layer?.type === 'dropconnect';

/** Of the kinds that rows of numbers take. */
export const isDropout = (layer: LayerSpec | undefined): layer is DropoutSpec =>
  layer?.type === 'dropout' || layer?.type === 'gaussian-dropout' || layer?.type === 'alpha-dropout';

/** Indices of the dense layers in `model`, in order. */
export function denseIndices(model: readonly LayerSpec[]): number[] {
  return model.flatMap((layer, index) => (isDense(layer) ? [index] : []));
}

/** Index of the dropout after the hidden layer at `specIndex`, or -1. */
export function dropoutAfter(model: readonly LayerSpec[], specIndex: number): number {
  return isDropout(model[specIndex + 1]) ? specIndex + 1 : -1;
}

function changed(model: readonly LayerSpec[], specIndex: number, with_: Partial<DenseSpec>): LayerSpec[] {
  return model.map((layer, index) =>
    index === specIndex && isDense(layer) ? ({ ...layer, ...with_ } as LayerSpec) : layer,
  );
}

/** Whole numbers from 1 to the most. */
export function setUnits(model: readonly LayerSpec[], specIndex: number, units: number): LayerSpec[] {
  const whole = Math.max(1, Math.min(mostUnits, Math.round(units)));
  return changed(model, specIndex, { units: whole });
}

export function setActivation(
  model: readonly LayerSpec[],
  specIndex: number,
  activation: string,
): LayerSpec[] {
  return changed(model, specIndex, { activation });
}

export function setInit(model: readonly LayerSpec[], specIndex: number, init: string): LayerSpec[] {
  return changed(model, specIndex, { init });
}

/** A rate of 0 takes the dropout away, a rate above 0 sets it or adds a plain one after the layer. */
export function setDropout(model: readonly LayerSpec[], specIndex: number, rate: number): LayerSpec[] {
  const next = [...model];
  const at = dropoutAfter(model, specIndex);
  const old = model[at];
  const kind: DropoutSpec = isDropout(old) ? old : { type: 'dropout' };
  if (rate > 0) next.splice(specIndex + 1, at < 0 ? 0 : 1, { ...kind, rate: Math.min(rate, mostDropout) });
  else if (at >= 0) next.splice(at, 1);
  return next;
}

/**
 * Puts a hidden layer before the `position`-th one (or last). It copies its left neighbour, or the
 * right one when it comes first, dropout included: the most likely wish.
 */
export function insertLayer(model: readonly LayerSpec[], position: number): LayerSpec[] {
  const dense = denseIndices(model);
  if (dense.length >= mostLayers) return [...model];
  const place = Math.max(0, Math.min(dense.length, position));
  const pattern = dense[Math.max(0, place - 1)];
  const source = pattern === undefined ? undefined : model[pattern];
  const added: LayerSpec[] = [isDense(source) ? { ...source } : { type: 'dense', units: 8 }];
  const dropout = pattern === undefined ? -1 : dropoutAfter(model, pattern);
  const sleep = model[dropout];
  if (sleep) added.push({ ...sleep });
  const next = [...model];
  next.splice(dense[place] ?? model.length, 0, ...added);
  return next;
}

/** Takes a hidden layer away, and its dropout with it. */
export function removeLayer(model: readonly LayerSpec[], specIndex: number): LayerSpec[] {
  const next = [...model];
  next.splice(specIndex, dropoutAfter(model, specIndex) < 0 ? 1 : 2);
  return next;
}
