/** Below 2 steps a second, and for a single step by hand. */
export const isSlow = (playing: boolean, speed: number, before: number, now: number): boolean =>
  before >= 0 && now === before + 1 && (!playing || (speed > 0 && speed <= 2));
