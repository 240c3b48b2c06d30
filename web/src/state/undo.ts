/** Past and future of a value; a drag joins into one step. */
export class Undo<T> {
  private past: T[] = [];
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

  /** `opposite`: the step that leads from there to here. */
  undo(opposite: (to: T) => T): T | undefined {
    return this.move(this.past, this.future, opposite);
  }
  redo(opposite: (to: T) => T): T | undefined {
    return this.move(this.future, this.past, opposite);
  }

  /** How many steps back are such. */
  count(is: (value: T) => boolean): number {
    return this.past.filter(is).length;
  }

  /** Such steps lead nowhere any more. */
  drop(is: (value: T) => boolean): void {
    this.past = this.past.filter((value) => !is(value));
    this.future = this.future.filter((value) => !is(value));
  }

  clear(): void {
    this.past = [];
    this.future = [];
    this.dragging = '';
  }

  private move(from: T[], to: T[], opposite: (to: T) => T): T | undefined {
    this.dragging = '';
    const value = from.pop();
    if (value !== undefined) to.push(opposite(value));
    return value;
  }
}
