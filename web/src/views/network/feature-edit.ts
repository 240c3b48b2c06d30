/** Choosing the features of a point that are fed to the network. */
import type { Feature } from '../../config/spec-types';

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
