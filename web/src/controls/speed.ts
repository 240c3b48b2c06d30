/** The speed slider: 0.5 to 1000 steps a second by ratios, and at its end as fast as it can (0). */
import { formatCount, formatSetting } from '../format';

const kSlowest = 0.5;
const kFastest = 1000;

/** Slider position 0..1. */
export function speedShare(stepsPerSecond: number): number {
  if (stepsPerSecond <= 0) return 1;
  const share = Math.log(stepsPerSecond / kSlowest) / Math.log(kFastest / kSlowest);
  return Math.min(Math.max(share, 0), 0.99) * 0.95;
}

export function speedAt(share: number): number {
  if (share >= 0.975) return 0;
  const exact = kSlowest * (kFastest / kSlowest) ** Math.min(share / 0.95, 1);
  return exact < 1 ? Number(exact.toFixed(1)) : Number(exact.toPrecision(exact < 10 ? 1 : 2));
}

/** What stands beside it: the wish, or at full speed what was measured. */
export function speedWords(stepsPerSecond: number, measured: number): string {
  if (stepsPerSecond > 0) return `${formatSetting(stepsPerSecond)}/s`;
  return measured >= 1 ? `${formatCount(Number(measured.toPrecision(2)))}/s` : 'full';
}
