import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { events, hunch, inFolder, png } from './support.mjs';

/** A bright row or column in an image of `side` pixels, the n-th of its kind. */
function line(kind, n, side, channels = 1) {
  return png(side, side, channels, (y, x) => {
    const place = Math.floor(((kind === 'columns' ? x : y) * 8) / side);
    const value = place === n % 8 ? 200 + (n % 50) : (x * 7 + y * 3 + n) % 20;
    return channels === 1 ? [value] : [value, value >> 1, 10];
  });
}

/** 8 x 8 pixels, red above black. */
const jpeg = Buffer.from(
  `/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeX
BkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAI
AAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAYEAEAAwEAAAAAAAAAAAAAAAAAFWOi4f/EABUBAQEAAAAAAAAAAAAAAAAAAA
ME/8QAHREAAQIHAAAAAAAAAAAAAAAAAAECBBMUUVKh0f/aAAwDAQACEQMRAD8AjpKnXABymWLK+Iy0nD//2Q==`,
  'base64',
);

/** The same by a camera that was held so that its top is on the right (Exif orientation 6). */
const turnedJpeg = Buffer.concat([
  jpeg.subarray(0, 2),
  Buffer.from('ffe1002245786966000049492a0008000000', 'hex'), // Exif, little-endian, its first part at 8
  Buffer.from('01001201030001000000060000000000', 'hex'), // one entry: 0x0112, one short, 6
  Buffer.from('0000', 'hex'),
  jpeg.subarray(2),
]);

function folder(name, parts, make) {
  const path = inFolder(name);
  for (const [part, count] of Object.entries(parts)) {
    for (const kind of ['rows', 'columns']) {
      mkdirSync(join(path, part, kind), { recursive: true });
      for (let n = 0; n < count; ++n)
        writeFileSync(join(path, part, kind, `${String(n).padStart(3, '0')}.PNG`), make(kind, n));
    }
  }
  return path;
}

const train = (data, ...more) => hunch(['train', '--data', data, '--json', ...more]);

test('a folder for each class is learned, and other images are asked about', () => {
  // Every third image is larger: it is brought to the first one's size.
  const data = folder('lines', { '': 60 }, (kind, n) => line(kind, n, n % 3 === 2 ? 24 : 8));
  writeFileSync(join(data, 'README.txt'), 'no image');
  writeFileSync(join(data, 'rows', 'notes.txt'), 'no image');
  const model = inFolder('lines.safetensors');
  const { status, out, err } = train(data, '--epochs', '12', '--out', model);
  assert.equal(status, 0, err);
  assert.match(err, /120 images of 8 x 8 x 1, 0 of them for the test; 2 classes/);
  assert.ok(events(out).at(-1).validation.accuracy > 0.9, out);

  const asked = folder('asked', { '': 10 }, (kind, n) => line(kind, n + 3, 16));
  const rows = events(hunch(['predict', model, '--data', asked, '--json']).out);
  // The classes are in the order of their names: columns, rows.
  const right = rows.filter((row, n) => row.class === (n < 10 ? 'columns' : 'rows'));
  assert.equal(rows.length, 20);
  assert.ok(right.length >= 18, String(right.length));
});

test('train and test inside a folder are the two parts; colour makes three channels', () => {
  const data = folder('parts', { train: 10, test: 4 }, (kind, n) => line(kind, n, 8, 3));
  const { out, err } = train(data, '--epochs', '1');
  assert.match(err, /28 images of 8 x 8 x 3, 8 of them for the test; 2 classes/);
  assert.ok('test' in events(out).at(-1));
  const spec = '{"data":{"source":"images","side":4},"model":[{"type":"conv2d"}],"training":{"epochs":1}}';
  assert.match(hunch(['train', '-', '--data', data], { input: spec }).err, /images of 4 x 4 x 3/);
});

test('JPEG files are read beside PNG files, in colour', () => {
  const data = folder('mixed', { '': 4 }, (kind, n) => line(kind, n, 8));
  writeFileSync(join(data, 'rows', 'photo.jpg'), jpeg);
  const { status, err } = train(data, '--epochs', '1');
  assert.equal(status, 0, err);
  assert.match(err, /9 images of 8 x 8 x 3/);
});

test('a photograph is seen as its camera was held', () => {
  const red = (y, x) => (y < 4 ? [200, 10 * (x % 3), 0] : [0, 0, 10 * (x % 2)]);
  const data = inFolder('held');
  for (const kind of ['above', 'right']) mkdirSync(join(data, kind), { recursive: true });
  for (let n = 0; n < 8; ++n) {
    writeFileSync(
      join(data, 'above', `${n}.png`),
      png(8, 8, 3, (y, x) => red(y, x + n)),
    );
    writeFileSync(
      join(data, 'right', `${n}.png`),
      png(8, 8, 3, (y, x) => red(7 - x, y + n)),
    );
  }
  const model = inFolder('held.safetensors');
  assert.equal(train(data, '--epochs', '30', '--out', model).status, 0);
  const asked = inFolder('asked-held');
  mkdirSync(join(asked, 'any'), { recursive: true });
  writeFileSync(join(asked, 'any', '1.jpg'), jpeg);
  writeFileSync(join(asked, 'any', '2.jpg'), turnedJpeg);
  const rows = events(hunch(['predict', model, '--data', asked, '--json']).out);
  assert.deepEqual(
    rows.map((row) => row.class),
    ['above', 'right'],
  );
});

test('what is transparent is white, and photographs are made small', () => {
  const clear = (kind, n) => png(100, 200, 4, (y, x) => [0, 0, 0, (kind === 'rows' ? y : x) === n ? 255 : 0]);
  const data = folder('clear', { '': 4 }, clear);
  const { err, out } = train(data, '--epochs', '1');
  assert.match(err, /8 images of 32 x 64 x 1/);
  assert.ok(events(out).length > 1, err);
});

test('damaged images and strange classes are told by their path', () => {
  const data = folder('damaged', { train: 3, test: 3 }, (kind, n) => line(kind, n, 8));
  mkdirSync(join(data, 'test', 'circles'));
  writeFileSync(join(data, 'test', 'circles', 'a.png'), line('rows', 1, 8));
  assert.match(train(data).err, /test\/circles: there is no such class in .*train/);
  rmSync(join(data, 'test', 'circles'), { recursive: true });
  const cut = join(data, 'train', 'rows', '001.PNG');
  writeFileSync(cut, line('rows', 1, 8).subarray(0, 60));
  assert.match(train(data).err, /rows\/001\.PNG: a damaged image/);
  writeFileSync(cut, 'GIF89a');
  const refused = train(data);
  assert.equal(refused.status, 1);
  assert.match(refused.err, /rows\/001\.PNG: no PNG or JPEG image/);
});
