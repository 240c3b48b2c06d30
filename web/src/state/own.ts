/**
 * The reader's own last work, kept between visits. While a link is only looked at, nothing is written;
 * once the reader edits what a link opened, the work before it stays one step away.
 */
import { isTree } from '../config/pointer';
import type { Spec } from '../config/spec-types';
import type { Shelf } from './storage';

export interface Work {
  spec: Spec;
  /** The file it learns from, a table or a text. */
  csv?: { name: string; text: string };
}

const last = { spec: 'hunch.own', table: 'hunch.own.table' } as const;
const before = { spec: 'hunch.before', table: 'hunch.before.table' } as const;
const tableMost = 2_000_000;

export class OwnWork {
  /** The text of the table that lies in storage: it is large, so it is written once. */
  private table: string | undefined;

  constructor(private readonly shelf: Shelf) {}

  last(): Work | null {
    return this.read(last);
  }

  /** What the reader had before the last link was edited. */
  before(): Work | null {
    return this.read(before);
  }

  /** False: storage does not keep it. A table too large for it is left out, its spec is kept. */
  save({ spec, csv }: Work): boolean {
    if (csv?.text !== this.table) {
      this.table = csv?.text;
      const kept = csv && csv.text.length <= tableMost && this.shelf.set(last.table, JSON.stringify(csv));
      if (!kept) this.shelf.remove(last.table);
    }
    return this.shelf.set(last.spec, JSON.stringify(spec));
  }

  /** The reader makes a link's work their own: what was there moves aside. */
  moveAside(): void {
    for (const part of ['spec', 'table'] as const) {
      const text = this.shelf.get(last[part]);
      if (text === null) this.shelf.remove(before[part]);
      else this.shelf.set(before[part], text);
    }
  }

  private read(keys: { spec: string; table: string }): Work | null {
    const spec = parsed(this.shelf.get(keys.spec));
    if (!spec) return null;
    const csv = parsed(this.shelf.get(keys.table)) as Work['csv'] | null;
    return { spec, ...(typeof csv?.text === 'string' && typeof csv.name === 'string' ? { csv } : {}) };
  }
}

function parsed(text: string | null): object | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isTree(value) ? value : null;
  } catch {
    return null;
  }
}
