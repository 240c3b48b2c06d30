import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { events, file, hunch, inFolder, shared, specs, start, table } from './support.mjs';

const keys = (object) => Object.keys(object).join();

test('without anything it trains the default spec and talks on standard error only', () => {
  const { status, out, err } = hunch(['train', '--epochs', '3']);
  assert.equal(status, 0);
  assert.equal(out, '');
  assert.match(err, /train +validation\nloss .*\naccuracy .*%\n3 epochs in/);
  assert.ok(!err.includes('\x1b') && !err.includes('\r')); // no terminal, no colours, no bar
});

test('JSON lines: start, every epoch, done', () => {
  const { status, out } = hunch(['train', `${specs}/xor.json`, '--epochs', '7', '--json']);
  assert.equal(status, 0);
  const [first, ...rest] = events(out);
  const last = rest.pop();
  assert.equal(keys(first), 'event,spec,parameters');
  assert.equal(first.event, 'start');
  assert.equal(first.parameters, 2 * 4 + 4 + 4 + 1);
  assert.equal(first.spec.training.epochs, 7);
  assert.equal(first.spec.training.batch, 32); // defaults are told, too
  assert.deepEqual(
    rest.map(({ epoch }) => epoch),
    [1, 2, 3, 4, 5, 6, 7],
  );
  for (const event of rest) {
    assert.equal(keys(event), 'event,epoch,train,validation');
    assert.equal(event.event, 'epoch');
    assert.equal(keys(event.train), 'loss,accuracy');
    assert.equal(keys(event.validation), 'loss,accuracy');
  }
  assert.equal(keys(last), 'event,epochs,seconds,train,validation');
  assert.equal(last.event, 'done');
  assert.equal(last.epochs, 7);
  assert.ok(last.seconds > 0);
  assert.deepEqual(last.train, rest.at(-1).train);
  assert.deepEqual(last.validation, rest.at(-1).validation);
});

test('the spec of the start event trains the same network', () => {
  const args = ['--epochs', '5', '--exact', '--json'];
  const first = events(hunch(['train', `${specs}/moons.json`, ...args]).out);
  const spec = JSON.stringify(first[0].spec);
  const again = events(hunch(['train', '-', '--json'], { input: spec }).out);
  assert.equal(again.at(-1).fingerprint, first.at(-1).fingerprint);
  assert.match(first.at(-1).fingerprint, /^[0-9a-f]{16}$/);
});

test('regression tells rmse and r2 in the units of the target', () => {
  const data = file('line.csv', table(200));
  const { status, out } = hunch(['train', '--data', data, '--json']);
  assert.equal(status, 0);
  const done = events(out).at(-1);
  assert.equal(keys(done.train), 'loss,rmse,r2');
  assert.ok(done.validation.r2 > 0.98, `r2 ${done.validation.r2}`);
  assert.ok(done.validation.rmse > 0.001 && done.validation.rmse < 0.6);
});

test('every epoch of a very long run is told', () => {
  const { out } = hunch(['train', `${specs}/tilted-plane.json`, '--epochs', '5000', '--json']);
  assert.deepEqual(
    events(out)
      .slice(1, -1)
      .map(({ epoch }) => epoch),
    Array.from({ length: 5000 }, (_, i) => i + 1),
  );
});

test('exact runs give one fingerprint with every exact set of kernels, and another by seed', () => {
  const print = (...args) =>
    events(hunch(['train', `${specs}/moons.json`, '--epochs', '10', '--exact', '--json', ...args]).out).at(-1)
      .fingerprint;
  const once = print();
  assert.equal(print(), once);
  assert.equal(print('--kernels', 'scalar'), once);
  assert.notEqual(print('--seed', '2'), once);
});

test('early stopping ends a run before its last epoch', () => {
  const { out } = hunch(['train', `${specs}/weight-decay.json`, '--json']);
  const done = events(out).at(-1);
  assert.ok(done.epochs < 400);
});

test('a run that diverges fails with the layer and the cause, and saves nothing', () => {
  const spec = { data: { source: 'regress-plane' }, training: { optimizer: 'sgd', rate: 10 } };
  spec.model = [{ units: 32, activation: 'relu' }];
  const out = inFolder('diverged.safetensors');
  const run = hunch(['train', '-', '--json', '--out', out], { input: JSON.stringify(spec) });
  assert.equal(run.status, 1);
  assert.match(run.err, /diverged in epoch \d+, layer "(Hidden 1|Output)": /);
  assert.ok(!existsSync(out));
  assert.ok(events(run.out).every(({ event }) => event !== 'done'));
});

for (const [signal, expected] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  test(`${signal}, even twice, ends cleanly and keeps what --out asked for`, async () => {
    const out = inFolder(`${signal}.safetensors`);
    const args = ['train', `${specs}/two-spirals.json`, '--epochs', '1000000', '--json', '--out', out];
    const { child, ended, result } = start(args);
    while (!result.out.includes('"epoch":20')) await new Promise((done) => setTimeout(done, 20));
    child.kill(signal);
    child.kill(signal);
    const { status, out: text, err } = await ended;
    assert.equal(status, expected);
    assert.match(err, /interrupted after \d+ epochs/);
    const done = events(text).at(-1);
    assert.equal(done.event, 'done');
    assert.equal(done.interrupted, true);
    assert.ok(done.epochs >= 20);
    assert.equal(hunch(['predict', out, '--data', '-'], { input: 'x,y\n1,2\n' }).status, 0);
  });
}

test('a model is written whole or not at all, and a bad place is told before training', () => {
  const run = hunch(['train', '--out', inFolder('no/such/folder.safetensors')]);
  assert.equal(run.status, 1);
  assert.match(run.err, /cannot be written/);
  assert.doesNotMatch(run.err, /epochs in/);
  assert.equal(hunch(['train', '--epochs', '1', '--out', inFolder('.')]).status, 1);
});

test('a link stays and its file is replaced, also when it is not there yet', () => {
  for (const name of ['linked.safetensors', 'unborn.safetensors']) {
    const link = `${inFolder(name)}.link`;
    symlinkSync(name, link);
    if (name === 'linked.safetensors') file(name, 'old');
    const run = hunch(['train', '--epochs', '1', '--out', link]);
    assert.equal(run.status, 0, run.err);
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.ok(readFileSync(inFolder(name)).includes('hidden-1/weight'));
  }
});

test('a pipe is written to and stays one', async (context) => {
  const pipe = inFolder('pipe');
  if (spawnSync('mkfifo', [pipe]).status !== 0) return context.skip('no `mkfifo` command here');
  const { ended } = start(['train', '--epochs', '1', '--out', pipe]);
  const reader = spawn('cat', [pipe]);
  const limit = setTimeout(() => reader.kill(), 20_000);
  let bytes = '';
  for await (const part of reader.stdout) bytes += part;
  clearTimeout(limit);
  assert.equal((await ended).status, 0);
  assert.ok(bytes.includes('hidden-1/weight'));
  assert.ok(lstatSync(pipe).isFIFO());
});

test('a file that is read-only is left alone, which is told before training', () => {
  const out = file('read-only.safetensors', 'old');
  chmodSync(out, 0o444);
  const run = hunch(['train', '--epochs', '1', '--out', out]);
  assert.equal(run.status, 1);
  assert.match(run.err, /cannot be written: it is there and read-only/);
  assert.equal(readFileSync(out, 'utf8'), 'old');
});

test('every example spec is valid', () => {
  for (const name of readdirSync(specs)) {
    const { status, err } = hunch(['validate', `${specs}/${name}`]);
    assert.equal(status, 0, err);
  }
});

test('iris needs no spec: over 93 % on the mean of five seeds', (context) => {
  const data = shared(context, 'iris/iris.csv');
  if (!data) return;
  let sum = 0;
  for (const seed of ['1', '2', '3', '4', '5']) {
    const { out } = hunch(['train', '--data', data, '--seed', seed, '--json']);
    sum += events(out).at(-1).validation.accuracy;
  }
  context.diagnostic(`mean validation accuracy ${sum / 5}`);
  assert.ok(sum / 5 > 0.93);
});

for (const path of [
  'iris/iris.csv',
  'wine/wine.csv',
  'digits/digits.csv.gz',
  'airline/airline-passengers.csv',
  'co2/co2.csv',
  'sunspots/sunspots.csv',
  'sunspots/sunspots-monthly.csv',
]) {
  test(`${path} trains and predicts with nothing said about it`, (context) => {
    const data = shared(context, path);
    if (!data) return;
    const model = inFolder('model.safetensors');
    const trained = hunch(['train', '--data', data, '--json', '--out', model]);
    assert.equal(trained.status, 0, trained.err);
    assert.match(trained.err, /spec: \{"version":1,"data":\{"source":"csv"/);
    const lines = events(trained.out);
    const done = lines.at(-1);
    if ('accuracy' in done.validation) assert.ok(done.validation.accuracy > 0.85);
    else assert.ok(done.train.loss < lines[1].train.loss);
    const predicted = hunch(['predict', model, '--data', data, '--samples', '5', '--json']);
    assert.equal(predicted.status, 0, predicted.err);
    assert.ok(events(predicted.out).length > 100);
  });
}

test('the seed of the saved model is that of the run', () => {
  const model = inFolder('seeded.safetensors');
  hunch(['train', '--seed', '42', '--epochs', '1', '--exact', '--out', model]);
  const bytes = readFileSync(model);
  const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString());
  assert.equal(header.__metadata__.seed, '42');
  assert.equal(JSON.parse(header.__metadata__.spec).seed, 42);
  assert.match(header.__metadata__.program, /^hunch \d/);
  assert.deepEqual(header['hidden-1/weight'].shape, [2, 8]);
});
