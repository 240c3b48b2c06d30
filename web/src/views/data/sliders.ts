/** Which sliders matter to a data set, in their order. */
import type { App } from '../../state/app';

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
  const sliders: Slider[] = [];
  if (source !== 'csv' && source !== 'images')
    sliders.push({ pointer: '/data/samples', percent: false }, { pointer: '/data/noise', percent: false });
  const extra = own[source];
  if (extra) sliders.push({ pointer: extra, percent: extra === '/data/gap' });
  if (task === 'classification') sliders.push({ pointer: '/data/labelNoise', percent: true });
  return sliders;
}

/** What a made set of images can be varied by, as the schema has it; shared sliders are left out. */
export function knobsOf(app: Pick<App, 'fields'>, source: string): Slider[] {
  const shared = ['samples', 'noise', 'labelNoise'].map((name) => `/data/${name}`);
  return app
    .fields('/data/')
    .filter(({ pointer, applies, type }) => {
      const number = type === 'number' || type === 'integer';
      return (
        number &&
        applies?.pointer === '/data/source' &&
        applies.in.includes(source) &&
        !shared.includes(pointer)
      );
    })
    .map(({ pointer }) => ({ pointer, percent: false }));
}
