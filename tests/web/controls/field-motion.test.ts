import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from '../../../web/src/state/app';
import { applies, dragged, sliderShare, sliderValue, stepped } from '../../../web/src/controls/field-motion';

const field = (part: Partial<Field>): Field => ({
  pointer: '/x',
  label: 'X',
  help: '',
  type: 'number',
  default: 0,
  ...part,
});
const rate = field({ min: 1e-6, max: 10, step: 0.001, log: true });
const noise = field({ min: 0, max: 1, step: 0.01 });
const batch = field({ type: 'integer', min: 1, max: 4096, step: 1, log: true });
const patience = field({ type: 'integer', min: 0, max: 1e6, step: 5 });
const plain = { fine: false, coarse: false };
const fine = { fine: true, coarse: false };
const coarse = { fine: false, coarse: true };

describe('dragging', () => {
  test('a linear field goes by steps, without binary dust', () => {
    expect(dragged(noise, 0.1, 80, plain)).toBe(0.3);
    expect(dragged(noise, 0.1, 80, fine)).toBe(0.12);
    expect(dragged(noise, 0.1, 8, coarse)).toBe(0.3);
    expect(dragged(noise, 0.1, 0, plain)).toBe(0.1);
  });
  test('a logarithmic field goes by ratios to round numbers', () => {
    expect(dragged(rate, 0.01, 40, plain)).toBe(0.02);
    expect(dragged(rate, 0.01, -40, plain)).toBe(0.005);
    expect(dragged(rate, 0.01, 10, plain)).toBe(0.012);
    expect(dragged(batch, 32, 40, plain)).toBe(64);
  });
  test('it stays within the limits, whatever is done', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(rate, noise, batch, patience),
        fc.integer({ min: -5000, max: 5000 }),
        fc.boolean(),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (f, pixels, isFine, isCoarse, share) => {
          const value = dragged(f, sliderValue(f, share), pixels, { fine: isFine, coarse: isCoarse });
          expect(value).toBeGreaterThanOrEqual(f.min!);
          expect(value).toBeLessThanOrEqual(f.max!);
          if (f.type === 'integer') expect(Number.isInteger(value)).toBe(true);
        },
      ),
    );
  });
});

describe('arrows', () => {
  test('step by step; Shift a tenth, Alt ten', () => {
    expect(stepped(noise, 0.1, 1, plain)).toBe(0.11);
    expect(stepped(noise, 0.1, -1, fine)).toBe(0.099);
    expect(stepped(noise, 0.1, 1, coarse)).toBe(0.2);
    expect(stepped(patience, 0, 1, plain)).toBe(5);
    expect(stepped(patience, 5, 1, fine)).toBe(6);
  });
  test('every press moves a whole number, also a small one', () => {
    for (let n = 1; n < 30; n++) {
      expect(stepped(batch, n, 1, plain)).toBeGreaterThan(n);
      if (n > 1) expect(stepped(batch, n, -1, plain)).toBeLessThan(n);
    }
    expect(stepped(batch, 1, -1, plain)).toBe(1);
  });
  test('ten presses are a decade', () => {
    expect(stepped(rate, 0.01, 1, coarse)).toBe(0.1);
    let value = 0.01;
    for (let i = 0; i < 10; i++) value = stepped(rate, value, 1, plain);
    expect(value).toBeGreaterThan(0.09);
    expect(value).toBeLessThan(0.11);
  });
});

describe('sliders', () => {
  test('the ends are the limits', () => {
    for (const f of [rate, noise, batch, patience]) {
      expect(sliderValue(f, 0)).toBe(f.min);
      expect(sliderValue(f, 1)).toBe(f.max);
      expect(sliderShare(f, f.min!)).toBe(0);
      expect(sliderShare(f, f.max!)).toBe(1);
    }
  });
  test('a value goes to its place and back', () => {
    for (const value of [0.001, 0.012, 0.3]) expect(sliderValue(rate, sliderShare(rate, value))).toBe(value);
    for (const value of [0.05, 0.33, 0.9]) expect(sliderValue(noise, sliderShare(noise, value))).toBe(value);
  });
});

test('a field matters when what it depends on says so', () => {
  const momentum = field({ applies: { pointer: '/training/optimizer', in: ['momentum', 'nesterov'] } });
  expect(applies(momentum, () => 'adam')).toBe(false);
  expect(applies(momentum, () => 'nesterov')).toBe(true);
  expect(applies(noise, () => 'adam')).toBe(true);
});
