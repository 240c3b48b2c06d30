import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { events, hunch, inFolder, shared } from './support.mjs';

/** A WAV file of 16 bits: `sample(seconds)` from -1 to 1, alike in all channels. */
function wav(rate, seconds, sample, channels = 1) {
  const frames = Math.round(rate * seconds);
  const bytes = Buffer.alloc(44 + 2 * channels * frames);
  bytes.write('RIFF');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2 * channels, 28);
  bytes.writeUInt16LE(2 * channels, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * channels * frames, 40);
  for (let i = 0; i < frames; ++i)
    for (let c = 0; c < channels; ++c)
      bytes.writeInt16LE(Math.round(30_000 * sample(i / rate)), 44 + 2 * (i * channels + c));
  return bytes;
}

/** The n-th rising or falling chirp; every third one at another rate, every fifth in two channels. */
function chirp(kind, n, rate = n % 3 === 2 ? 11025 : 8000) {
  const [from, to] = kind === 'rising' ? [400, 1600] : [1600, 400];
  const seconds = 0.3 + 0.02 * (n % 4);
  const phase = (t) => 2 * Math.PI * (from + 15 * n + ((to - from) * t) / (2 * seconds)) * t;
  return wav(rate, seconds, (t) => 0.8 * Math.sin(phase(t)), n % 5 === 4 ? 2 : 1);
}

/** Writes `count` chirps of each kind where `place(kind, n)` says, in a folder of this name. */
function folder(name, count, place) {
  const path = inFolder(name);
  for (const kind of ['rising', 'falling'])
    for (let n = 0; n < count; ++n) {
      const file = join(path, place(kind, n));
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, chirp(kind, n));
    }
  return path;
}

const spec = JSON.stringify({
  data: { source: 'audio', audio: { seconds: 0.4, mels: 16, hop: 20 } },
  model: [
    { type: 'conv2d', activation: 'relu' },
    { type: 'max-pool2d' },
    { type: 'flatten' },
    { type: 'dropout', rate: 0.2 },
  ],
  training: { epochs: 20, batch: 8 },
});
const train = (data, ...more) => hunch(['train', '-', '--data', data, '--json', ...more], { input: spec });

test('a folder for each class is learned, and other sounds are asked about', () => {
  const data = folder('kinds', 20, (kind, n) => join(kind, `${n}.WAV`));
  writeFileSync(join(data, 'README.txt'), 'no sound');
  const model = inFolder('kinds.safetensors');
  const { status, out, err } = train(data, '--out', model);
  assert.equal(status, 0, err);
  assert.match(err, /40 sounds, 0 of them for the test; 2 classes/);
  const done = events(out).at(-1);
  assert.ok(done.validation.accuracy > 0.9, out);
  assert.ok(!('test' in done));

  const asked = folder('asked', 5, (kind, n) => `${kind}-${n}.wav`);
  const rows = events(hunch(['predict', model, '--data', asked, '--json']).out);
  assert.deepEqual(
    rows.map(({ file }) => file),
    ['falling', 'rising'].flatMap((kind) => [0, 1, 2, 3, 4].map((n) => `${kind}-${n}.wav`)),
  );
  const right = rows.filter((row) => row.file.startsWith(row.class)).length;
  assert.ok(right >= 9, String(right));
  const one = hunch(['predict', model, '--data', join(asked, 'rising-0.wav')]);
  assert.match(one.out, /sound +class[^]* rising .* rising-0\.wav/, one.err);
});

test('without a spec one is chosen for the sounds', () => {
  const data = folder('unspecified', 6, (kind, n) => join(kind, `${n}.wav`));
  const { status, out, err } = hunch(['train', '--data', data, '--epochs', '2', '--json']);
  assert.equal(status, 0, err);
  const chosen = events(out)[0].spec;
  assert.equal(chosen.data.source, 'audio');
  assert.equal(chosen.data.audio.seconds, 0.4);
  assert.ok(chosen.model.some(({ type }) => type === 'conv2d'));
});

test('a class may stand in the name, and the test set in folders or indices', () => {
  const flat = folder('flat', 6, (kind, n) => `${kind}_take${n}.wav`);
  assert.match(train(flat, '--epochs', '1').err, /12 sounds, 0 of them for the test; 2 classes/);

  const parts = folder('parts', 8, (kind, n) => join(n < 2 ? 'test' : 'train', `${kind}_${n}.wav`));
  const { out, err } = train(parts, '--epochs', '1');
  assert.match(err, /16 sounds, 4 of them for the test; 2 classes/);
  assert.ok('test' in events(out).at(-1));
  writeFileSync(join(parts, 'test', 'other_1.wav'), chirp('rising', 1));
  assert.match(train(parts).err, /other_1\.wav: there is no such class in/);

  const both = folder('both', 8, (kind, n) => join(n < 3 ? 'test' : 'train', kind, `${n}.wav`));
  assert.match(train(both, '--epochs', '1').err, /16 sounds, 6 of them for the test; 2 classes/);

  const spoken = folder('spoken', 9, (kind, n) => `${kind}_ann_${n}.wav`);
  const model = inFolder('spoken.safetensors');
  assert.match(
    train(spoken, '--epochs', '1', '--out', model).err,
    /18 sounds, 10 of them for the test; 2 classes/,
  );
  // The test set is what is asked about.
  assert.equal(events(hunch(['predict', model, '--data', spoken, '--json']).out).length, 10);
  // One name of another form, and the indices mean nothing.
  writeFileSync(join(spoken, 'rising_1.wav'), chirp('rising', 1));
  assert.match(train(spoken, '--epochs', '1').err, /19 sounds, 0 of them for the test/);
});

test('what does not fit is said', () => {
  const data = folder('whole', 8, (kind, n) => join(kind, `${n}.wav`));
  const model = inFolder('whole.safetensors');
  assert.equal(train(data, '--epochs', '1', '--out', model).status, 0);

  const rising = join(data, 'rising', '3.wav');
  writeFileSync(rising, readFileSync(rising).subarray(0, 1000));
  const cut = train(data);
  assert.equal(cut.status, 1);
  assert.match(cut.err, /3\.wav: \[wav\] \d+ bytes of samples are announced, 956 follow/);

  const loose = folder('loose', 3, (kind, n) => `${kind}${n}.wav`);
  assert.match(train(loose).err, /every sound would be a class of its own: needs WAV files CLASS_NAME\.wav/);
  assert.equal(hunch(['train', '--data', loose, '--target', 'x']).status, 2);
  assert.match(
    hunch(['train', '-'], { input: spec }).err,
    /learns from sounds: give their folder with --data/,
  );

  const empty = inFolder('empty');
  mkdirSync(empty);
  writeFileSync(join(loose, 'slow.wav'), chirp('rising', 0, 4000));
  const slow = hunch(['predict', model, '--data', join(loose, 'slow.wav')]);
  assert.equal(slow.status, 1);
  assert.match(slow.err, /4000.*sounds of at least 8000 samples a second/);
  assert.match(hunch(['predict', model, '--data', empty]).err, /has learned sounds: needs a WAV file/);
  assert.match(hunch(['predict', model, '--data', inFolder('none.wav')]).err, /none\.wav/);
  assert.match(hunch(['predict', model, '--data', model]).err, /\[wav\] this is no WAV file/);
});

test('made tones are learned, and what has learned them hears files', () => {
  const tones = JSON.stringify({
    data: { source: 'tones', samples: 400, noise: 0.2 },
    model: [{ type: 'conv2d', activation: 'relu' }, { type: 'max-pool2d', size: 3 }, { type: 'flatten' }],
    training: { epochs: 8 },
  });
  const model = inFolder('tones.safetensors');
  const { out, err } = hunch(['train', '-', '--json', '--out', model], { input: tones });
  assert.ok(events(out).at(-1).validation.accuracy > 0.9, err + out);
  const asked = folder('chirps', 3, (kind, n) => `${kind}_${n}.wav`);
  const rows = events(hunch(['predict', model, '--data', asked, '--json']).out);
  for (const row of rows) assert.equal(row.class, `${row.file.split('_')[0]} chirp`);
});

test('the example learns spoken digits', (context) => {
  const data = shared(context, 'spoken_digits');
  if (!data) return;
  const { out, err } = hunch([
    'train',
    'examples/own-data/spoken-digits.json',
    '--data',
    data,
    '--exact',
    '--json',
  ]);
  assert.match(err, /200 sounds, 100 of them for the test; 10 classes/);
  assert.ok(events(out).at(-1).test.accuracy >= 0.85, err);
});
