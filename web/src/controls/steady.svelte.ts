import { untrack } from 'svelte';

/**
 * A number that the eye can follow: takes the newest of `read` at most once in `period` ms (8 times a
 * second). To be made while a component is set up.
 */
export function steady<T>(read: () => T, period = 125): { readonly current: T } {
  let current = $state.raw(untrack(read));
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  $effect(() => {
    const value = read();
    const take = (): void => {
      last = performance.now();
      current = value;
    };
    clearTimeout(timer);
    const wait = last + period - performance.now();
    if (wait <= 0) take();
    else timer = setTimeout(take, wait);
  });
  $effect(() => () => clearTimeout(timer));
  return {
    get current() {
      return current;
    },
  };
}
