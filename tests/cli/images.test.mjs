import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { events, hunch, inFolder, shared } from './support.mjs';

/** An IDX file of unsigned bytes. */
function idx(shape, values) {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head[2] = 8;
  head[3] = shape.length;
  shape.forEach((count, i) => head.writeUInt32BE(count, 4 + 4 * i));
  return Buffer.concat([head, Buffer.from(values)]);
}

/** Bright rows are class 0, bright columns class 1, on 9 x 9 pixels: [images, labels]. */
function stripes(count) {
  const [pixels, labels] = [[], []];
  for (let n = 0; n < count; ++n) {
    labels.push(n % 2);
    for (let i = 0; i < 81; ++i) {
      const place = n % 2 ? i % 9 : Math.floor(i / 9);
      pixels.push(place === (n % 7) + 1 ? 220 + (n % 30) : (i * 7 + n) % 20);
    }
  }
  return [idx([count, 9, 9], pixels), idx([count], labels)];
}

function folder(name, { tests = true } = {}) {
  const path = inFolder(name);
  mkdirSync(path);
  const [images, labels] = stripes(200);
  writeFileSync(join(path, 'train-images-idx3-ubyte.gz'), gzipSync(images));
  writeFileSync(join(path, 'train-labels-idx1-ubyte'), labels);
  if (!tests) return path;
  const [testImages, testLabels] = stripes(60);
  writeFileSync(join(path, 't10k-images-idx3-ubyte'), testImages);
  writeFileSync(join(path, 't10k-labels-idx1-ubyte.gz'), gzipSync(testLabels));
  return path;
}

test('a folder of IDX files is learned without a spec, tested, saved and predicted', () => {
  const data = folder('stripes');
  const model = inFolder('stripes.safetensors');
  const { status, out, err } = hunch(['train', '--data', data, '--epochs', '20', '--out', model, '--json']);
  assert.equal(status, 0, err);
  assert.match(err, /260 images of 9 x 9 x 1, 60 of them for the test; 2 classes/);
  const [first, done] = [events(out)[0], events(out).at(-1)];
  assert.equal(first.spec.data.source, 'images');
  assert.ok(first.spec.model.some(({ type }) => type === 'conv2d'));
  assert.equal(Object.keys(done).join(), 'event,epochs,seconds,train,validation,test');
  assert.ok(done.test.accuracy > 0.95, String(done.test.accuracy));

  const predicted = hunch(['predict', model, '--data', data, '--samples', '20', '--json']);
  assert.equal(predicted.status, 0, predicted.err);
  const rows = events(predicted.out);
  assert.equal(rows.length, 60); // the test set
  const right = rows.filter((row, n) => row.class === String(n % 2)).length;
  assert.equal(right / 60, done.test.accuracy);
  assert.ok(rows.every((row) => row.mutual_information >= 0 && row.entropy >= row.expected_entropy));
});

test('without a test set there is none in the end, and all images are predicted', () => {
  const data = folder('untested', { tests: false });
  const model = inFolder('untested.safetensors');
  const { out } = hunch(['train', '--data', data, '--epochs', '1', '--out', model, '--json']);
  assert.ok(!('test' in events(out).at(-1)));
  assert.equal(events(hunch(['predict', model, '--data', data, '--json']).out).length, 200);
});

test('what does not fit is said', () => {
  const data = folder('whole');
  const model = inFolder('whole.safetensors');
  hunch(['train', '--data', data, '--epochs', '1', '--out', model]);
  const table = inFolder('t.csv');
  writeFileSync(table, 'a,b\n1,2\n3,4\n');
  const asked = hunch(['predict', model, '--data', table]);
  assert.equal(asked.status, 1);
  assert.match(asked.err, /has learned images: needs the IDX files/);

  const empty = inFolder('empty');
  mkdirSync(empty);
  assert.match(
    hunch(['train', '--data', empty]).err,
    /a folder without images or sounds: needs the IDX files/,
  );
  assert.equal(hunch(['train', '--data', data, '--target', 'x']).status, 2);
  const spec = '{"data":{"source":"images"},"model":[{"type":"conv2d","kernel":15}]}';
  const refused = hunch(['train', '-', '--data', data], { input: spec });
  assert.equal(refused.status, 2);
  assert.match(refused.err, /\/model\/0.*kernel 15x15 is larger than the padded input/);
  assert.match(hunch(['train', '-'], { input: spec }).err, /give their folder with --data/);

  writeFileSync(join(data, 'train-labels-idx1-ubyte'), idx([3], [0, 1, 0]));
  const cut = hunch(['train', '--data', data]);
  assert.equal(cut.status, 1);
  assert.match(cut.err, /200 images, but 3 labels/);
});

test('a convolutional network learns real digits', (context) => {
  const data = shared(context, 'mnist');
  if (!data) return;
  const spec = JSON.stringify({
    data: { source: 'images', trainFraction: 0.1 },
    model: [
      { type: 'conv2d', filters: 8, kernel: 5, activation: 'relu' },
      { type: 'max-pool2d' },
      { type: 'batch-norm' },
      { type: 'conv2d', filters: 16, activation: 'relu' },
      { type: 'max-pool2d' },
      { type: 'dropout', rate: 0.2 },
    ],
    training: { rate: 0.005, batch: 64, epochs: 2 },
  });
  const { out, err } = hunch(['train', '-', '--data', data, '--json'], { input: spec });
  const done = events(out).at(-1);
  assert.ok(done.test.accuracy > 0.95, err); // of 6,000 digits, looked at twice
});
