import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { events, file, hunch, inFolder } from './support.mjs';

const made = 'examples/made';

/** The last event of a run of an example, which needs no data. */
function learn(name, ...args) {
  const { status, out, err } = hunch(['train', `${made}/${name}.json`, '--json', ...args]);
  assert.equal(status, 0, err);
  return events(out).at(-1);
}

/** Texts that a model which has learned an example writes. */
function written(name, count, ...args) {
  const model = inFolder(`${name}.safetensors`);
  learn(name, '--out', model, ...args);
  const { status, out, err } = hunch(['generate', model, '--count', String(count), '--samples', '10']);
  assert.equal(status, 0, err);
  return out.trimEnd().split('\n');
}

const share = (lines, good) => lines.filter(good).length / lines.length;

function balanced(line) {
  const open = [];
  for (const sign of line) {
    if ('(['.includes(sign)) open.push(sign === '(' ? ')' : ']');
    else if (open.pop() !== sign) return false;
  }
  return open.length === 0;
}

/** Whether subjects and verbs agree: words become letters, and clauses vanish from the innermost outwards. */
function grammatical(line) {
  const letters = line
    .replace(
      /\b(the|a|every|this) ((small|young|quick|brown) )?(cat|dog|bird|fox|mouse|child|farmer|doctor)\b/g,
      'S',
    )
    .replace(
      /\b(the|some|all|these) ((small|young|quick|brown) )?(cats|dogs|birds|foxes|mice|children|farmers|doctors)\b/g,
      'P',
    )
    .replace(/\b(sleeps|sings|runs|waits|eats)\b/g, 'v')
    .replace(/\b(sleep|sing|run|wait|eat)\b/g, 'V')
    .replace(/\b(sees|likes|hears|follows|fears)\b/g, 't')
    .replace(/\b(see|like|hear|follow|fear)\b/g, 'T')
    .replace(/\bthat\b/g, 'c')
    .replaceAll(' ', '');
  const clause = /(S)cv|(P)cV|(S)ct[SP](?!c)|(P)cT[SP](?!c)|([SP])c(?:St|PT)/;
  let rest = letters;
  while (clause.test(rest)) rest = rest.replace(clause, (all) => all[0]);
  return /^(S(v|t[SP])|P(V|T[SP]))$/.test(rest);
}

test('the examples of made texts, series and clips are valid', () => {
  for (const name of readdirSync(made)) {
    const { status, err } = hunch(['validate', `${made}/${name}`]);
    assert.equal(status, 0, `${name}: ${err}`);
  }
});

test('brackets are learned well enough to write balanced ones', () => {
  const lines = written('brackets-gru', 100);
  const right = share(lines, balanced);
  assert.ok(right > 0.85, `${right}: ${lines}`);
});

test('a grammar is learned well enough to write sentences that agree', () => {
  assert.ok(
    grammatical('the cats that see the dog sleep') && !grammatical('the cats that see the dog sleeps'),
  );
  const lines = written('grammar-lstm', 100, '--epochs', '6');
  const right = share(lines, grammatical);
  assert.ok(right > 0.75, `${right}: ${lines.filter((line) => !grammatical(line)).join('; ')}`);
});

test('waves are forecast much better than by the season before', () => {
  const { naive, validation } = learn('waves-lstm');
  assert.equal(naive.forecast, 'season before');
  assert.ok(validation.rmse < 0.25 * naive.rmse, `${validation.rmse} ${naive.rmse}`);
});

test('what a moving shape does is told from frames as channels', () => {
  const { validation } = learn('clips-cnn', '--epochs', '6');
  assert.ok(validation.accuracy > 0.93, String(validation.accuracy));
});

test('a residual network with batch norm learns the spiral, the same bits on every exact kernel', () => {
  const { validation } = learn('spiral-residual');
  assert.ok(validation.accuracy > 0.97, String(validation.accuracy));
  const print = (...args) => learn('spiral-residual', '--epochs', '5', '--exact', ...args).fingerprint;
  assert.equal(print(), print('--kernels', 'scalar'));
});

test('the same network learns a table, and its file predicts', () => {
  const rows = Array.from({ length: 240 }, (_, i) => [((i * 37) % 83) / 10, ((i * 53) % 79) / 10]);
  const lines = rows.map(([a, b]) => `${a},${b},${a > 4 === b > 4 ? 'yes' : 'no'}`);
  const data = file('sides.csv', ['a,b,same', ...lines].join('\n'));
  const model = inFolder('sides.safetensors');
  const { validation } = learn('spiral-residual', '--data', data, '--out', model);
  assert.ok(validation.accuracy > 0.85, String(validation.accuracy));
  const { status, out, err } = hunch(['predict', model, '--data', data]);
  assert.equal(status, 0, err);
  assert.equal(out.trimEnd().split('\n').length, 241);
});

test('with a file, a spec of a made text or series reads it in place of the made one', () => {
  const lines = Array.from({ length: 40 }, (_, i) => 'xy'[i % 2].repeat(1 + (i % 3)));
  const few = ['--epochs', '1', '--json'];
  const text = hunch([
    'train',
    `${made}/brackets-gru.json`,
    '--data',
    file('xy.txt', lines.join('\n')),
    ...few,
  ]);
  assert.equal(text.status, 0, text.err);
  assert.equal(events(text.out)[0].spec.data.source, 'text');
  const rows = ['y', ...Array.from({ length: 400 }, (_, i) => String(i % 24))].join('\n');
  const table = hunch(['train', `${made}/waves-lstm.json`, '--data', file('rows.csv', rows), ...few]);
  assert.equal(table.status, 0, table.err);
  assert.equal(events(table.out)[0].spec.data.source, 'series');
  assert.equal(events(table.out).at(-1).naive.rmse, 0);
});

test('dates that it has not seen are rewritten, whichever way they are given', () => {
  const model = inFolder('dates.safetensors');
  const done = learn('dates-encoder-decoder', '--out', model);
  assert.ok(done.validation.accuracy > 0.97, `${done.validation.accuracy}`);
  const ask = (prompt) => {
    const args = [
      'generate',
      model,
      '--prompt',
      prompt,
      '--temperature',
      '0',
      '--samples',
      '1',
      '--count',
      '1',
    ];
    const { status, out, err } = hunch(args);
    assert.equal(status, 0, err);
    return out.trimEnd();
  };
  const asked = [
    ['3 march 1998|', '1998-03-03'],
    ['october 12 2031|', '2031-10-12'],
    ['27 aug 1954', '1954-08-27'], // the separator is written where it lacks
    ['15 june 1987', '1987-06-15'],
    ['december 30 2016', '2016-12-30'],
  ];
  const right = asked.filter(([prompt, answer]) => ask(prompt) === `${prompt.replace('|', '')}|${answer}`);
  assert.ok(right.length >= 4, `${right.length} of ${asked.length}`);
});
