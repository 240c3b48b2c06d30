import assert from 'node:assert/strict';
import { test } from 'node:test';
import { events, file, hunch } from './support.mjs';

const spec = JSON.stringify({
  data: { source: 'moons', samples: 100 },
  model: [{ type: 'dense', units: 8 }],
  training: { epochs: 10 },
});

test('curve gives every run and every point as JSON, the same each time', () => {
  const ask = ['curve', '-', '--sizes', '10,40', '--label-noise', '0,0.3', '--runs', '2', '--json'];
  const { status, out, err } = hunch(ask, { input: spec });
  assert.equal(status, 0, err);
  const lines = events(out);
  const runs = lines.filter(({ event }) => event === 'run');
  const points = lines.filter(({ event }) => event === 'point');
  assert.equal(runs.length, 8);
  assert.deepEqual(
    points.map(({ size, labelNoise, runs }) => [size, labelNoise, runs]),
    [
      [10, 0, 2],
      [40, 0, 2],
      [10, 0.3, 2],
      [40, 0.3, 2],
    ],
  );
  const own = runs.filter(({ size, labelNoise }) => size === 40 && labelNoise === 0.3);
  assert.deepEqual(
    own.map(({ seed }) => seed),
    [1, 2],
  );
  const mean = (own[0].accuracy + own[1].accuracy) / 2;
  assert.ok(Math.abs(points[3].accuracy.mean - mean) < 1e-12);
  assert.ok(Math.abs(points[3].accuracy.deviation - Math.abs(own[0].accuracy - mean) * Math.SQRT2) < 1e-12);
  assert.equal(hunch(ask, { input: spec }).out, out);
});

test('curve prints a table for a person, and takes a table of data', () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${2 * i + 1}`).join('\n');
  const data = file('line.csv', `x,y\n${rows}\n`);
  const { status, out, err } = hunch(['curve', '--data', data, '--sizes', '5,20', '--runs', '2']);
  assert.equal(status, 0, err);
  const lines = out.trimEnd().split('\n');
  assert.equal(lines.length, 3);
  assert.match(lines[0], /size +wrong labels +runs +loss +rmse/);
  assert.match(lines[2], /^ +20 +0 % +2 +\S+ ± \S+ +\S+ ± \S+$/);
});

test('curve keeps the wrong labels that the spec has, unless it is asked for others', () => {
  const noisy = JSON.parse(spec);
  noisy.data.labelNoise = 0.4;
  const losses = (more, input) =>
    events(hunch(['curve', '-', '--sizes', '40', '--runs', '1', '--json', ...more], { input }).out)
      .filter(({ event }) => event === 'run')
      .map(({ loss }) => loss);
  const own = losses([], JSON.stringify(noisy));
  assert.notDeepEqual(own, losses([], spec));
  assert.deepEqual(own, losses(['--label-noise', '0.4'], spec));
});

test('curve says what cannot be', () => {
  const refused = (more, message) => {
    const { status, out, err } = hunch(['curve', '-', ...more], { input: spec });
    assert.equal(status, 2, err);
    assert.equal(out, '');
    assert.match(err, message);
  };
  refused([], /--sizes/);
  refused(['--sizes', '0'], /--sizes.*0/);
  refused(['--sizes', '10,x'], /--sizes/);
  refused(['--sizes', '10', '--label-noise', '0.7'], /--label-noise/);
  refused(['--sizes', '100000'], /\/sizes is 100000, needs at most \d+: no more can be made/);
  const values = hunch(['curve', '-', '--sizes', '5', '--label-noise', '0,0.5', '--runs', '1'], {
    input: JSON.stringify({ data: { source: 'sine', features: ['x'] }, training: { epochs: 1 } }),
  });
  assert.equal(values.status, 2);
  assert.match(values.err, /\/labelNoise is 0\.5, needs 0: these data have no classes/);
  refused(['--sizes', '10', '--runs', '0'], /--runs/);
  refused(['--sizes', '900000'], /\/sizes is 900000/);
  const data = file('small.csv', 'x,y\n1,2\n2,4\n3,1\n4,2\n5,6\n6,7\n');
  const large = hunch(['curve', '--data', data, '--sizes', '100']);
  assert.match(large.err, /\/sizes is 100, needs at most 5/);
});
