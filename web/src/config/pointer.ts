/**
 * JSON pointers (RFC 6901) into specs, and comparison of specs. Everything is immutable: `withValue`
 * copies the path it changes. Keys that reach the prototype are refused, since links write here.
 */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

export type Tree = { readonly [key: string]: unknown };

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function pointerParts(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function valueAt(root: unknown, pointer: string): unknown {
  let here = root;
  for (const part of pointerParts(pointer)) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined;
    here = (here as Tree)[part];
  }
  return here;
}

/** A copy of `root` with `value` at `pointer`; `undefined` takes the member away. */
export function withValue<T>(root: T, pointer: string, value: unknown): T {
  return replace(root, pointerParts(pointer), value) as T;
}

function replace(node: unknown, parts: readonly string[], value: unknown): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return value;
  if (forbidden.has(part)) return node;
  if (Array.isArray(node)) {
    const copy: unknown[] = [...node];
    const index = Number(part);
    if (!Number.isInteger(index) || index < 0 || index > copy.length) return node;
    copy[index] = replace(copy[index], rest, value);
    return copy;
  }
  const copy: Record<string, unknown> = isTree(node) ? { ...node } : {};
  const inner = replace(copy[part], rest, value);
  if (inner === undefined || (isTree(inner) && Object.keys(inner).length === 0)) delete copy[part];
  else copy[part] = inner;
  return copy;
}

/** Deep equality in which an absent member and `undefined` are alike and order does not matter. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isTree(a) || !isTree(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => equal(a[key], b[key]));
}

/** Two specs that ask for the same: the format's version and empty groups say nothing. */
export function sameSpec(a: unknown, b: unknown): boolean {
  return equal(bare(a), bare(b));
}

function bare(spec: unknown): unknown {
  if (!isTree(spec)) return spec;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(spec)) {
    if (key === 'version' || value === undefined) continue;
    const inner = isTree(value) ? bare(value) : value;
    if (isTree(inner) && Object.keys(inner).length === 0) continue;
    out[key] = inner;
  }
  return out;
}
