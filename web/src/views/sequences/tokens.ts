/** Tokens as people read them, and texts put together from them. */
import type { Description, TextProbe } from '../../worker/protocol';

/** Ids that stand for no token of a text; see core/data/text.h. */
const padding = 0;
export const endToken = 1;
const unknown = '[unknown]';

export interface Token {
  id: number;
  /** As drawn on a chip. */
  shown: string;
  /** As read aloud. */
  spoken: string;
}

const marks: Record<string, [shown: string, spoken: string]> = {
  '[padding]': ['', 'nothing'],
  '[end]': ['¶', 'end of line'],
  [unknown]: ['…', 'unknown'],
  ' ': ['␣', 'space'],
  '\n': ['↵', 'new line'],
  '\t': ['⇥', 'tab'],
};

export function tokenOf(id: number, names: readonly string[]): Token {
  const name = names[id] ?? '';
  const [shown, spoken] = marks[name] ?? [name, name];
  return { id, shown, spoken };
}

/** Whether tokens are words: some name is longer than a character. */
export const areWords = (names: readonly string[]): boolean =>
  names.some((name) => !(name in marks) && [...name].length > 1);

/** Signs that stand close to the word before. */
const close = /^[.,;:!?)\]}%\n]$/;

/** The text of tokens, without those that are none: of words, blanks between them. */
export function textOf(ids: Iterable<number>, names: readonly string[]): string {
  const words = areWords(names);
  let text = '';
  for (const id of ids) {
    if (id === padding || id === endToken) continue;
    const name = names[id] ?? '';
    const spelt = name === unknown ? '\ufffd' : name;
    if (words && text !== '' && !text.endsWith('\n') && !close.test(spelt)) text += ' ';
    text += spelt;
  }
  return text;
}

/** A typed text as the engine cuts it; see core/data/tokens.h. */
export interface TypedText {
  /** What is read of it. */
  read: string;
  /** Tokens that the vocabulary lacks, each once. */
  left: string[];
}

const mostTokenBytes = 64;
const sign = /[\n!-/:-@[-`{-~]/;

/** What a model reads of a typed text, and what it leaves out where it has no token for the unknown. */
export function readTyped(
  text: string,
  { classes, separator }: Pick<Description, 'classes' | 'separator'>,
): TypedText {
  if (classes.includes(unknown)) return { read: text, left: [] };
  const words = areWords(classes.filter((_, id) => id !== separator));
  const mark = classes[separator] ?? '';
  const known: number[] = [];
  const left = new Set<string>();
  for (let at = 0; at < text.length;) {
    if (words && /[ \t]/.test(text[at]!) && !parts(text, at, mark)) {
      at++;
      continue;
    }
    const token = parts(text, at, mark) ? mark : words ? wordAt(text, at, mark) : characterAt(text, at);
    const id = classes.indexOf(token);
    if (id < 0) left.add(token);
    else known.push(id);
    at += token.length;
  }
  const spelt = words ? textOf(known, classes) : known.map((id) => classes[id]).join('');
  return { read: left.size > 0 ? spelt : text, left: [...left] };
}

const parts = (text: string, at: number, mark: string): boolean => mark !== '' && text.startsWith(mark, at);

const characterAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at)!);

/** A sign, or a run of anything but blanks and signs, cut where it is too long. */
function wordAt(text: string, at: number, mark: string): string {
  let end = at;
  while (end < text.length && !/[ \t]/.test(text[end]!) && !sign.test(text[end]!)) {
    if (end > at && parts(text, end, mark)) break;
    end++;
  }
  if (end === at) return characterAt(text, at);
  const word = text.slice(at, end);
  return word.slice(0, new TextEncoder().encodeInto(word, new Uint8Array(mostTokenBytes)).read);
}

const mostNamed = 6;

/** "It does not know M, 7, “;”: left out." Empty: it knows all. */
export function leftOutWords(left: readonly string[]): string {
  if (left.length === 0) return '';
  const named = left
    .slice(0, mostNamed)
    .map((name) => (/[\p{L}\p{N}]/u.test(name) ? name : `“${marks[name]?.[0] ?? name}”`));
  return `It does not know ${named.join(', ')}${left.length > mostNamed ? ', …' : ''}: left out.`;
}

/** How many of the tokens are given and never learned: those up to the separator, all before it came. */
export function givenCount(ids: ArrayLike<number>, { separator }: Pick<Description, 'separator'>): number {
  if (separator < 0) return 0;
  const border = Array.from(ids).indexOf(separator);
  return border < 0 ? ids.length : border + 1;
}

/** The question of a text, to have it answered; empty: nothing is asked. */
export function questionOf(
  text: string,
  { separator, classes }: Pick<Description, 'separator' | 'classes'>,
): string {
  const mark = classes[separator];
  return mark !== undefined && text.includes(mark) ? text.slice(0, text.indexOf(mark) + 1) : '';
}

/** A token that was read, with what had been said of it before it came; entropies in nats. */
export interface ReadToken extends Token {
  /** Null: nothing was said of the first one, nor is of what is given. */
  said: { p: number; total: number; aleatoric: number; epistemic: number } | null;
}

/** What the network said of each token of a text just before it saw it. */
export function readTokens(probe: TextProbe, { classes }: Description, given = 0): ReadToken[] {
  const { tokens, probabilities, total, aleatoric, epistemic } = probe;
  const k = total.length > 0 ? probabilities.length / total.length : 0;
  return Array.from(tokens, (id, t) => ({
    ...tokenOf(id, classes),
    said:
      t === 0 || t < given
        ? null
        : {
            p: probabilities[(t - 1) * k + id] ?? 0,
            total: total[t - 1] ?? 0,
            aleatoric: aleatoric[t - 1] ?? 0,
            epistemic: epistemic[t - 1] ?? 0,
          },
  }));
}

/** A token that may come next, with the range of most samples. */
export interface NextToken extends Token {
  p: number;
  low: number;
  high: number;
}

/** The likeliest of what may come after the last token. */
export function nextTokens(probe: TextProbe, { classes }: Description, most: number): NextToken[] {
  const k = probe.low.length;
  const last = probe.probabilities.subarray(probe.probabilities.length - k);
  return Array.from(last, (p, id) => ({ id, p }))
    .filter(({ id }) => id !== padding)
    .sort((a, b) => b.p - a.p || a.id - b.id)
    .slice(0, most)
    .map(({ id, p }) => ({
      ...tokenOf(id, classes),
      p,
      low: probe.low[id] ?? 0,
      high: probe.high[id] ?? 0,
    }));
}
