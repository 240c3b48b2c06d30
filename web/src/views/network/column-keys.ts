/**
 * Names for the hidden columns that outlive an edit: the description numbers layers anew, so what was
 * inserted or removed is noted here first and used when the new description comes.
 */
export class ColumnKeys {
  private keys: string[] = [];
  private next = 0;
  private planned: ((keys: string[]) => void) | null = null;

  private fresh(): string {
    return `h${this.next++}`;
  }

  inserted(position: number): void {
    this.planned = (keys) => keys.splice(position, 0, this.fresh());
  }

  removed(position: number): void {
    this.planned = (keys) => keys.splice(position, 1);
  }

  /** The names of `count` hidden layers. */
  of(count: number): readonly string[] {
    if (count === this.keys.length) return this.keys;
    const keys = [...this.keys];
    this.planned?.(keys);
    this.planned = null;
    if (keys.length > count) keys.length = count;
    while (keys.length < count) keys.push(this.fresh());
    this.keys = keys;
    return keys;
  }
}
