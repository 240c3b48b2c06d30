import { describe, expect, it } from 'vitest';
import type { EngineSession } from '../../../web/src/engine/engine';
import { SurfaceBudget } from '../../../web/src/worker/pictures';

/** How many samples a picture is given once its cost is known, at so many milliseconds a sample. */
function samplesAt(cost: number, training: boolean): number {
  let time = 0;
  const given: number[] = [];
  const session = {
    surface(_cells: number, _samples: number, more: number) {
      given.push(more);
      time += more * cost;
      return { samples: more };
    },
  } as unknown as EngineSession;
  const budget = new SurfaceBudget(() => time);
  for (let i = 0; i < 3; ++i) budget.surface(session, 50, 100, training);
  expect(given[0]).toBe(1); // nothing is known yet
  return given.at(-1) ?? 0;
}

describe('samples of a picture', () => {
  it('fill their time, less of it while training', () => {
    expect(samplesAt(0.5, true)).toBe(12);
    expect(samplesAt(0.5, false)).toBe(28);
  });

  it('are four where six milliseconds hold fewer, but never cost more than a picture can wait', () => {
    expect(samplesAt(3, true)).toBe(4);
    expect(samplesAt(10, true)).toBe(2);
    expect(samplesAt(100, true)).toBe(1);
  });
});
