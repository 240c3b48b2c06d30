/**
 * Layers in a link: `64relu` (units, activation), `64relu:he-normal` (first weights), `d0.1` (dropout).
 * What is not said is the default. A layer of a kind that has no short form is its JSON, escaped.
 */
import type { LayerSpec } from './spec-types';
import { escapeText, unescapeText } from './text';
import { isTree } from './pointer';

const densePattern = /^(\d+)?([a-z-]+)?(?::([a-z-]+))?$/;
const dropoutPattern = /^(?:d|drop|dropout)(\d*\.?\d*(?:e-?\d+)?)$/;

export function layerText(layer: LayerSpec): string {
  const fields = Object.keys(layer).filter((name) => name !== 'type');
  if (layer.type === 'dropout' && fields.every((name) => name === 'rate')) return 'd' + (layer.rate ?? '');
  if (layer.type === 'dense') {
    const text = `${layer.units ?? ''}${layer.activation ?? ''}${layer.init ? ':' + layer.init : ''}`;
    const short = text.startsWith(':') || text === '' ? 'dense' + text : text;
    if (fields.every((name) => ['units', 'activation', 'init'].includes(name)) && same(short, layer))
      return short;
  }
  return '~' + escapeText(JSON.stringify(layer));
}

const same = (text: string, layer: object): boolean => {
  const read = readLayer(text);
  const names = new Set([...Object.keys(read ?? {}), ...Object.keys(layer)]);
  return [...names].every((name) => Object(read)[name] === Object(layer)[name]);
};

/** Undefined: no layer is written like this. */
export function readLayer(text: string): LayerSpec | undefined {
  if (text.startsWith('~~')) return readJson(unescapeText(text.slice(1)));
  const dropout = dropoutPattern.exec(text);
  if (dropout) return { type: 'dropout', ...(dropout[1] ? { rate: Number(dropout[1]) } : {}) };
  const dense = text === '' ? null : densePattern.exec(text);
  if (!dense) return undefined;
  const [, units, activation, init] = dense;
  return {
    type: 'dense',
    ...(units ? { units: Number(units) } : {}),
    ...(activation && activation !== 'dense' ? { activation } : {}),
    ...(init ? { init } : {}),
  } as LayerSpec;
}

function readJson(text: string): LayerSpec | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isTree(value) ? (value as LayerSpec) : undefined;
  } catch {
    return undefined;
  }
}
