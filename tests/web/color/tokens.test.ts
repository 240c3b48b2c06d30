import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tokens, tokensOf, type TokenName } from '../../../web/src/color/tokens';
import { paletteOf } from '../../../web/src/color/scales';
import { contrast } from './vision';

const themes = ['light', 'dark'] as const;
const sheet = readFileSync(new URL('../../../web/src/styles/tokens.css', import.meta.url), 'utf8');
const kebab = (name: string) => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

test('contrast is the WCAG 2 ratio', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
});

test('style sheet and table hold the same colours', () => {
  for (const [name, [light, dark]] of Object.entries(tokens))
    expect(sheet).toContain(`--${kebab(name)}: light-dark(${light}, ${dark});`);
});

describe.each(themes)('%s theme', (theme) => {
  const c = tokensOf(theme);
  const grounds: TokenName[] = ['paper', 'raised', 'sunk'];

  test.each(['ink', 'ink2', 'ink3', 'plum', 'teal', 'bad'] as const)(
    '%s can be read on every ground',
    (name) => {
      for (const ground of grounds) expect(contrast(c[name], c[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );
  test('the text on ink, and signs on paper, can be read', () => {
    expect(contrast(c.onInk, c.ink)).toBeGreaterThanOrEqual(7);
    expect(contrast(c.onInk, c.ink2)).toBeGreaterThanOrEqual(4.5);
    for (const name of ['neg', 'pos'] as const)
      expect(contrast(c[name], c.paper)).toBeGreaterThanOrEqual(4.5);
  });
  test('the edge of a control and every class show on paper', () => {
    for (const ground of grounds) expect(contrast(c.edge, c[ground])).toBeGreaterThanOrEqual(3);
    for (const colour of paletteOf(theme).categorical)
      expect(contrast(colour, c.paper)).toBeGreaterThanOrEqual(theme === 'light' ? 3 : 3.7);
  });
  test('ink can be read on both washes', () => {
    for (const wash of ['plumWash', 'tealWash'] as const)
      expect(contrast(c.ink, c[wash])).toBeGreaterThanOrEqual(10);
  });
});
