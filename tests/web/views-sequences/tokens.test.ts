import { describe, expect, it } from 'vitest';
import { mostOf, mostWords, tintCss } from '../../../web/src/views/sequences/tint';
import {
  areWords,
  givenCount,
  leftOutWords,
  nextTokens,
  questionOf,
  readTokens,
  readTyped,
  textOf,
  tokenOf,
} from '../../../web/src/views/sequences/tokens';
import { paletteOf } from '../../../web/src/color/scales';
import { joined } from '../../../web/src/views/sequences/writer.svelte';
import type { Description, TextProbe } from '../../../web/src/worker/protocol';

const letters = ['[padding]', '[end]', '\n', ' ', 'a', 'b'];
const words = ['[padding]', '[end]', '[unknown]', ',', '.', 'cat', 'the'];

describe('tokens', () => {
  it('show what cannot be seen, and say it', () => {
    expect([1, 2, 3, 4].map((id) => tokenOf(id, letters).shown)).toEqual(['¶', '↵', '␣', 'a']);
    expect(tokenOf(3, letters).spoken).toBe('space');
  });

  it('are put together as the engine does', () => {
    expect(textOf([1, 4, 3, 5, 2, 4, 1], letters)).toBe('a b\na');
    expect(textOf([1, 6, 5, 3, 6, 2, 4], words)).toBe('the cat, the \ufffd.');
    expect([areWords(letters), areWords(words)]).toEqual([false, true]);
    expect(joined('the', [5], words)).toBe('the cat');
    expect(joined('ab', [5], letters)).toBe('abb');
  });
});

describe('a text that was read', () => {
  // Three tokens, four possible.
  const description = { classes: ['[padding]', '[end]', 'a', 'b'] } as Description;
  const probe: TextProbe = {
    samples: 9,
    complete: true,
    tokens: Int32Array.of(1, 2, 3),
    probabilities: Float32Array.of(0, 0.1, 0.6, 0.3, 0, 0.5, 0.25, 0.25, 0.1, 0.2, 0.2, 0.5),
    total: Float32Array.of(0.9, 1, 1.1),
    aleatoric: Float32Array.of(0.8, 0.7, 1),
    epistemic: Float32Array.of(0.1, 0.3, 0.1),
    low: Float32Array.of(0, 0.1, 0.1, 0.4),
    high: Float32Array.of(0, 0.3, 0.3, 0.6),
  };

  it('has at each token what was said before it came', () => {
    const [first, second, third] = readTokens(probe, description);
    expect(first?.said).toBeNull();
    expect(second).toMatchObject({
      shown: 'a',
      said: { p: expect.closeTo(0.6), epistemic: expect.closeTo(0.1) },
    });
    expect(third).toMatchObject({ shown: 'b', said: { p: 0.25, total: 1 } });
  });

  it('says nothing of what is given', () => {
    expect(readTokens(probe, description, 2).map(({ said }) => said !== null)).toEqual([false, false, true]);
    const sum = { classes: ['[padding]', '[end]', '1', '+', '='], separator: 4 };
    const plain = { ...sum, separator: -1 };
    expect(givenCount([1, 2, 3, 2, 4, 2], sum)).toBe(5);
    expect([givenCount([1, 2, 3], sum), givenCount([1, 2, 3, 2, 4, 2], plain)]).toEqual([3, 0]);
    expect(questionOf('1+1=2', sum)).toBe('1+1=');
    expect([questionOf('1+1', sum), questionOf('1+1=2', plain)]).toEqual(['', '']);
  });

  it('goes on with the likeliest, each with its range, never with padding', () => {
    const next = nextTokens(probe, description, 5);
    expect(next.map(({ shown }) => shown)).toEqual(['b', '¶', 'a']);
    expect(next[0]).toMatchObject({ p: 0.5, low: expect.closeTo(0.4), high: expect.closeTo(0.6) });
  });
});

describe('the colour of a token', () => {
  it('has a fixed range that is told', () => {
    expect(mostWords('total', 32)).toBe('5\u202fbit');
    expect(mostWords('surprise', 27)).toBe('4.8\u202fbit');
    expect(mostOf('epistemic', 1000)).toBeCloseTo(Math.LN2);
  });

  it('leaves its letters readable in both themes', () => {
    const luminance = (colour: string): number => {
      const [r, g, b] = (colour.match(/[\d.]+/g) ?? []).map((byte) => {
        const share = Number(byte) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const hex = (colour: string): string =>
      `rgb(${[1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).join()})`;
    for (const theme of ['light', 'dark'] as const) {
      const palette = paletteOf(theme);
      for (const tint of ['surprise', 'total'] as const)
        for (let t = 0; t <= 1; t += 0.05) {
          const ground = luminance(tintCss(palette, tint, t));
          const ink = luminance(hex(palette.ink));
          const contrast = (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
          expect(contrast, `${theme} ${tint} ${t}`).toBeGreaterThan(4.5);
        }
    }
  });
});

describe('a typed text', () => {
  const about = (classes: string[], separator = -1) => ({ classes, separator });

  it('is read without the characters that the model has no token for', () => {
    expect(readTyped('abMb 7aM', about(letters))).toEqual({ read: 'abb a', left: ['M', '7'] });
    expect(readTyped('ab a', about(letters))).toEqual({ read: 'ab a', left: [] });
    expect(readTyped('a😀b', about(letters))).toEqual({ read: 'ab', left: ['😀'] });
  });

  it('has a separator that is known, of more than a character too', () => {
    const dates = ['[padding]', '[end]', '1', '2', '|'];
    expect(readTyped('1|2', about(dates, 4))).toEqual({ read: '1|2', left: [] });
    const arrows = ['[padding]', '[end]', '->', 'cat', 'the'];
    expect(readTyped('the cat->the dog', about(arrows, 2)).left).toEqual(['dog']);
    expect(readTyped('ab->cb', about([...letters, '->'], 6))).toEqual({ read: 'ab->b', left: ['c'] });
  });

  it('of words is cut at blanks and signs', () => {
    const few = words.filter((name) => name !== '[unknown]');
    expect(readTyped(' the  cat, the dog!', about(few))).toEqual({
      read: 'the cat, the',
      left: ['dog', '!'],
    });
    expect(readTyped('[end] the', about(few)).left).toEqual(['[', 'end', ']']);
    expect(readTyped('é'.repeat(33), about(few)).left).toEqual(['é'.repeat(32), 'é']);
  });

  it('is read whole where the model has a token for the unknown', () => {
    expect(readTyped('the dog', about(words))).toEqual({ read: 'the dog', left: [] });
  });

  it('has what was left out told, as far as there is room', () => {
    expect(leftOutWords([])).toBe('');
    expect(leftOutWords(['M', ',', ' '])).toBe('It does not know M, “,”, “␣”: left out.');
    expect(leftOutWords([...'ABCDEFG'])).toBe('It does not know A, B, C, D, E, F, …: left out.');
  });
});
