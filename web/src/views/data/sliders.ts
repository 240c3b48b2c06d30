/** Which sliders matter to a data set, in their order. */
import { isSeriesSet, isTextSet } from './sequence-sets';

export interface Slider {
  pointer: string;
  percent: boolean;
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
  if (source !== 'csv' && source !== 'images')
    sliders.push({ pointer: '/data/samples', percent: false }, { pointer: '/data/noise', percent: false });
  const extra = own[source];
  if (extra) sliders.push({ pointer: extra, percent: extra === '/data/gap' });
  if (task === 'classification') sliders.push({ pointer: '/data/labelNoise', percent: true });
  return sliders;
}
