/** What a network of images can be asked about, beside its examples. */
import type { App } from '../../state/app';
import type { Description } from '../../worker/protocol';
import type { Steps } from '../camera/fit';

/** Frames of a made clip. */
const madeSteps = 8;

/** Sets of bright ink on dark paper. */
export const isPenned = (source: string): boolean => ['digits', 'letters', 'shapes'].includes(source);

/** Frames of an example of what is learned, and how they lie in its image. */
export function stepsOf(app: Pick<App, 'get' | 'images'>, { shape }: Pick<Description, 'shape'>): Steps {
  const source = app.get('/data/source');
  const count = source === 'clips' ? madeSteps : source === 'images' ? (app.images?.images.frames ?? 1) : 1;
  const strip = count > 1 && shape[2] === 1;
  return strip || shape[2] === count ? { count, strip } : { count: 1, strip: false };
}
