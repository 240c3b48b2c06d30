/**
 * The envelope of a link: `v1-LENGTH-CHECKSUM&BODY` (docs/URL_FORMAT.md). Length and checksum stand
 * first, so that a link cut anywhere behind them is told from a whole one.
 */
import type { Issue } from '../worker/protocol';
import { readPlain, writePlain, type LinkContent } from './codec';
import { crc32 } from './crc';
import { deflate, inflate } from './deflate';
import { linkKeys } from './keys';
import { ampersands, fromBase64Url, percentDecode, toBase64Url, trimSentence } from './text';

export type { LinkContent } from './codec';

/** `hand`: written by a person, without length and checksum. `newer`: of a later version of Hunch. */
export type LinkState = 'empty' | 'hand' | 'whole' | 'cut' | 'corrupt' | 'newer';

export interface ReadLink extends LinkContent {
  state: LinkState;
  issues: Issue[];
  /** Of a cut link: characters that came, and that there were. */
  received: number;
  expected: number;
}

const version = 1;
const shortMost = 300;
const linkMost = 1_900;
const readMost = 20_000;
const checksumLetters = 7;

export class LinkTooLong extends Error {
  constructor(
    readonly length: number,
    readonly points: number,
  ) {
    super(
      points > 0
        ? `A link would be ${length} characters long, and chat programs cut at 2,000. ` +
            `${points} drawn points are too many for a link; download the spec instead, or draw fewer.`
        : `A link would be ${length} characters long, and chat programs cut at 2,000. ` +
            'Shorten the texts, or download the spec instead.',
    );
  }
}

/** The hash of a link, without `#`. `address`: length of what stands before it. */
export async function writeLink(content: LinkContent, address = 0): Promise<string> {
  const room = linkMost - address - 1;
  const points = content.spec.data?.points?.length ?? 0;
  let shortest = Infinity;
  for (const digits of points > 0 ? [undefined, 4, 3] : [undefined]) {
    // Rounded points are other data, so the weights would be others too.
    const { fingerprint, ...rest } = content;
    const sent = digits === undefined && fingerprint ? { ...rest, fingerprint } : rest;
    const link = seal(await shorter(writePlain(sent, digits), shortMost - address - 1));
    if (link.length <= room) return link;
    shortest = Math.min(shortest, link.length + address + 1);
  }
  throw new LinkTooLong(shortest, points);
}

/** The plain text when it is short, else the shorter of plain and packed. */
async function shorter(plain: string, room: number): Promise<string> {
  if (plain.length + 16 <= room) return plain;
  const packed = `${linkKeys.packed}=${toBase64Url(await deflate(plain))}`;
  return packed.length < plain.length ? packed : plain;
}

function seal(body: string): string {
  // Chat programs leave punctuation at the end of a link outside of it.
  const closed = body === '' || /[A-Za-z0-9]$/.test(body) ? body : `${body}&${linkKeys.end}`;
  const header = `v${version}-${closed.length.toString(36)}-${checksum(closed)}`;
  return closed === '' ? header : `${header}&${closed}`;
}

const checksum = (text: string): string => crc32(text).toString(36).padStart(checksumLetters, '0');

/** Reads `location.hash`, or whatever was pasted. Never throws; time and memory are bounded. */
export async function readLink(hash: string): Promise<ReadLink> {
  const text = hash.slice(0, readMost).replace(/^#+/, '').trim();
  const link = await read(text);
  if (hash.length > readMost)
    link.issues.push({
      pointer: '#',
      value: `${hash.length} characters`,
      allowed: `at most ${readMost} characters; the rest was not read`,
    });
  return link;
}

const headerPattern = /^v(\d{1,6})-([0-9a-z]{1,6})-([0-9a-z]{7})(?:&|(?![0-9a-z]))/;
const headerStart = /^v(?:\d{1,6}(?:-(?:[0-9a-z]{1,6}(?:-[0-9a-z]{0,6})?)?)?)?$/;

async function read(text: string): Promise<ReadLink> {
  if (text === '') return { spec: {}, issues: [], state: 'empty', received: 0, expected: 0 };
  if (headerStart.test(text)) return opened('', 'cut', text.length, 0);
  // As it came, and as it was before a program wrote it anew.
  const once = percentDecode(ampersands(text));
  const variants = [text, once, percentDecode(ampersands(once)), once.replaceAll(' ', '+')];
  for (const variant of variants) {
    const header = headerPattern.exec(variant);
    if (!header) continue;
    const body = variant.slice(header[0].length);
    const expected = parseInt(header[2] as string, 36);
    if (body.length >= expected && checksum(body.slice(0, expected)) === header[3])
      return opened(
        body.slice(0, expected),
        Number(header[1]) > version ? 'newer' : 'whole',
        body.length,
        expected,
      );
  }
  const header = headerPattern.exec(once);
  if (header) {
    const body = once.slice(header[0].length);
    const expected = parseInt(header[2] as string, 36);
    const state = Number(header[1]) > version ? 'newer' : body.length < expected ? 'cut' : 'corrupt';
    return opened(body, state, body.length, expected);
  }
  if (/^[^=&]*-[^=&]*(?:&|$)/.test(once) || /^v\d+[^&=\d]/.test(once))
    return opened(once.replace(/^[^&]*&?/, ''), 'corrupt', once.length, 0);
  return opened(trimSentence(ampersands(text)).replace(/^v1(?:&|$)/, ''), 'hand', text.length, 0);
}

async function opened(body: string, state: LinkState, received: number, expected: number): Promise<ReadLink> {
  const packed = new RegExp(`^${linkKeys.packed}=([^&]*)`).exec(body)?.[1];
  let plain = body;
  let whole = state !== 'cut';
  if (packed !== undefined) {
    const inflated = await inflate(fromBase64Url(packed));
    plain = inflated.text;
    whole = inflated.whole;
    if (!whole && state !== 'cut') state = 'corrupt';
  }
  // The last setting of a torn link may have lost its end: 25 of 250 would look sound.
  if (!whole) plain = plain.slice(0, Math.max(0, plain.lastIndexOf('&')));
  const decoded = state === 'hand' ? decodePairs(plain) : plain;
  return { ...readPlain(decoded), state, received, expected };
}

/** Percent-encoding inside a setting, after it was told from its neighbours. */
function decodePairs(text: string): string {
  return text.split('&').map(guardedDecode).join('&');
}

/** A percent-encoded `&` of a text stays part of it. */
function guardedDecode(pair: string): string {
  return percentDecode(pair.replace(/%(26|2c|7e|2b|20)/gi, '~$1'));
}
