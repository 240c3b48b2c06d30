/**
 * How a number of the spec moves under hand: drag, arrows, slider. Linear fields go by their step,
 * logarithmic ones by ratios and land on round numbers. Everything here stays within the limits;
 * only what is typed can be out of them, and then it is said.
 */
import type { Field } from '../state/app';

export interface Grip {
  /** Shift: a tenth of the way. */
  fine: boolean;
  /** Alt: ten times the way. */
  coarse: boolean;
}

/** Pixels of a sideways drag for one step, and for a factor of two. */
const kPixelsPerStep = 4;
const kPixelsPerDouble = 40;
/** Arrow presses to a factor of ten. */
const kPressesPerDecade = 10;

const low = (field: Field): number => field.min ?? -Infinity;
const high = (field: Field): number => field.max ?? Infinity;
const clamp = (field: Field, value: number): number => Math.min(Math.max(value, low(field)), high(field));

/** Takes the dust of binary fractions off: 0.30000000000000004 is 0.3. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** To a whole number of steps (or of tenths of steps) from the lower limit or zero. */
function snap(field: Field, value: number, fine: boolean): number {
  const whole = field.type === 'integer';
  const step = (field.step ?? (whole ? 1 : 0.01)) * (fine && !whole ? 0.1 : 1);
  const grid = whole ? Math.max(1, fine ? 1 : Math.round(step)) : step;
  const snapped = tidy(Math.round(value / grid) * grid);
  // The lower limit may not lie on the grid (batch 1 with steps of 10): keep it reachable.
  return clamp(field, snapped);
}

/** To two significant digits (three when fine). */
function roundRatio(field: Field, value: number, fine: boolean): number {
  const digits = fine ? 3 : 2;
  const rounded = Number(value.toPrecision(digits));
  return clamp(field, field.type === 'integer' ? Math.round(rounded) : rounded);
}

const reach = (grip: Grip): number => (grip.fine ? 0.1 : grip.coarse ? 10 : 1);

/** Value after a sideways drag of `pixels` from where the field had `start`. */
export function dragged(field: Field, start: number, pixels: number, grip: Grip): number {
  if (field.log) {
    const doublings = (pixels / kPixelsPerDouble) * (grip.fine ? 0.1 : grip.coarse ? 3 : 1);
    return roundRatio(field, start * 2 ** doublings, grip.fine);
  }
  const steps = (pixels / kPixelsPerStep) * reach(grip);
  const step = field.step ?? (field.type === 'integer' ? 1 : 0.01);
  return snap(field, start + steps * step, grip.fine);
}

/** Value one arrow press up (+1) or down (-1). Always moves, unless at a limit. */
export function stepped(field: Field, start: number, direction: 1 | -1, grip: Grip): number {
  if (!field.log) {
    const step = field.step ?? (field.type === 'integer' ? 1 : 0.01);
    const whole = field.type === 'integer';
    const by = whole ? Math.max(1, step * reach(grip)) : step * reach(grip);
    return clamp(field, tidy(start + direction * (whole ? Math.round(by) : by)));
  }
  const presses = grip.fine ? 0.1 : grip.coarse ? kPressesPerDecade : 1;
  const moved = start * 10 ** ((direction * presses) / kPressesPerDecade);
  const rounded = roundRatio(field, moved, grip.fine);
  if (field.type === 'integer' && rounded === start) return clamp(field, start + direction);
  return rounded;
}

/** Where a value lies on a slider, 0..1. */
export function sliderShare(field: Field, value: number): number {
  const [from, to] = [field.min ?? 0, field.max ?? 1];
  const share = field.log
    ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
    : (value - from) / (to - from);
  return Math.min(Math.max(share, 0), 1);
}

/** Value at a share of a slider. */
export function sliderValue(field: Field, share: number): number {
  const [from, to] = [field.min ?? 0, field.max ?? 1];
  if (field.log) return roundRatio(field, from * (to / from) ** share, false);
  return snap(field, from + (to - from) * share, false);
}

/** Whether a field matters now: what it depends on has one of the values it needs. */
export function applies(field: Field, get: (pointer: string) => unknown): boolean {
  return !field.applies || field.applies.in.includes(String(get(field.applies.pointer)));
}
