import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { events, hunch, inFolder, png } from './support.mjs';

const side = 8;
/** A bright row (class "row") or column, moved by n, in its own pixels. */
const bright = (n, y, x) => ((n % 2 ? x : y) === n % 7 ? 200 + (n % 50) : (x * 7 + y * 3 + n) % 20);
const classOf = (n) => (n % 2 ? 'column' : 'row');
const list = (count) => Array.from({ length: count }, (_, n) => `${classOf(n)}\r\n`).join('');

/** Tiles in lines of `columns`, black where the last line has room left. */
function tiles(count, columns) {
  const lines = Math.ceil(count / columns);
  return png(lines * side, columns * side, 1, (y, x) => {
    const n = Math.floor(y / side) * columns + Math.floor(x / side);
    return [n < count ? bright(n, y % side, x % side) : 0];
  });
}

/** A line of pixels for each image. */
const flat = (count) => png(count, side * side, 1, (n, i) => [bright(n, Math.floor(i / side), i % side)]);

function folder(name, files) {
  const path = inFolder(name);
  mkdirSync(path);
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(path, file), bytes);
  return path;
}

const train = (data, ...more) => hunch(['train', '--data', data, '--json', ...more]);

test('a sheet of tiles is learned by the classes in its text, another is the test', () => {
  const data = folder('sheets', {
    'lines.png': tiles(118, 10),
    'lines.txt': `${list(118)}\n`,
    'test-lines.png': flat(40),
    'test-lines.txt': list(40),
  });
  const model = inFolder('sheets.safetensors');
  const { status, out, err } = train(data, '--epochs', '14', '--out', model);
  assert.equal(status, 0, err);
  assert.match(err, /158 images of 8 x 8 x 1, 40 of them for the test; 2 classes/);
  assert.ok(events(out).at(-1).test.accuracy > 0.9, out);

  // The one sheet of a folder may have a text of any name.
  const asked = folder('asked-sheet', { 'these.png': flat(20), 'labels.txt': list(20) });
  const rows = events(hunch(['predict', model, '--data', asked, '--json']).out);
  assert.equal(rows.length, 20);
  assert.ok(rows.filter((row, n) => row.class === classOf(n)).length >= 18, JSON.stringify(rows));
});

test('what is wrong with a sheet is said with its file', () => {
  const data = folder('wrong-sheets', { 'a.png': tiles(20, 5), 'a.txt': list(20), 'b.png': tiles(4, 2) });
  const refused = (pattern) => {
    const { status, err } = train(data);
    assert.equal(status, 1, err);
    assert.match(err, pattern);
  };
  refused(/b\.png: a sheet of images needs b\.txt beside it, with a class on each line/);
  writeFileSync(join(data, 'b.txt'), 'row\n\ncolumn\n');
  refused(/b\.txt: line 2 is empty/);
  rmSync(join(data, 'b.txt'));
  rmSync(join(data, 'b.png'));
  writeFileSync(join(data, 'a.txt'), list(700));
  refused(/a\.png: a sheet of 32 x 40 pixels: needs square tiles .* one for each of 700 labels/);
  writeFileSync(join(data, 'a.txt'), 'row\n'.repeat(20));
  refused(/of 1 classes: needs two or more/);
  writeFileSync(join(data, 'a.txt'), list(20));
  writeFileSync(join(data, 'test.png'), tiles(2, 2));
  writeFileSync(join(data, 'test.txt'), 'row\ndot\n');
  refused(/test\.txt: line 2: no sheet that is learned has the class "dot"/);
});
