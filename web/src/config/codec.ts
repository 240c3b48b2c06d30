/** A spec as the plain text of a link, `d=moons&m=64relu,d0.1&lr=0.01`, and back. */
import type { Issue } from '../worker/protocol';
import { keyByName, keys, linkKeys, type Key, type Kind } from './keys';
import { layerText, readLayer } from './layers';
import { nearestName } from './nearest';
import { isTree, valueAt, withValue } from './pointer';
import { packPoints, unpackPoints } from './points';
import type { LayerSpec, Spec } from './spec-types';
import { escapeText, unescapeText } from './text';

/** What a link tells besides the spec. */
export interface LinkContent {
  spec: Spec;
  /** Hash of the weights that the sender had at this step (exact mode). */
  fingerprint?: { hash: string; step: number };
  /** The file the spec was made for; its text never lies in a link. */
  file?: { name: string; rows: number };
}

/** Members of a spec that no short key names: future fields, written with their full pointer. */
function leaves(node: unknown, pointer: string, out: Map<string, unknown>): void {
  if (isTree(node) && pointer.split('/').length < 6) {
    for (const [name, value] of Object.entries(node))
      leaves(value, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, out);
  } else if (node !== undefined) {
    out.set(pointer, node);
  }
}

/** `digits`: significant digits kept of drawn points. Order of the key table. */
export function writePlain(content: LinkContent, digits?: number): string {
  const left = new Map<string, unknown>();
  leaves(content.spec, '', left);
  left.delete('/version');
  const pairs: string[] = [];
  for (const { key, pointer, kind } of keys) {
    const value = valueAt(content.spec, pointer);
    if (value === undefined || pointer === '/version') continue;
    const text = writeValue(kind, value, digits);
    if (text === undefined) continue;
    pairs.push(kind === 'flag' && text === '1' ? key : `${key}=${text}`);
    left.delete(pointer);
  }
  for (const [pointer, value] of left)
    pairs.push(`${escapeText(pointer.slice(1).replaceAll('/', '.'))}=${escapeText(JSON.stringify(value))}`);
  const { fingerprint, file } = content;
  if (file) pairs.push(`${linkKeys.file}=${escapeText(file.name.slice(0, 80))}:${file.rows}`);
  if (fingerprint) pairs.push(`${linkKeys.fingerprint}=${fingerprint.hash}@${fingerprint.step}`);
  return pairs.join('&');
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'number');
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Undefined: the value is not of this kind, so it goes as JSON. */
function writeValue(kind: Kind, value: unknown, digits?: number): string | undefined {
  switch (kind) {
    case 'number':
      return typeof value === 'number' ? String(value) : undefined;
    case 'flag':
      return typeof value === 'boolean' ? (value ? '1' : '0') : undefined;
    case 'text':
      return typeof value === 'string' ? escapeText(value) : undefined;
    case 'numbers':
      return isNumbers(value) ? value.map(String).join(',') : undefined;
    case 'ranges':
      return isNumbers(value) ? writeRanges(value) : undefined;
    case 'words':
    case 'texts':
      return isTexts(value) ? value.map((item) => escapeText(item)).join(',') : undefined;
    case 'formulas':
      return isTexts(value) ? value.map((item) => escapeText(item, 'plus')).join(',') : undefined;
    case 'points':
      return Array.isArray(value) && value.every((item) => isNumbers(item) && item.length === 3)
        ? packPoints(value as number[][], digits)
        : undefined;
    case 'layers':
      return Array.isArray(value) ? value.map((item) => layerText(item as LayerSpec)).join(',') : undefined;
  }
  kind satisfies never;
}

/** Rising whole numbers as `3,5-9`; others one by one. */
function writeRanges(values: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < values.length; ++i) {
    const first = values[i] as number;
    let last = first;
    while (values[i + 1] === last + 1 && first >= 0) last = values[++i] as number;
    parts.push(last > first + 1 ? `${first}-${last}` : last > first ? `${first},${last}` : `${first}`);
  }
  return parts.join(',');
}

export function readPlain(text: string): LinkContent & { issues: Issue[] } {
  const issues: Issue[] = [];
  const out: LinkContent & { issues: Issue[] } = { spec: {}, issues };
  const seen = new Set<string>();
  const report = (key: string, value: string, allowed: string): void => {
    if (issues.length < 20)
      issues.push({ pointer: '#' + key.slice(0, 40), value: value.slice(0, 80), allowed });
  };
  for (const pair of text.split('&')) {
    if (pair === '' || pair === linkKeys.end) continue;
    const cut = pair.indexOf('=');
    const name = cut < 0 ? pair : pair.slice(0, cut);
    const value = cut < 0 ? '1' : pair.slice(cut + 1);
    const known = keyByName.get(name);
    const identity = known?.pointer ?? name;
    if (seen.has(identity)) {
      report(name, value, 'each setting once: the first one counts');
      continue;
    }
    seen.add(identity);
    if (name === linkKeys.fingerprint) readFingerprint(value, out, report);
    else if (name === linkKeys.file) readFile(value, out);
    else if (known) readKnown(known, name, value, out, report);
    else if (/^(?:data|training|uncertainty|view)\.[\w.~-]+$/.test(name) && name.split('.').length < 6) {
      const pointer = '/' + unescapeText(name).replaceAll('.', '/');
      out.spec = withValue(out.spec, pointer, jsonOrText(value));
      // Names of the prototype are never written.
      if (valueAt(out.spec, pointer) === undefined) report(name, value, unknownName(name));
    } else report(name, value, unknownName(name));
  }
  return out;
}

type Report = (key: string, value: string, allowed: string) => void;

function unknownName(name: string): string {
  const near = nearestName([...keyByName.keys(), linkKeys.fingerprint, linkKeys.file], name);
  return near === undefined ? 'no setting of this name' : `no setting of this name; did you mean "${near}"?`;
}

function readKnown(key: Key, name: string, text: string, out: LinkContent, report: Report): void {
  if (key.pointer === '/version' && !/^\d+$/.test(text)) report(name, text, 'a whole number');
  const value = readValue(key.kind, text, (part, allowed) => report(name, part, allowed));
  out.spec = withValue(out.spec, key.pointer, value);
}

function readValue(kind: Kind, text: string, fault: (part: string, allowed: string) => void): unknown {
  const parts = text === '' ? [] : text.split(',');
  switch (kind) {
    case 'number':
      return numberOrText(text);
    case 'flag':
      return text === '1' || text === 'true' || text === 'yes' || text === ''
        ? true
        : text === '0' || text === 'false' || text === 'no'
          ? false
          : text;
    case 'text':
      return unescapeText(text);
    case 'numbers':
      return parts.map(numberOrText);
    case 'ranges':
      return readRanges(parts);
    case 'words':
    case 'texts':
      return parts.map((part) => unescapeText(part));
    case 'formulas':
      return splitFormulas(text).map((part) => unescapeText(part, 'plus'));
    case 'points': {
      const { points, sound } = unpackPoints(text);
      if (!sound) fault(text.slice(0, 40), 'packed points; the whole ones before the fault are kept');
      return points;
    }
    case 'layers':
      return parts.flatMap((part) => {
        const layer = readLayer(part);
        if (!layer) fault(part, 'a layer such as 64relu, 8tanh:he-normal or d0.1');
        return layer ? [layer] : [];
      });
  }
  kind satisfies never;
}

/** What is no number stays a text: the engine then says what is allowed. */
function numberOrText(text: string): number | string {
  const decimal = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(text);
  return decimal && Number.isFinite(Number(text)) ? Number(text) : unescapeText(text);
}

function jsonOrText(text: string): unknown {
  const plain = unescapeText(text);
  try {
    return JSON.parse(plain);
  } catch {
    return plain;
  }
}

const mostRemoved = 20_000;

function readRanges(parts: readonly string[]): (number | string)[] {
  const out: (number | string)[] = [];
  for (const part of parts) {
    const range = /^(\d{1,9})-(\d{1,9})$/.exec(part);
    if (!range) out.push(numberOrText(part));
    else for (let i = Number(range[1]); i <= Number(range[2]) && out.length < mostRemoved; ++i) out.push(i);
  }
  return out;
}

/** At commas outside parentheses, so that `max(x,y)` written by hand stays whole. */
function splitFormulas(text: string): string[] {
  if (text === '') return [];
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') ++depth;
    if (letter === ')') --depth;
    if (letter === ',' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

function readFingerprint(text: string, out: LinkContent, report: Report): void {
  const match = /^([0-9a-f]{16})@(\d{1,15})$/i.exec(text);
  if (match) out.fingerprint = { hash: (match[1] as string).toLowerCase(), step: Number(match[2]) };
  else report(linkKeys.fingerprint, text, '16 hexadecimal digits, @, and a step');
}

function readFile(text: string, out: LinkContent): void {
  const cut = text.lastIndexOf(':');
  const rows = cut < 0 ? NaN : Number(text.slice(cut + 1));
  const name = unescapeText(cut < 0 ? text : text.slice(0, cut));
  out.file = { name: name.slice(0, 80), rows: Number.isInteger(rows) && rows > 0 ? rows : 0 };
}
