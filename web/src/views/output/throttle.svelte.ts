/** Numbers that change with every frame, shown at most eight times a second so that they can be read. */
const kLeastGap = 125;

export class Throttled<T> {
  current: T = $state.raw() as T;
  #latest: T;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shownAt = -Infinity;

  constructor(first: T) {
    this.#latest = first;
    this.current = first;
  }

  push(value: T): void {
    this.#latest = value;
    if (this.#timer !== undefined) return;
    const wait = this.#shownAt + kLeastGap - performance.now();
    if (wait <= 0) this.#show();
    else this.#timer = setTimeout(() => this.#show(), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #show(): void {
    this.#timer = undefined;
    this.#shownAt = performance.now();
    this.current = this.#latest;
  }
}
