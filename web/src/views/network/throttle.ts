/** Numbers are read, pictures are seen: text follows at most so many times a second, the last value always. */
export class Throttle<T> {
  private last = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: T | undefined;

  constructor(
    private readonly every: number,
    private readonly out: (value: T) => void,
  ) {}

  give(value: T): void {
    this.waiting = value;
    if (this.timer !== undefined) return;
    const wait = this.last + this.every - performance.now();
    if (wait <= 0) this.flush();
    else this.timer = setTimeout(() => this.flush(), wait);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private flush(): void {
    this.timer = undefined;
    this.last = performance.now();
    this.out(this.waiting as T);
  }
}
