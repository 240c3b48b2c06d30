/** Past and future of a value; a drag joins into one step. */
export class Undo<T> {
  private readonly past: T[] = [];
  private future: T[] = [];
  private dragging = '';
  private draggedAt = -Infinity;

  constructor(private readonly now: () => number = () => performance.now()) {}

  get canUndo(): boolean {
    return this.past.length > 0;
  }
  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Notes the value before a change; changes of one `drag` within a second of each other are one. */
  note(before: T, drag = ''): void {
    const joined = drag !== '' && drag === this.dragging && this.now() - this.draggedAt < 1000;
    this.dragging = drag;
    this.draggedAt = this.now();
    this.future = [];
    if (joined) return;
    this.past.push(before);
    if (this.past.length > 200) this.past.shift();
  }

  /** A change was taken back: steps that would lead to where we are lead nowhere. */
  forget(isHere: (value: T) => boolean): void {
    this.dragging = '';
    for (const steps of [this.past, this.future]) {
      const last = steps.at(-1);
      if (last !== undefined && isHere(last)) steps.pop();
    }
  }

  undo(now: T): T | undefined {
    return this.move(this.past, this.future, now);
  }
  redo(now: T): T | undefined {
    return this.move(this.future, this.past, now);
  }

  clear(): void {
    this.past.length = 0;
    this.future = [];
    this.dragging = '';
  }

  private move(from: T[], to: T[], now: T): T | undefined {
    this.dragging = '';
    const value = from.pop();
    if (value !== undefined) to.push(now);
    return value;
  }
}
