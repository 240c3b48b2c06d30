/** Sets that the reader brings. */
import type { App } from '../../state/app';

export const ownNames: Record<string, string> = {
  csv: 'Your own table',
  images: 'Your own images',
  audio: 'Your own sounds',
  text: 'Your own text',
  series: 'Your own series',
};

/** What a source is made of. Null: the reader has brought none yet; undefined: it is a made set. */
export const ownOf = (
  { csv, images, clips, text }: App,
  source: string,
): { name: string } | null | undefined => ({ csv, series: csv, images, audio: clips, text })[source];
