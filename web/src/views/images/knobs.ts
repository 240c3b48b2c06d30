/** What a set of images can be varied by, as the schema has it. */
import type { App, Field } from '../../state/app';

const varied = '/data/augment/';
/** These have a place of their own, with all sets. */
const shared = ['/data/samples', '/data/noise', '/data/labelNoise'];

export interface Knobs {
  /** How its images are made: sliders. */
  made: Field[];
  /** How they are changed anew at every use. */
  augment: Field[];
}

/** Whole numbers are of files of images, which the page has read already. */
export function knobsOf(app: Pick<App, 'fields'>, source: string): Knobs {
  const all = app
    .fields('/data/')
    .filter(({ applies }) => applies?.pointer === '/data/source' && applies.in.includes(source));
  return {
    made: all.filter(
      ({ pointer, type }) =>
        (type === 'number' || pointer.startsWith('/data/audio/')) &&
        !pointer.startsWith(varied) &&
        !shared.includes(pointer),
    ),
    augment: all.filter(({ pointer }) => pointer.startsWith(varied)),
  };
}
