// What the first load of the page weighs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { inProject } from './project.mjs';
import { SetupError } from './run.mjs';

/** Bytes, compressed. */
export const firstLoadMost = 250_000;

/** Files that `text` imports at once: not those in import(). */
const importsOf = (text) =>
  [...text.matchAll(/(?:\bfrom|\bimport)\s*["'`](\.[^"'`]+\.js)["'`]/g)].map(([, path]) => path);

/** The files of the first load in `dist`, each with its compressed size, largest first. */
export function firstLoad(dist = inProject('web/dist')) {
  const html = join(dist, 'index.html');
  if (!existsSync(html)) throw new SetupError('web/dist is not there: run `npm run build` first');
  const assets = readdirSync(join(dist, 'assets')).map((name) => join(dist, 'assets', name));
  // The page's own files, its worker, and one engine with its glue.
  const linked = [...readFileSync(html, 'utf8').matchAll(/(?:src|href)="(\.\/[^"]+)"/g)];
  const waiting = [
    html,
    ...linked.map(([, path]) => join(dist, path)),
    ...assets.filter((file) => /^(worker-.*\.js|hunch-relaxed-(?!second-).*)$/.test(basename(file))),
  ];
  const found = new Set();
  for (const file of waiting) {
    if (found.has(file)) continue;
    found.add(file);
    if (!file.endsWith('.js')) continue;
    waiting.push(...importsOf(readFileSync(file, 'utf8')).map((path) => join(dirname(file), path)));
  }
  return [...found]
    .map((file) => ({ name: basename(file), bytes: gzipSync(readFileSync(file), { level: 9 }).length }))
    .sort((a, b) => b.bytes - a.bytes);
}

/** The files as lines, their sum beside the budget last. */
export function sizeTable(files) {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const line = (bytes, words) => `${(bytes / 1000).toFixed(1).padStart(7)} KB  ${words}`;
  return [
    'first load, compressed:',
    ...files.map(({ name, bytes }) => line(bytes, name)),
    line(total, `in all, of ${firstLoadMost / 1000} KB`),
  ].join('\n');
}
