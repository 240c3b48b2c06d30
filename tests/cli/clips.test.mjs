import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { events, hunch, inFolder, png } from './support.mjs';

/** A bright square of 20 x 16 pixels that moves right or down: frame t of `frames` of the n-th clip. */
function frame(kind, n, t, frames) {
  const way = Math.round((10 * t) / (frames - 1));
  const [left, top] = kind === 'right' ? [1 + way, n % 10] : [n % 14, 1 + way];
  return png(16, 20, 1, (y, x) => [y >= top && y < top + 4 && x >= left && x < left + 4 ? 230 : (x + n) % 9]);
}

/** CLASS/CLIP/NUMBER.png; every third clip has more frames than the others. */
function folder(name, parts) {
  const path = inFolder(name);
  for (const [part, count] of Object.entries(parts))
    for (const kind of ['down', 'right'])
      for (let n = 0; n < count; ++n) {
        const frames = n % 3 === 2 ? 19 : 8;
        const clip = join(path, part, kind, `clip${n}`);
        mkdirSync(clip, { recursive: true });
        // Without leading zeros: 10 comes after 9 by its number alone.
        for (let t = 0; t < frames; ++t) writeFileSync(join(clip, `f${t}.png`), frame(kind, n, t, frames));
      }
  return path;
}

test('folders of frames are learned as clips, and others are asked about', () => {
  const data = folder('ways', { '': 30 });
  const model = inFolder('ways.safetensors');
  const { status, out, err } = hunch(
    ['train', '--data', data, '--json', '--epochs', '12', '--out', model],
    {},
  );
  assert.equal(status, 0, err);
  assert.match(err, /60 clips of 16 x 20 x 8, 0 of them for the test; 2 classes/);
  assert.ok(events(out).at(-1).validation.accuracy > 0.9, out);

  const rows = events(hunch(['predict', model, '--data', folder('others', { '': 9 }), '--json']).out);
  const right = rows.filter((row, n) => row.class === (n < 9 ? 'down' : 'right'));
  assert.equal(rows.length, 18);
  assert.ok(right.length >= 16, String(right.length));
});

test('still images are no clips to a model of clips', () => {
  const data = folder('moving', { '': 4 });
  const model = inFolder('moving.safetensors');
  const spec = JSON.stringify({
    data: { source: 'images' },
    model: [{ type: 'conv2d', filters: 2, stride: 2 }],
    training: { epochs: 1 },
  });
  assert.equal(hunch(['train', '-', '--data', data, '--out', model], { input: spec }).status, 0);
  const stills = inFolder('stills');
  mkdirSync(join(stills, 'any'), { recursive: true });
  writeFileSync(
    join(stills, 'any', '1.png'),
    png(8, 8, 3, () => [1, 2, 3]),
  );
  const { status, err } = hunch(['predict', model, '--data', stills]);
  assert.equal(status, 1, err);
  assert.match(err, /images of the size that the model has learned: \(\d+,\d+,8\)/);
});

test('a strip of frames is learned step by step', () => {
  const spec = JSON.stringify({
    data: { source: 'images', frames: 'strip', side: 8 },
    model: [
      { type: 'conv2d', filters: 4, padding: 'same', activation: 'relu' },
      { type: 'max-pool2d' },
      { type: 'reshape', shape: [8, 64] },
      { type: 'gru', units: 12 },
    ],
    training: { epochs: 2 },
  });
  const data = folder('parts', { train: 6, test: 3 });
  const model = inFolder('strip.safetensors');
  const { status, out, err } = hunch(['train', '-', '--data', data, '--json', '--out', model], {
    input: spec,
  });
  assert.equal(status, 0, err);
  assert.match(err, /18 clips of 8 x 8 x 8, 6 of them for the test/);
  assert.ok('test' in events(out).at(-1));
  // The test set alone.
  assert.equal(events(hunch(['predict', model, '--data', data, '--json']).out).length, 6);
});

test('a clip of one frame and a class that is not learned are told by their path', () => {
  const data = folder('short', { train: 3, test: 3 });
  mkdirSync(join(data, 'test', 'up', 'clip0'), { recursive: true });
  writeFileSync(join(data, 'test', 'up', 'clip0', '0.png'), frame('down', 0, 0, 8));
  assert.match(hunch(['train', '--data', data]).err, /test\/up: there is no such class in .*train/);
  rmSync(join(data, 'test', 'up'), { recursive: true });
  for (let t = 1; t < 8; ++t) rmSync(join(data, 'train', 'down', 'clip1', `f${t}.png`));
  const refused = hunch(['train', '--data', data]);
  assert.equal(refused.status, 1);
  assert.match(refused.err, /down\/clip1: 1 numbered frames, a clip needs at least 2/);
});
