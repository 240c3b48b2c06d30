/**
 * The colour scales, drawn in OKLab. Stops are spaced to equal CIEDE2000 steps and checked for the
 * three kinds of colour blindness; each theme's scales start at the page's own tone, so that strength is
 * distance from the page. A Palette holds them as byte tables, quick enough for every pixel.
 */
import { css, fromOklab, mixLab, parseHex, toOklab, type Lab, type Rgb } from './oklab';
import { tokensOf, type Theme, type TokenName } from './tokens';

const stops = {
  light: {
    diverging:
      '#226ac3 #387ccd #4d8fd8 #65a3e3 #84b9ec #a7cdf0 #c6dcf0 #dfe8f0 #f3f2ef ' +
      '#f3e7d8 #f3d9bb #f1c798 #ecb174 #e39957 #d88141 #cc6b2d #c15517',
    sequential: '#f5f3f5 #efe0ef #e6c6e6 #d7a5da #c683cc #b364be #9b49ab #7a3390 #551d71',
    categorical: '#226ac3 #c15517 #108a53 #ba738b #534601 #422873 #2f9ebe #4b1615',
  },
  dark: {
    diverging:
      '#67b9fb #54a0e1 #448bca #3778b4 #2e669c #2a537e #28425e #253242 #22252a ' +
      '#362f2c #4c392d #65442d #82522c #9e622e #b97335 #d58841 #f6a14f',
    sequential: '#22232a #2f273c #442b57 #67367f #8c48a0 #ac5eb9 #c77bcd #e19ede #fcc3ee',
    categorical: '#67b9fb #f6a14f #6c9c7d #b689a4 #ebedb0 #8361d8 #b1f6fa #cb3f20',
  },
} as const;

/** Entries of a one-way table (odd: the middle is one of them), of the doubt axis, and of classes. */
export const kSteps = 257;
export const kDoubtSteps = 64;
export const kMaxClasses = 10;

/** Share of the diverging scale that a surface and a tile use: points on top keep its ends. */
export const kSurfaceReach = 0.8;
export const kTileReach = 0.84;

/** Mutual information (bits) at which nothing of the class colour is left. */
export const kFullDoubtBits = 0.45;

export interface Palette extends Record<TokenName, string> {
  theme: Theme;
  dark: boolean;
  /** (kSteps x 3) from one sign to the other. */
  diverging: Uint8Array;
  /** (kSteps x 3) from nothing to most. */
  sequential: Uint8Array;
  /** (kMaxClasses) CSS colours; 9 and 10 repeat 1 and 2 and differ by their marker. */
  categorical: readonly string[];
  /** (kDoubtSteps x kSteps x 3) two classes: colour of value t under doubt u. */
  surface: Uint8Array;
  /** (kMaxClasses x kDoubtSteps x 3) K classes: colour of the winner at certainty s. */
  classSurface: Uint8Array;
}

const clamp01 = (t: number): number => (t < 0 ? 0 : t > 1 ? 1 : t);

const labs = (list: string): Lab[] => list.split(' ').map((hex) => toOklab(parseHex(hex)));

/** Colour at t in 0..1 of equally spaced stops. */
function along(scale: readonly Lab[], t: number): Lab {
  const at = clamp01(t) * (scale.length - 1);
  const index = Math.min(Math.floor(at), scale.length - 2);
  return mixLab(scale[index]!, scale[index + 1]!, at - index);
}

/** Certainty left at doubt u: it falls a little faster than doubt rises. */
const certainty = (doubt: number): number => (1 - clamp01(doubt)) ** 0.85;

/** Fills (count x 3) bytes. */
function table(count: number, colour: (index: number) => Lab): Uint8Array {
  const bytes = new Uint8Array(count * 3);
  for (let i = 0; i < count; i++) bytes.set(fromOklab(colour(i)).map(Math.round), i * 3);
  return bytes;
}

function build(theme: Theme): Palette {
  const named = tokensOf(theme);
  const diverging = labs(stops[theme].diverging);
  const sequential = labs(stops[theme].sequential);
  const eight = stops[theme].categorical.split(' ');
  const categorical = Array.from({ length: kMaxClasses }, (_, k) => eight[k % eight.length]!);
  const fog = toOklab(parseHex(named.fog));
  const middle = along(diverging, 0.5);
  const winners = categorical.map((hex) => mixLab(toOklab(parseHex(hex)), middle, 0.18));

  // Value-suppressing: doubt takes chroma and also the distance between the colours, down to fog.
  const suppressed = (t: number, doubt: number): Lab => {
    const s = certainty(doubt);
    const reach = kSurfaceReach * (0.35 + 0.65 * s);
    return mixLab(fog, along(diverging, 0.5 + (t - 0.5) * reach), s);
  };
  const last = kSteps - 1;
  return {
    ...named,
    theme,
    dark: theme === 'dark',
    diverging: table(kSteps, (i) => along(diverging, i / last)),
    sequential: table(kSteps, (i) => along(sequential, i / last)),
    categorical,
    surface: table(kDoubtSteps * kSteps, (i) =>
      suppressed((i % kSteps) / last, Math.floor(i / kSteps) / (kDoubtSteps - 1)),
    ),
    classSurface: table(kMaxClasses * kDoubtSteps, (i) =>
      mixLab(fog, winners[Math.floor(i / kDoubtSteps)]!, (i % kDoubtSteps) / (kDoubtSteps - 1)),
    ),
  };
}

const built = new Map<Theme, Palette>();

/** The palette of a theme, built when first asked for. */
export function paletteOf(theme: Theme): Palette {
  let palette = built.get(theme);
  if (!palette) built.set(theme, (palette = build(theme)));
  return palette;
}

const rgbAt = (bytes: Uint8Array, index: number): Rgb => [
  bytes[index * 3]!,
  bytes[index * 3 + 1]!,
  bytes[index * 3 + 2]!,
];

const step = (t: number, steps: number): number => Math.round(clamp01(t) * (steps - 1));

/** CSS colour of a signed value, -1..1. */
export function divergingCss(palette: Palette, value: number): string {
  return css(rgbAt(palette.diverging, step(0.5 + value / 2, kSteps)));
}

/** CSS colour of an amount, 0..1. */
export function sequentialCss(palette: Palette, amount: number): string {
  return css(rgbAt(palette.sequential, step(amount, kSteps)));
}

/** CSS colour of class value t (0: class A, 1: class B) under doubt u: also draws the fan, the key. */
export function surfaceCss(palette: Palette, t: number, doubt: number): string {
  return css(rgbAt(palette.surface, surfaceIndex(t, doubt)));
}

/** CSS colour of winner `k` of K classes with probability `p` under doubt u. */
export function classSurfaceCss(
  palette: Palette,
  k: number,
  p: number,
  classes: number,
  doubt: number,
): string {
  return css(rgbAt(palette.classSurface, classSurfaceIndex(k, p, classes, doubt)));
}

/** Entry of Palette.surface. */
export function surfaceIndex(t: number, doubt: number): number {
  return step(doubt, kDoubtSteps) * kSteps + step(t, kSteps);
}

/** Entry of Palette.classSurface: certainty is also how far the winner is ahead of chance. */
export function classSurfaceIndex(k: number, p: number, classes: number, doubt: number): number {
  const ahead = clamp01((1.25 * (p - 1 / classes)) / (1 - 1 / classes));
  return (k % kMaxClasses) * kDoubtSteps + step(certainty(doubt) * ahead, kDoubtSteps);
}

/** Doubt u in 0..1 of a mutual information in nats. */
export function doubtOf(mutualInformation: number): number {
  return clamp01(mutualInformation / (kFullDoubtBits * Math.LN2));
}
