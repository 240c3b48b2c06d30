import { expect, it } from 'vitest';
import { Fields } from '../../../web/src/state/fields';

it('a field tells how its 0 is read, where that is said', () => {
  const number = (extra: object) => ({
    type: 'integer',
    minimum: 0,
    maximum: 9,
    default: 0,
    'x-hunch': extra,
  });
  const fields = new Fields({
    properties: { data: { properties: { steps: number({ zero: 'all' }), plain: number({}) } } },
  });
  expect(fields.find('/data/steps', {})?.zero).toBe('all');
  expect(fields.find('/data/plain', {})).not.toHaveProperty('zero');
});
