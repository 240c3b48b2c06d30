/** The live region of screen readers: at most one line in five seconds, the newest of those that wait. */
const pause = 5000;

export class Live {
  private waiting = '';
  private last = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly show: (text: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  say(text: string): void {
    this.waiting = text;
    this.timer ??= setTimeout(() => this.speak(), Math.max(0, this.last + pause - this.now()));
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private speak(): void {
    this.timer = undefined;
    this.last = this.now();
    this.show(this.waiting);
  }
}

/** A region that is there for ears only; made by the store, so that no view has to think of it. */
export function liveRegion(document: Document): (text: string) => void {
  const region = document.createElement('div');
  region.setAttribute('role', 'status');
  region.setAttribute('aria-live', 'polite');
  region.className = 'live-region';
  region.style.cssText =
    'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';
  document.body.append(region);
  return (text) => {
    region.textContent = text;
  };
}
