/** The fixed ranges that uncertainty is drawn over: known before training, never rescaled silently. */
import { fixed, formatBits } from '../../format';
import type { Description } from '../../worker/protocol';
import { decimalsFor, tickStep } from './ticks';

/** Single passes drawn as lines. */
export const kLines = 18;

/** Share of the picture's height that the deviation's own curve takes below the band. */
export const kFoot = 0.17;

/** The most there can be, in nats: all K classes alike. */
export function mostEntropy(description: Description): number {
  return Math.log(Math.max(2, description.classes.length));
}

/** A quarter of the targets' range, rounded up: as unsure as not knowing which end it is. */
export function mostDeviation(description: Description): number {
  const quarter = (description.targetHigh - description.targetLow) / 4;
  if (!(quarter > 0)) return 1;
  const step = tickStep(0, quarter, 4);
  return Math.ceil(quarter / step - 1e-9) * step;
}

/** End of the bars' and the scales' range in words: "1 bit", "0.8". */
export function mostText(description: Description): string {
  if (description.task === 'classification')
    return formatBits(mostEntropy(description)).replace(/[.,]00/, '');
  const most = mostDeviation(description);
  return fixed(most, decimalsFor(tickStep(0, most, 4)));
}
