import { describe, expect, it } from 'vitest';
import { Player } from '../../../web/src/worker/player';

/** A world whose time passes by running steps (cost each) and by waiting. */
function world(cost = 0) {
  const state = { now: 0, step: 0, most: Infinity, slices: [] as number[], ended: 0 };
  const queue: { at: number; then: () => void }[] = [];
  const player = new Player(
    {
      run(count) {
        const ran = Math.min(count, state.most - state.step);
        state.step += ran;
        state.now += ran * cost;
        state.slices.push(ran);
        return ran;
      },
      at: () => state.step,
    },
    {
      now: () => state.now,
      soon: (then) => void queue.push({ at: state.now, then }),
      later(then, milliseconds) {
        const entry = { at: state.now + milliseconds, then };
        queue.push(entry);
        return () => void queue.splice(queue.indexOf(entry), queue.includes(entry) ? 1 : 0);
      },
    },
    () => ++state.ended,
  );
  const until = (time: number): void => {
    for (let guard = 0; guard < 1_000_000; ++guard) {
      queue.sort((a, b) => a.at - b.at);
      const next = queue[0];
      if (!next || next.at > time || state.now > time) break;
      queue.shift();
      state.now = Math.max(state.now, next.at);
      next.then();
    }
    state.now = Math.max(state.now, time);
  };
  return { state, player, until };
}

describe('the player', () => {
  it('runs slices of about 8 ms at full speed', () => {
    const { state, player, until } = world(0.02);
    player.play(0);
    until(1000);
    expect(state.step).toBeGreaterThan(49_000);
    expect(Math.max(...state.slices) * 0.02).toBeLessThan(9);
    expect(player.speed()).toBeCloseTo(50_000, -4);
  });

  it.each([0.25, 1, 7, 60, 1000])('keeps %d steps a second', (rate) => {
    const { state, player, until } = world(0.01);
    player.play(rate);
    until(20_000);
    expect(Math.abs(state.step - 20 * rate)).toBeLessThanOrEqual(Math.max(1, 0.02 * 20 * rate));
    expect(player.speed()).toBeGreaterThan(0.6 * rate);
    expect(player.speed()).toBeLessThan(1.4 * rate);
  });

  it('goes as fast as it can when asked for more than that', () => {
    const { state, player, until } = world(10);
    player.play(1000);
    until(10_000);
    expect(state.step).toBeGreaterThan(900);
    expect(state.step).toBeLessThan(1010);
  });

  it('does not make up for time lost in the background', () => {
    const { state, player, until } = world(0.01);
    player.play(100);
    until(1000);
    const before = state.step;
    state.now += 60_000;
    until(state.now + 100);
    expect(state.step - before).toBeLessThan(40);
  });

  it('stops on the very step it was told to, and tells', () => {
    const { state, player, until } = world(0.001);
    player.play(0, 12_345);
    until(5000);
    expect([state.step, state.ended, player.playing]).toEqual([12_345, 1, false]);
  });

  it('tells when training stopped by itself', () => {
    const { state, player, until } = world(0.1);
    state.most = 777;
    player.play(0);
    until(5000);
    expect([state.step, state.ended, player.playing]).toEqual([777, 1, false]);
  });

  it('runs no step after pause, and changes speed while it runs', () => {
    const { state, player, until } = world(0.1);
    player.play(0);
    until(100);
    player.play(10);
    const fast = state.step;
    until(state.now + 1000);
    expect(state.step - fast).toBeGreaterThanOrEqual(9);
    expect(state.step - fast).toBeLessThanOrEqual(11);
    player.pause();
    const last = state.step;
    until(state.now + 1000);
    expect(state.step).toBe(last);
    expect(player.speed()).toBe(0);
  });

  it('runs a number of steps in slices that others can interrupt', async () => {
    const { state, player, until } = world(1);
    const done = player.runThrough(100);
    let result: boolean | undefined;
    void done.then((value) => (result = value));
    for (let i = 0; i < 400 && result === undefined; ++i) {
      until(state.now);
      await Promise.resolve();
    }
    expect([result, state.step]).toEqual([true, 100]);
    const broken = player.runThrough(100);
    player.pause();
    until(state.now + 1);
    expect(await broken).toBe(false);
    expect(state.step).toBeLessThan(120);
  });
});
