/**
 * The clock of training: runs slices of steps of about 8 ms at full speed, or so many a second, and
 * gives way to requests between slices. Knows nothing of what a step is.
 */
export interface Steps {
  /** Runs up to `count` steps, returns how many ran; fewer: training has stopped. */
  run(count: number): number;
  /** Steps run since the start. */
  at(): number;
}

/** What the player needs of the world; tests bring their own. */
export interface Clock {
  now(): number;
  /** Calls back after messages that wait have been handled. */
  soon(then: () => void): void;
  later(then: () => void, milliseconds: number): () => void;
}

const sliceMilliseconds = 8;
const mostPerSlice = 1_000_000;

export class Player {
  private rate = 0;
  private until = Infinity;
  private due = 0;
  private perSlice = 1;
  private running = false;
  private round = 0;
  private cancelWait = (): void => {};
  private readonly marks: { time: number; step: number }[] = [];

  constructor(
    private readonly steps: Steps,
    private readonly clock: Clock,
    /** Training stopped or reached `until`. */
    private readonly onEnd: () => void,
  ) {}

  get playing(): boolean {
    return this.running;
  }

  /** Also changes the speed while it runs. `stepsPerSecond` 0: as fast as it can. */
  play(stepsPerSecond: number, until = Infinity): void {
    this.rate = Math.max(0, stepsPerSecond);
    this.until = until;
    this.due = this.clock.now() + (this.running && this.rate > 0 ? 1000 / this.rate : 0);
    this.cancelWait();
    if (!this.running) this.marks.length = 0;
    this.running = true;
    this.next(++this.round);
  }

  pause(): void {
    this.running = false;
    this.cancelWait();
    ++this.round;
  }

  /** Runs `count` steps in slices, while others may pause or go elsewhere; false: that happened. */
  async runThrough(count: number): Promise<boolean> {
    this.pause();
    const round = this.round;
    for (let left = count; left > 0;) {
      const wanted = Math.min(left, this.perSlice);
      const ran = this.slice(wanted);
      left -= ran;
      if (ran < wanted) break;
      if (left > 0) await new Promise<void>((done) => this.clock.soon(done));
      if (round !== this.round) return false;
    }
    return true;
  }

  /** Steps a second over about the last second, or the last few steps when they are slow. */
  speed(): number {
    const now = this.clock.now();
    const window = Math.max(1000, this.rate > 0 ? 3000 / this.rate : 0);
    const first = this.marks.find((mark) => now - mark.time <= window) ?? this.marks.at(-1);
    const last = this.marks.at(-1);
    if (!this.running || !first || !last || now <= first.time) return 0;
    return Math.max(0, ((last.step - first.step) * 1000) / (now - first.time));
  }

  private next(round: number): void {
    const tick = (): void => {
      if (this.running && round === this.round) this.tick(round);
    };
    const wait = this.rate > 0 ? this.due - this.clock.now() : 0;
    if (wait > 0) this.cancelWait = this.clock.later(tick, wait);
    else this.clock.soon(tick);
  }

  private tick(round: number): void {
    const left = this.until - this.steps.at();
    const wanted = Math.min(this.owed(), left);
    const ran = wanted > 0 ? this.slice(wanted) : 0;
    if (ran < wanted || this.steps.at() >= this.until) {
      this.pause();
      this.onEnd();
    } else if (round === this.round) {
      this.next(round);
    }
  }

  /** Time lost while the browser froze the page is not made up: at most a tenth of a second is. */
  private owed(): number {
    if (this.rate === 0) return this.perSlice;
    const interval = 1000 / this.rate;
    const late = this.clock.now() - this.due;
    if (late < 0) return 0;
    const wanted = 1 + Math.floor(late / interval);
    const count = Math.min(wanted, Math.max(1, Math.ceil(this.rate / 10)), this.perSlice);
    this.due = count < wanted ? this.clock.now() + interval : this.due + count * interval;
    return count;
  }

  private slice(count: number): number {
    const start = this.clock.now();
    const ran = this.steps.run(count);
    const end = this.clock.now();
    if (ran > 0) {
      const fitting = (ran * sliceMilliseconds) / Math.max(0.05, end - start);
      // A short slice says little of a long one: at most doubled.
      this.perSlice = Math.max(1, Math.min(mostPerSlice, Math.round(Math.min(fitting, this.perSlice * 2))));
      this.mark(end);
    }
    return ran;
  }

  private mark(time: number): void {
    const last = this.marks.at(-1);
    if (last && time - last.time < 20) {
      last.step = this.steps.at();
      return;
    }
    this.marks.push({ time, step: this.steps.at() });
    if (this.marks.length > 200) this.marks.shift();
  }
}
