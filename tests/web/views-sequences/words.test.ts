import { expect, it } from 'vitest';
import { weightLines } from '../../../web/src/views/sequences/words';

it('a weight is told from step to step, where both are in the map', () => {
  const weights = Float32Array.of(1, 0, 0, 0, 0.25, 0.75);
  const map = { specIndex: 1, heads: 1, steps: 2, seen: 3, firstStep: 3, firstSeen: 0, weights };
  const name = (t: number): string => `step ${t + 1}`;
  expect(weightLines(map, 0, 1, 2, name)).toEqual(['from step 5', 'to step 3: 75\u202f%']);
  expect(weightLines(map, 0, 1, 3, name)).toBeNull();
  expect(weightLines(map, 0, 1, -1, name)).toBeNull();
});
