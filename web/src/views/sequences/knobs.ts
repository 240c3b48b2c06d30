/** What texts and series can be varied by, as the schema has it. */
import type { App, Field } from '../../state/app';

const cut = ['/data/text/', '/data/series/'];
/** How a table's cells are read has a panel of its own. */
const elsewhere = ['/data/csv/', '/data/labelNoise'];

export interface Knobs {
  /** How it is made. */
  made: Field[];
  /** How it is cut into examples. */
  cut: Field[];
}

export function knobsOf(app: Pick<App, 'fields'>, source: string): Knobs {
  const starts = (pointer: string, list: string[]): boolean =>
    list.some((start) => pointer.startsWith(start));
  const all = app
    .fields('/data/')
    .filter(
      ({ applies, pointer, list }) =>
        applies?.pointer === '/data/source' &&
        applies.in.includes(source) &&
        !list &&
        !starts(pointer, elsewhere),
    );
  return {
    made: all.filter(({ pointer }) => !starts(pointer, cut)),
    cut: all.filter(({ pointer }) => starts(pointer, cut)),
  };
}
