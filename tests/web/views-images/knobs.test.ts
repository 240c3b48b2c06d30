import { expect, it } from 'vitest';
import type { Field } from '../../../web/src/state/app';
import { knobsOf } from '../../../web/src/views/images/knobs';

const field = (pointer: string, type: Field['type'], ...sources: string[]): Field => ({
  pointer,
  type,
  label: '',
  help: '',
  default: 0,
  ...(sources.length > 0 && { applies: { pointer: '/data/source', in: sources } }),
});

it('the knobs of a set are the schema’s fields for it, those of augmentation apart', () => {
  const all = [
    field('/data/noise', 'number', 'digits', 'moons'),
    field('/data/thickness', 'number', 'digits'),
    field('/data/gap', 'number', 'gap'),
    field('/data/side', 'integer', 'images'),
    field('/data/augment/shift', 'number', 'digits', 'images'),
    field('/data/augment/mirror', 'boolean', 'digits', 'images'),
    field('/data/trainFraction', 'number'),
  ];
  const app = { fields: (start: string) => all.filter(({ pointer }) => pointer.startsWith(start)) };
  const names = (source: string) => {
    const { made, augment } = knobsOf(app, source);
    return [made, augment].map((list) => list.map(({ pointer }) => pointer));
  };
  const varied = ['/data/augment/shift', '/data/augment/mirror'];
  expect(names('digits')).toEqual([['/data/thickness'], varied]);
  expect(names('images')).toEqual([[], varied]);
});
