import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { events, file, hunch, inFolder, program, specs } from './support.mjs';

/** Runs with a message on standard error, status 2 and nothing on standard output. */
function refused(args, message, options) {
  const { status, out, err } = hunch(args, options);
  assert.equal(status, 2, `${args.join(' ')}: ${err}`);
  assert.equal(out, '');
  assert.match(err, message);
}

test('help is on standard output, with examples before options', () => {
  for (const command of [[], ['train'], ['predict'], ['curve'], ['validate'], ['schema'], ['onnx-test']]) {
    const { status, out, err } = hunch([...command, '--help']);
    assert.equal(status, 0);
    assert.equal(err, '');
    const [examples, usage] = [out.search(/^Examples?:$/m), out.search(/^Usage: hunch/m)];
    assert.ok(examples > 0 && usage > examples, out);
    for (const line of out.split('\n')) assert.ok(line.length <= 100, line);
    assert.doesNotMatch(out, /hunch hunch/);
  }
  assert.match(hunch(['--version']).out, /^hunch \d+\.\d+\.\d+\n$/);
});

test('misspelt commands and options are answered with the nearest', () => {
  refused([], /no command given/);
  refused(['trian'], /did you mean train\?/);
  refused(['train', '--epcohs', '3'], /did you mean --epochs\?/);
  refused(['train', '--sed=3'], /did you mean --seed\?/);
  refused(['predict', '--sample', '3', '--data', 'x', 'm'], /did you mean --samples\?/);
  refused(['train', 'a.json', 'b.json'], /b\.json/);
  refused(['predict', '--data', 'x'], /MODEL/);
  refused(['predict', 'm.safetensors'], /--data/);
  refused(['validate'], /SPEC/);
});

test('numbers out of range and unknown names are refused before anything is done', () => {
  refused(['train', '--epochs', '0'], /--epochs 0: needs a whole number from 1/);
  refused(['train', '--epochs', '-3'], /--epochs/);
  refused(['train', '--epochs', '2.5'], /--epochs/);
  refused(['train', '--epochs', 'ten'], /--epochs ten/);
  refused(['train', '--epochs', '99999999999999999999'], /--epochs/);
  refused(['train', '--seed', '-1'], /--seed/);
  refused(['train', '--seed', '9007199254740992'], /--seed/);
  assert.equal(hunch(['train', '--seed', '9007199254740991', '--epochs', '1']).status, 0);
  refused(['train', '--kernels', 'abacus'], /scalar/);
  refused(['predict', 'm', '--data', 'd', '--samples', '1001'], /--samples 1001/);
  refused(['predict', 'm', '--data', 'd', '--samples', '0'], /--samples 0/);
  refused(['train', '-', '--data', '-'], /standard input/);
});

test('an empty value is not taken for no value', () => {
  refused(['train', ''], /SPEC: is empty, needs a path/);
  refused(['train', '--data', ''], /--data: is empty, needs a path/);
  refused(['train', '--data='], /--data/);
  refused(['train', '--target', '', '--data', 'x'], /--target: is empty, needs the name of a column/);
  refused(['train', '--out', ''], /--out: is empty, needs a path/);
  refused(['train', '--seed', ''], /--seed "": needs a whole number from 0/);
  refused(['train', '--epochs', ''], /--epochs "": needs a whole number from 1/);
  refused(['train', '--kernels', ''], /--kernels "": .*scalar/);
  refused(['predict', '', '--data', 'x'], /MODEL: is empty, needs a path/);
  refused(['predict', 'm', '--data', ''], /--data: is empty, needs a path/);
  refused(['predict', 'm', '--data', 'x', '--seed', ''], /--seed "": needs/);
  refused(['predict', 'm', '--data', 'x', '--samples', ''], /--samples "": needs/);
  refused(['validate', ''], /SPEC: is empty, needs a path/);
});

test('a value given twice is told as such', () => {
  refused(['train', '--seed', '1', '--seed', '2'], /--seed is given 2 times.*see hunch train --help/);
  refused(['predict', 'm', '--data', 'a', '--data', 'b', '--data', 'c'], /--data is given 3 times/);
  refused(['train', '--seed'], /--seed: 1 required N missing/);
});

test('specs that are not valid are told with all their issues', () => {
  const input = '{"model":[{"units":-3}],"training":{"rte":1}}';
  const message = /\/model\/0\/units is -3, needs a whole number from 1 to 512[^]*\/training\/rte/;
  refused(['train', '-'], message, { input });
  refused(['train', '-', '--json'], message, { input });
  refused(['train', '-'], /line 1, column/, { input: '{"seed":' });
  refused(['train', '-'], /is no valid spec/, { input: '' });
});

test('validate gives every issue as JSON', () => {
  const input = '{"model":[{"type":"dense","units":-3}]}';
  const bad = hunch(['validate', '-', '--json'], { input });
  assert.equal(bad.status, 2);
  assert.deepEqual(events(bad.out), [
    {
      valid: false,
      issues: [{ pointer: '/model/0/units', value: -3, allowed: 'a whole number from 1 to 512' }],
    },
  ]);
  assert.equal(bad.err, '');
  const good = hunch(['validate', '-', '--json'], { input: '{}' });
  assert.equal(good.status, 0);
  assert.deepEqual(events(good.out), [{ valid: true, issues: [] }]);
  assert.match(hunch(['validate', '-'], { input }).err, /\/model\/0\/units is -3/);
  assert.equal(hunch(['validate', inFolder('none.json'), '--json']).status, 1);
  // Of made data the layers are tried too.
  const misfit = JSON.stringify({ data: { source: 'digits' }, model: [{ type: 'lstm' }] });
  const tried = hunch(['validate', '-'], { input: misfit });
  assert.equal(tried.status, 2);
  assert.match(tried.err, /\/model\/0 is "lstm", needs \[lstm\] input \(28,28,1\): needs \(T,D\)/);
});

test('the schema is one JSON document with every part of a spec', () => {
  const schema = JSON.parse(hunch(['schema']).out);
  assert.deepEqual(Object.keys(schema.properties).sort(), [
    'data',
    'exact',
    'model',
    'seed',
    'training',
    'uncertainty',
    'version',
    'view',
  ]);
});

test('targets and tables that do not go together', () => {
  const data = file('small.csv', 'a,b,c\n1,2,x\n2,3,y\n3,4,x\n4,5,y\n5,6,x\n6,8,y\n');
  refused(['train', '--data', data, '--target', 'd'], /"d".*a, b, c/);
  refused(['train', '--target', 'c'], /--data/);
  refused(['train', '-'], /--data PATH/, { input: '{"data":{"source":"csv"}}' });
  refused(['train', '-', '--data', data], /\/training\/loss/, { input: '{"training":{"loss":"mse"}}' });
  const spec = events(hunch(['train', '--data', data, '--target', 'b', '--json']).out)[0].spec;
  assert.equal(spec.data.csv.target, 'b');
  assert.equal(events(hunch(['train', '--data', data, '--json']).out)[0].spec.data.csv.target, 'c');
});

test('a spec for made data takes a table when one is given', () => {
  const data = file('pairs.csv', 'a,b,c\n1,2,x\n2,3,y\n3,4,x\n4,5,y\n5,6,x\n6,8,y\n');
  const run = hunch(['train', `${specs}/xor.json`, '--data', data, '--epochs', '2', '--json']);
  assert.equal(run.status, 0, run.err);
  const [first] = events(run.out);
  assert.equal(first.spec.data.source, 'csv');
  assert.equal(first.spec.model[0].units, 4);
});

test('files that cannot be read fail with the reason', () => {
  for (const [args, reason] of [
    [['train', inFolder('none.json')], /none\.json cannot be read: No such file/],
    [['train', '--data', inFolder('none.csv')], /none\.csv cannot be read/],
    [['train', '--data', inFolder('.')], /is a folder/],
  ]) {
    const { status, err } = hunch(args);
    assert.equal(status, 1);
    assert.match(err, reason);
  }
});

test('control characters of data, names and options reach no terminal', () => {
  const clear = '\x1b[2J\x7f\u009b\u202e\u2066';
  const names = ['a', `b${clear}`, `c${clear}`];
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 7},${clear}${i % 2}`);
  const data = file('escape.csv', `${names.join()}\n${rows.join('\n')}\n${clear}x,1,2\n`);
  const model = inFolder('escape.safetensors');
  const runs = [
    hunch(['train', '--data', data, '--epochs', '1', '--out', model]),
    hunch(['predict', model, '--data', data]),
    hunch(['predict', model, '--data', '-'], { input: 'x,y\n1,2\n' }),
    hunch(['train', '--data', data, '--target', clear]),
    hunch(['train', `${clear}.json`]),
    hunch(['train', '-'], { input: JSON.stringify({ [clear]: 1 }) }),
    hunch([clear]),
    hunch(['train', `--${clear}`]),
  ];
  for (const { out, err } of runs) {
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(out + err, /(?!\n)[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
  }
  assert.match(runs[1].out, /\\u001b\[2J\\u007f\\u009b\\u202e\\u20660/);
});

test('quiet says nothing but errors', () => {
  const { status, out, err } = hunch(['train', '--epochs', '2', '--quiet']);
  assert.equal(status, 0);
  assert.equal(out + err, '');
  assert.notEqual(hunch(['train', 'none.json', '--quiet']).err, '');
});

test('a terminal gets a bar and bold, unless it asks for no colour', (context) => {
  const onTerminal = (args, env) =>
    spawnSync('script', ['-qec', [program, ...args].join(' '), '/dev/null'], {
      encoding: 'utf8',
      env: { ...process.env, TERM: 'xterm', ...env },
    });
  const bold = '\x1b[1m';
  const args = ['train', `${specs}/two-spirals.json`, '--epochs', '1500'];
  const colourful = onTerminal(args, { NO_COLOR: '' });
  if (colourful.error) return context.skip('no `script` command here');
  assert.match(colourful.stdout, /[█▏▎▍▌▋▊▉].* %\s+epoch \d+ of 1500\s+loss \d/);
  assert.ok(colourful.stdout.includes(bold));
  assert.ok(colourful.stdout.includes('\r\x1b[K')); // and wiped
  assert.ok(!onTerminal(args, { NO_COLOR: '1' }).stdout.includes(bold));
  assert.ok(!onTerminal([...args, '--no-color'], { NO_COLOR: '' }).stdout.includes(bold));
  assert.ok(!onTerminal(args, { TERM: 'dumb' }).stdout.includes('\x1b'));
});
