import { describe, expect, it } from 'vitest';
import type { EngineSession } from '../../../web/src/engine/engine';
import type { FrameRequest } from '../../../web/src/worker/protocol';
import { Sequences } from '../../../web/src/worker/sequences';

/** A session whose samples of a text take so many milliseconds each. */
function setting(cost: number) {
  const clock = { time: 0 };
  const asked: number[] = [];
  const session = {
    probeText(_text: string, samples: number) {
      asked.push(samples);
      clock.time += samples * cost;
      return { samples };
    },
    textStages: () => ({ length: 1, outputs: [], attention: [] }),
  } as unknown as EngineSession;
  const sequences = new Sequences(() => clock.time);
  const frame = (training: boolean, version: number, text = 'a') => {
    const request: FrameRequest = { text: { text, samples: 100 } };
    return sequences.parts(session, request, training, version).text;
  };
  return { clock, asked, frame };
}

describe('a text that is asked about', () => {
  it('takes a tenth of the time at most while training runs, four times a second at most', () => {
    const { clock, asked, frame } = setting(5);
    for (let version = 0; clock.time < 10_000; version++) {
      frame(true, version);
      clock.time += 10;
    }
    const spent = asked.reduce((sum, samples) => sum + 5 * samples, 0);
    expect(spent).toBeLessThan(0.11 * clock.time);
    expect(asked.length).toBeLessThanOrEqual(41);
    expect(asked.length).toBeGreaterThan(20);
    expect(Math.max(...asked)).toBe(5); // 25 ms
  });

  it('is answered at once when it is another text', () => {
    const { frame } = setting(1);
    expect(frame(true, 0)).toBeDefined();
    expect(frame(true, 1)).toBeUndefined();
    expect(frame(true, 1, 'b')).toBeDefined();
  });

  it('is refined at rest until all samples are in', () => {
    const { asked, frame } = setting(2);
    while (!frame(false, 7)!.complete);
    expect(asked).toEqual([4, 20, 40, 80, 100]);
    expect(frame(false, 8)!.complete).toBe(false); // other weights
  });
});
