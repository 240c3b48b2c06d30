/** A refused value in words: the same for eyes and ears. */
import { formatSetting } from '../format';
import type { App, Field, FieldFault } from './app';
import { layerLabel, layerTrouble } from './layer-words';

export interface FaultWords {
  title: string;
  text: string;
  /** What the button says that takes the nearest value. Empty: there is none. */
  fix: string;
}

const shown = (value: unknown): string =>
  typeof value === 'number' ? formatSetting(value) : value === '' ? 'nothing' : String(value).slice(0, 40);

/** Of an item of a list, the list's. */
export const fieldOf = (pointer: string, app: Pick<App, 'field'>): Field | undefined =>
  app.field(pointer) ?? app.field(pointer.replace(/\/\d+$/, ''));

/** A layer as a whole, or all of them: the engine says why, and there is no nearest value. */
export const isOfLayers = (pointer: string): boolean => /^\/model(\/\d+)?$/.test(pointer);

export function faultWords(fault: FieldFault, app: Pick<App, 'field' | 'get' | 'layerKinds'>): FaultWords {
  const { pointer, value, allowed, nearest, file } = fault;
  if (isOfLayers(pointer)) {
    const trouble = layerTrouble(allowed, layerLabel(value, allowed, app.layerKinds));
    return {
      title: 'The layers do not fit together.',
      text: `${trouble} The network stays as it was.`,
      fix: '',
    };
  }
  const field = fieldOf(pointer, app);
  if (!field) {
    const [, kind, at] = /^\/csv\/(line|row|column)\/(.+)$/.exec(pointer) ?? [];
    return {
      title: `${file ?? 'The data'} cannot be learned from.`,
      text: `${kind ? `Its ${kind} ${at}` : 'It'} needs ${allowed}. What was open stays.`,
      fix: '',
    };
  }
  const stays = app.get(pointer);
  return {
    title: `${field.label} ${shown(value)} ${how(value, nearest)}.`,
    text: `The ${field.label.toLowerCase()} can be ${allowed}.${stays === undefined ? '' : ` It stays at ${shown(stays)}.`}`,
    fix: nearest === undefined ? '' : `Use ${shown(nearest)}`,
  };
}

function how(value: unknown, nearest: unknown): string {
  if (typeof value !== 'number' || typeof nearest !== 'number' || value === nearest) return 'is not possible';
  return value > nearest ? 'is too high' : 'is too low';
}
