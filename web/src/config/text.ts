/**
 * Texts in links. Chat programs percent-encode, decode and trim what they take for a link, so our own
 * escapes avoid `%` altogether: `~` and two hexadecimal digits a byte of UTF-8. Links written by hand
 * may use `%`. In plain texts a `+` is a space; in formulas it is a plus.
 */
const plain = /[A-Za-z0-9.-]/;

export function escapeText(text: string, plus: 'space' | 'plus' = 'space'): string {
  if (text === '') return '~';
  let out = '';
  for (const letter of text.toWellFormed()) {
    if (plain.test(letter)) out += letter;
    else if (letter === ' ' && plus === 'space') out += '+';
    else if (letter === '+' && plus === 'plus') out += '+';
    else
      for (const byte of new TextEncoder().encode(letter))
        out += '~' + byte.toString(16).padStart(2, '0').toUpperCase();
  }
  return out;
}

export function unescapeText(text: string, plus: 'space' | 'plus' = 'space'): string {
  if (text === '~') return '';
  const spaced = plus === 'space' ? text.replaceAll('+', ' ') : text;
  return unescapeBytes(spaced, /(?:~[0-9a-f]{2})+/gi);
}

/** Undoes percent-encoding where it is sound, leaves the rest. */
export function percentDecode(text: string): string {
  return text.includes('%') ? unescapeBytes(text, /(?:%[0-9a-f]{2})+/gi) : text;
}

function unescapeBytes(text: string, pattern: RegExp): string {
  return text.replace(pattern, (run) => {
    const bytes = Uint8Array.from({ length: run.length / 3 }, (_, i) =>
      parseInt(run.slice(3 * i + 1, 3 * i + 3), 16),
    );
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return run;
    }
  });
}

/** `&amp;` and its numeric twins, as a page's source or an HTML mail writes an ampersand. */
export function ampersands(text: string): string {
  return text.replace(/&(?:amp|#38|#x26);/gi, '&');
}

/** Takes away what a sentence put behind a link written by hand. */
export function trimSentence(text: string): string {
  let end = text.length;
  while (end > 0 && ' .,;:!?>"\'*'.includes(text[end - 1] ?? '')) --end;
  let open = count(text, ')') - count(text, '(');
  while (open-- > 0 && text[end - 1] === ')') --end;
  return text.slice(0, end);
}

const count = (text: string, letter: string): number => text.split(letter).length - 1;

export function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** As many bytes as the text holds up to its first strange letter. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const sound = /^[A-Za-z0-9_-]*/.exec(text)?.[0] ?? '';
  const whole = sound.length % 4 === 1 ? sound.slice(0, -1) : sound;
  const binary = atob(whole.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
