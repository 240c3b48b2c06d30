/** What colours the tokens of a text: fixed ranges, told in the key, never rescaled silently. */
import { css, fromOklab, mixLab, parseHex, toOklab } from '../../color/oklab';
import { sequentialCss, type Palette } from '../../color/scales';
import { withUnit } from '../../format';
import type { ReadToken } from './tokens';

export type Tint = 'surprise' | 'total' | 'aleatoric' | 'epistemic';

export interface TintInfo {
  tint: Tint;
  label: string;
  help: string;
  /** A plain sentence on what the colours mean. */
  sentence: string;
}

export const tints: readonly TintInfo[] = [
  {
    tint: 'surprise',
    label: 'Surprise',
    help: 'How little it expected the token that came',
    sentence:
      'The stronger a token’s colour, the less the network expected it: 1 bit is one of two, 3 bit one of eight.',
  },
  {
    tint: 'total',
    label: 'Total',
    help: 'All uncertainty just before the token came: noise and doubt',
    sentence:
      'The stronger a token’s colour, the more open it was what would come: noise in the text and doubt together.',
  },
  {
    tint: 'aleatoric',
    label: 'Noise',
    help: 'aleatoric: the text itself leaves it open; more text will not settle it',
    sentence:
      'The stronger a token’s colour, the more the text itself left open what would come: more text will not settle it.',
  },
  {
    tint: 'epistemic',
    label: 'Doubt',
    help: 'epistemic: the samples of the model disagree; more text would settle it',
    sentence:
      'The stronger a token’s colour, the more the samples of the model disagreed on what would come: more text would settle it.',
  },
];

/** Where doubt of the model is as strong as it is drawn, in nats. */
const mostDoubt = Math.LN2;

/** End of the scale, in nats: all tokens alike; of doubt one bit. */
export const mostOf = (tint: Tint, classes: number): number =>
  tint === 'epistemic' ? mostDoubt : Math.log(Math.max(2, classes));

export const mostWords = (tint: Tint, classes: number): string => {
  const bits = mostOf(tint, classes) / Math.LN2;
  return withUnit(Number.isInteger(bits) ? String(bits) : bits.toFixed(1), 'bit');
};

/** In nats; null: nothing was said. */
export function amountOf({ said }: ReadToken, tint: Tint): number | null {
  if (!said) return null;
  return tint === 'surprise' ? -Math.log(Math.max(1e-9, said.p)) : said[tint];
}

/** Shares of the two scales that are used: letters in ink can be read on all of them. */
const inkReach = 0.38;
const doubtReach = 0.56;

/** Colour at share t: ink for what came, plum for what was uncertain. */
export function tintCss(palette: Palette, tint: Tint, t: number): string {
  const share = Math.min(1, Math.max(0, t));
  return tint === 'surprise' ? inkCss(palette, inkReach * share) : sequentialCss(palette, doubtReach * share);
}

/** Paper to ink, 0..1. */
export const inkCss = (palette: Palette, share: number): string =>
  css(fromOklab(mixLab(toOklab(parseHex(palette.raised)), toOklab(parseHex(palette.ink)), share)));
