/** A whole series and its windows, fetched once for its description. */
import { untrack } from 'svelte';
import type { App } from '../../state/app';
import type { Description, SeriesRows } from '../../worker/protocol';

export class SeriesStore {
  private owner: Description | null = null;
  private arrived: SeriesRows | null = $state.raw(null);

  constructor(private readonly app: App) {}

  /** Null: on its way, or there is none. */
  get rows(): SeriesRows | null {
    const { description } = this.app;
    if (description && this.owner !== description) {
      this.owner = description;
      untrack(() => void this.fetch(description));
    }
    return this.arrived;
  }

  /** What is seen in an example's window, and what comes after. */
  window(example: number): { seen: Float32Array; after: Float32Array } | null {
    const { rows } = this;
    const first = rows?.first[example];
    if (!rows || first === undefined) return null;
    const end = first + rows.window;
    return { seen: rows.values.subarray(first, end), after: rows.values.subarray(end, end + rows.horizon) };
  }

  private async fetch(owner: Description): Promise<void> {
    const rows = await this.app.look('seriesRows', {});
    if (this.owner === owner) this.arrived = rows && rows.first.length > 0 ? rows : null;
  }
}

const stores = new WeakMap<App, SeriesStore>();

/** One for all views of a page; asked for as a view begins, so that what it derives hears of news. */
export function seriesOf(app: App): SeriesStore {
  let store = stores.get(app);
  if (!store) stores.set(app, (store = new SeriesStore(app)));
  return store;
}
