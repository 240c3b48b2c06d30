// Runs the built command; HUNCH names it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';

export const program = process.env.HUNCH ?? 'build/native/hunch';
export const specs = 'examples/specs';

const folder = mkdtempSync(join(tmpdir(), 'hunch-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A path in this test's own folder. */
export const inFolder = (name) => join(folder, name);

/** Writes a file there and gives its path. */
export function file(name, text) {
  writeFileSync(inFolder(name), text);
  return inFolder(name);
}

/** `{status, out, err}` of a run to its end. */
export function hunch(args, { input = '', env = {} } = {}) {
  const options = { input, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, ...env } };
  const { status, stdout, stderr } = spawnSync(program, args, options);
  return { status, out: stdout, err: stderr };
}

/** A run that goes on; `ended` gives `{status, out, err}`. */
export function start(args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const result = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (result.out += chunk));
  child.stderr.on('data', (chunk) => (result.err += chunk));
  const ended = new Promise((done) => child.on('close', (status) => done({ ...result, status })));
  return { child, ended, result };
}

/** Every line of the output as JSON. */
export const events = (out) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** A file of the shared data, or undefined with a word about it. */
export function shared(context, path) {
  const place = join('..', 'shared', 'data', path);
  if (existsSync(place)) return place;
  context.skip(`${place} is not here`);
  return undefined;
}

/** y = 3 a + 5 with a little of b, as a table of so many rows. */
export function table(rows, { separator = ',', decimal = '.', end = '\n' } = {}) {
  const number = (value) => value.toFixed(3).replace('.', decimal);
  const lines = [['a', 'b', 'y'].join(separator)];
  for (let i = 0; i < rows; ++i) {
    const a = Math.sin(i * 12.9898) * 2;
    const b = Math.cos(i * 78.233);
    lines.push([a, b, 3 * a + 5 + 0.1 * b].map(number).join(separator));
  }
  return lines.join(end) + end;
}

/** A chunk of a PNG file. */
function chunk(type, data) {
  const bytes = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(bytes));
  return Buffer.concat([length, bytes, check]);
}

const kinds = { 1: 0, 3: 2, 4: 6 }; // channels -> PNG's colour type

/** A PNG file of 8 bits: `pixel(y, x)` gives the channels. */
export function png(height, width, channels, pixel) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, kinds[channels], 0, 0, 0], 8);
  const rows = [];
  for (let y = 0; y < height; ++y) {
    rows.push(0); // no filter
    for (let x = 0; x < width; ++x) rows.push(...pixel(y, x));
  }
  const start = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const data = deflateSync(Buffer.from(rows));
  return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}
