/** What is said of the network and its units, for captions and for those who hear the page. */
import { formatCount, formatValue } from '../../format';
import type { Description } from '../../worker/protocol';
import { unitName, type Column, type Tile } from './columns';
import type { UnitNumbers } from './unit-numbers';

/** "4 → 8 → 8 → 1 · 121 weights", and how many of them were typed by hand. */
export function summaryOf(description: Description | null, typed: number): string {
  if (!description) return '';
  const widths = [description.features.length, ...description.layers.map((layer) => layer.units)];
  return `${widths.join(' → ')} · ${formatCount(description.parameters)} weights${typed > 0 ? ` · ${typed} typed` : ''}`;
}

/** Of weights that were typed by hand. */
export const typedWords = 'A typed weight lasts until Reset or a reload, and is not in the link.';

export function tileWords(column: Column, tile: Tile, numbers: UnitNumbers | null): string {
  if (column.kind === 'input')
    return tile.feature
      ? `${tile.label}, ${tile.unit < 0 ? 'not fed to the network' : 'fed to the network'}`
      : `Input ${tile.label}`;
  const name = unitName(column, tile.unit);
  if (!numbers) return name;
  const parts = [`bias ${formatValue(numbers.bias)}`];
  if (numbers.output !== null) parts.unshift(`output ${formatValue(numbers.output)}`);
  if (numbers.asleep !== null)
    parts.push(`asleep in ${formatCount(numbers.asleep)} of ${formatCount(numbers.samples)}`);
  return `${name}: ${parts.join(', ')}`;
}
