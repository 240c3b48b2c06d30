// What may be learned besides a class or a value: the image itself, several labels at once, smoothed labels.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { events, file, hunch, inFolder } from './support.mjs';

const made = 'examples/made';

/** Runs `hunch train`: the last event, and what was said. */
function train(spec, ...args) {
  const { status, out, err } = hunch(['train', spec, '--json', ...args]);
  assert.equal(status, 0, err);
  return { done: events(out).at(-1), err };
}

/** A folder of IDX files: crosses of 28 x 28 at different places, all of class 0 or 1. */
function crosses(name, count) {
  const [pixels, labels] = [[], []];
  for (let n = 0; n < count; ++n) {
    labels.push(n % 2);
    const place = 6 + (n % 15);
    for (let i = 0; i < 784; ++i) {
      const [y, x] = [Math.floor(i / 28), i % 28];
      pixels.push(Math.abs(y - place) < 2 || Math.abs(x - (n % 2 ? place : 27 - place)) < 2 ? 250 : 0);
    }
  }
  const idx = (shape, values) => {
    const head = Buffer.alloc(4 + 4 * shape.length);
    head[2] = 8;
    head[3] = shape.length;
    shape.forEach((size, i) => head.writeUInt32BE(size, 4 + 4 * i));
    return Buffer.concat([head, Buffer.from(values)]);
  };
  const path = inFolder(name);
  mkdirSync(path);
  writeFileSync(join(path, 'train-images-idx3-ubyte'), idx([count, 28, 28], pixels));
  writeFileSync(join(path, 'train-labels-idx1-ubyte'), idx([count], labels));
  return path;
}

test('digits are told again through 32 numbers, and a saved model tells what it cannot', () => {
  const model = inFolder('told.safetensors');
  const { done, err } = train(`${made}/digits-autoencoder.json`, '--epochs', '8', '--out', model);
  assert.ok(done.validation.rmse < 0.16, String(done.validation.rmse)); // the mean image: 0.29
  assert.ok(done.validation.r2 > 0.7, String(done.validation.r2));
  assert.match(err, /rmse/);

  const data = crosses('crosses', 30);
  const json = hunch(['predict', model, '--data', data, '--samples', '10', '--json']);
  assert.equal(json.status, 0, json.err);
  const rows = events(json.out);
  assert.equal(rows.length, 30);
  for (const { error, std, image, imageStd } of rows) {
    assert.equal(image.length, 784);
    assert.equal(imageStd.length, 784);
    assert.ok(error > 1.6 * done.validation.rmse, `${error}: a cross is no digit`);
    assert.ok(Math.abs(std - imageStd.reduce((a, b) => a + b) / 784) < 1e-5);
  }
  const shown = hunch(['predict', model, '--data', data, '--samples', '10']);
  assert.match(shown.out.split('\n')[0], /^ +image +error +deviation$/);
  assert.equal(shown.out.trimEnd().split('\n').length, 31);
});

test('own images are told again with a spec that asks for them', () => {
  const spec = file(
    'crosses.json',
    JSON.stringify({
      data: { goal: 'autoencoding', source: 'images' },
      model: [{ type: 'flatten' }, { type: 'dense', units: 16, activation: 'relu' }],
      training: { rate: 0.01, epochs: 60, batch: 16 },
    }),
  );
  const { done } = train(spec, '--data', crosses('own-crosses', 60));
  assert.ok(done.validation.r2 > 0.7, String(done.validation.r2));
});

test('a decoder of another size is refused with the size that is needed', () => {
  const spec = file(
    'wrong-size.json',
    JSON.stringify({
      data: { source: 'digits', samples: 20, goal: 'autoencoding' },
      model: [{ type: 'conv2d', filters: 4 }],
    }),
  );
  const { status, err } = hunch(['train', spec]);
  assert.equal(status, 2);
  assert.match(err, /\[output\] input \(26,26,4\): needs \(28,28,C\)/);
});

test('which shapes are in a scene is told shape by shape', () => {
  const model = inFolder('scenes.safetensors');
  const { done, err } = train(`${made}/scenes-cnn.json`, '--epochs', '14', '--out', model);
  assert.ok(done.validation.accuracy > 0.9, String(done.validation.accuracy));
  assert.ok(done.validation.f1 > 0.85, String(done.validation.f1));
  assert.ok(done.validation.exact > 0.55 && done.validation.exact < done.validation.accuracy);
  assert.deepEqual(Object.keys(done.labels), ['circle', 'square', 'triangle', 'star', 'cross', 'heart']);
  const mean = Object.values(done.labels).reduce((a, b) => a + b) / 6;
  assert.ok(Math.abs(mean - done.validation.accuracy) < 1e-9);
  assert.match(err, /all right[\s\S]*F1[\s\S]*circle/);

  const { out } = hunch([
    'predict',
    model,
    '--data',
    crosses('scene-crosses', 4),
    '--samples',
    '10',
    '--json',
  ]);
  for (const row of events(out)) {
    assert.deepEqual(Object.keys(row.probabilities), Object.keys(done.labels));
    for (const [name, p] of Object.entries(row.probabilities)) {
      assert.equal(row.labels.includes(name), p > 0.5);
      const { [name]: entropy } = row.entropy;
      assert.ok(Math.abs(entropy - row.expected_entropy[name] - row.mutual_information[name]) < 1e-4);
    }
  }
});

test('columns of 0 and 1 are labels of a table', () => {
  let csv = 'x,y,right,upper,name\n';
  for (let i = 0; i < 160; ++i) {
    const [x, y] = [Math.sin(1.7 * i), Math.cos(2.3 * i)];
    csv += `${x.toFixed(4)},${y.toFixed(4)},${x > 0 ? 1 : 0},${y > 0 ? 'yes' : 'no'},n${i}\n`;
  }
  const table = file('signs.csv', csv);
  const spec = (labels) =>
    file(
      `labels-${labels.join('-')}.json`,
      JSON.stringify({ data: { source: 'csv', csv: { labels } }, training: { epochs: 150 } }),
    );
  const model = inFolder('signs.safetensors');
  const { done } = train(spec(['right', 'upper']), '--data', table, '--out', model);
  assert.ok(done.validation.exact > 0.85, String(done.validation.exact));

  const asked = hunch(['predict', model, '--data', '-', '--json'], { input: 'x,y\n0.9,-0.9\n-0.9,0.9\n' });
  assert.deepEqual(
    events(asked.out).map(({ labels }) => labels),
    [['right'], ['upper']],
  );
  const shown = hunch(['predict', model, '--data', '-'], { input: 'x,y\n-0.9,-0.9\n' });
  assert.match(shown.out, /none/);

  for (const [labels, reason] of [
    [['right', 'nowhere'], /labels\/1 is "nowhere".*the name of a column: x, y, right/],
    [['right', 'x'], /labels\/1 is "x".*a column with 0 and 1, no and yes/],
    [['right', 'right'], /labels\/1 is "right", needs each one at most once/],
  ]) {
    const { status, err } = hunch(['train', spec(labels), '--data', table]);
    assert.notEqual(status, 0);
    assert.match(err, reason);
  }
});

test('a KL divergence falls to 0 where a cross-entropy with smoothed labels cannot', () => {
  const run = (loss) =>
    train(
      file(
        `${loss}.json`,
        JSON.stringify({
          data: { source: 'blobs', noise: 0.02, samples: 200 },
          training: { loss, labelSmoothing: 0.3, epochs: 200 },
        }),
      ),
      '--exact',
    ).done;
  const [divergence, entropy] = ['kl-divergence', 'categorical-cross-entropy'].map(run);
  // 0.8 and 0.1 twice
  const labels = -0.8 * Math.log(0.8) - 0.2 * Math.log(0.1);
  assert.ok(divergence.train.loss < 0.02, String(divergence.train.loss));
  assert.ok(Math.abs(entropy.train.loss - labels - divergence.train.loss) < 0.01);
  assert.ok(divergence.validation.accuracy > 0.98);
});
