/** Edits of the list of layers of any kind, as pure functions: each gives a new list. */
import type { LayerSpec } from '../../config/spec-types';
import type { LayerKind } from '../../state/app';

/** How the menu groups what can be added, by the beginning or end of a type's name. */
const groups: readonly { title: string; holds: RegExp }[] = [
  { title: 'Dense', holds: /^dense$/ },
  { title: 'Convolution', holds: /^conv/ },
  { title: 'Pooling', holds: /pool/ },
  { title: 'Norm', holds: /norm$/ },
  { title: 'Dropout', holds: /dropout|depth|dropconnect/ },
  { title: 'Shape', holds: /^(flatten|reshape)$/ },
];

export interface LayerGroup {
  title: string;
  kinds: LayerKind[];
}

/** Every kind once, in groups; those of no group last. */
export function groupsOf(kinds: readonly LayerKind[]): LayerGroup[] {
  const left = new Set(kinds);
  const found = groups.map(({ title, holds }) => {
    const own = [...left].filter(({ type }) => holds.test(type));
    for (const kind of own) left.delete(kind);
    return { title, kinds: own };
  });
  return [...found, { title: 'More', kinds: [...left] }].filter(({ kinds: own }) => own.length > 0);
}

/** What is worth another value than the default where a layer is new in a network of images. */
const fresh: Record<string, object> = {
  dense: { units: 32, activation: 'relu' },
  conv2d: { activation: 'relu', padding: 'same' },
  activation: { activation: 'relu' },
};

export function withLayer(model: readonly LayerSpec[], at: number, type: string): LayerSpec[] {
  const next = [...model];
  next.splice(at, 0, { type, ...fresh[type] } as LayerSpec);
  return next;
}

export const withoutLayer = (model: readonly LayerSpec[], at: number): LayerSpec[] =>
  model.filter((_, index) => index !== at);
