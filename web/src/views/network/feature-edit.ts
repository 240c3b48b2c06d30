/** Choosing the features of a point that are fed to the network. */
import type { Feature } from '../../config/spec-types';
import type { App } from '../../state/app';
import type { Tile } from './columns';

/**
 * The chosen features with one switched on or off, in the order of `all`; null when it is the last thing
 * that is fed at all.
 */
export function switched(
  chosen: readonly Feature[],
  feature: Feature,
  all: readonly Feature[],
  formulas: number,
): Feature[] | null {
  const without = chosen.filter((one) => one !== feature);
  if (without.length === chosen.length)
    return [...chosen, feature].sort((a, b) => all.indexOf(a) - all.indexOf(b));
  return without.length + formulas > 0 ? without : null;
}

/** Switches one among all that stand in the column of the inputs. */
export function switchFeature(app: App, tiles: readonly Tile[], feature: Feature): void {
  if (app.locked('data') || app.locked('/data/features')) return;
  const chosen = (app.get('/data/features') ?? ['x', 'y']) as Feature[];
  const all = tiles.flatMap((tile) => tile.feature ?? []);
  const next = switched(chosen, feature, all, app.spec.data?.formulas?.length ?? 0);
  if (next) app.set('/data/features', next);
  else app.say('One input at least must stay.');
}
