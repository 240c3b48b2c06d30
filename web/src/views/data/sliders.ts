/** Which sliders matter to a data set, in their order. */
import { isImageSet, isSoundSet } from '../../spec/image-sets';
import { ownNames } from './own-sets';
import { isSeriesSet, isTextSet } from '../../spec/sequence-sets';

export interface Slider {
  pointer: string;
  percent: boolean;
  /** In place of the field's own. */
  label?: string;
}

/** What a set's examples are called; own images of more than a frame each are clips. */
export function unitOf(source: string, frames = 1): string {
  if (isSoundSet(source)) return 'sounds';
  if (source === 'clips' || (source === 'images' && frames > 1)) return 'clips';
  if (isImageSet(source)) return 'images';
  if (isTextSet(source)) return 'texts';
  if (isSeriesSet(source)) return 'windows';
  return source === 'csv' ? 'rows' : 'points';
}

/** What is made: a series is made of rows, windows are cut from it. */
export function madeLabel(source: string): string {
  const unit = isSeriesSet(source) ? 'rows' : unitOf(source);
  return unit[0]!.toUpperCase() + unit.slice(1);
}

const own: Record<string, string> = {
  blobs: '/data/classes',
  'multi-gaussian': '/data/classes',
  spiral: '/data/arms',
  gap: '/data/gap',
};

export function slidersOf(source: string, task: 'classification' | 'regression' | undefined): Slider[] {
  if (isTextSet(source) || isSeriesSet(source)) return [];
  const sliders: Slider[] = [];
  if (!(source in ownNames))
    sliders.push(
      { pointer: '/data/samples', percent: false, label: madeLabel(source) },
      { pointer: '/data/noise', percent: false },
    );
  const extra = own[source];
  if (extra) sliders.push({ pointer: extra, percent: extra === '/data/gap' });
  if (task === 'classification') sliders.push({ pointer: '/data/labelNoise', percent: true });
  return sliders;
}
