import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { events, file, hunch, inFolder, specs, table } from './support.mjs';

const line = inFolder('line.safetensors');
const kinds = inFolder('kinds.safetensors');

const flowers = `size;colour;kind\n${rows()}`;
function rows() {
  let text = '';
  for (let i = 0; i < 60; ++i)
    text += `${(i % 30) / 10};${i % 2 ? 'red' : 'blue'};${i % 30 > 14 ? '"big; one"' : 'small'}\n`;
  return text;
}

before(() => {
  const numbers = file('line.csv', table(300));
  assert.equal(hunch(['train', '--data', numbers, '--out', line]).status, 0);
  const words = file('kinds.csv', flowers);
  assert.equal(hunch(['train', '--data', words, '--out', kinds]).status, 0);
});

test('regression: a line for each row, deviations that add up as variances', () => {
  const run = hunch(['predict', line, '--data', '-', '--json'], { input: 'a,b\n0,0\n1.5,0.5\n30,0\n' });
  assert.equal(run.status, 0, run.err);
  const [zero, one, far, ...none] = events(run.out);
  assert.equal(none.length, 0);
  for (const row of [zero, one, far]) {
    assert.equal(Object.keys(row).join(), 'mean,std,aleatoric,epistemic');
    assert.ok(Math.abs(Math.hypot(row.aleatoric, row.epistemic) - row.std) < 1e-5 * row.std);
  }
  assert.ok(Math.abs(zero.mean - 5) < 1);
  assert.ok(Math.abs(one.mean - 9.5) < 1);
  assert.ok(far.epistemic > 3 * zero.epistemic); // ten times beyond what it has seen
  assert.equal(zero.aleatoric, far.aleatoric);
});

test('classification: names, probabilities and entropies in nats', () => {
  const input = 'colour,size\nred,0.1\nblue,2.9\nred,1.45\n';
  const run = hunch(['predict', kinds, '--data', '-', '--json', '--samples', '200'], { input });
  assert.equal(run.status, 0, run.err);
  const found = events(run.out);
  assert.deepEqual(
    found.slice(0, 2).map((row) => row.class),
    ['small', 'big; one'],
  );
  for (const row of found) {
    assert.equal(Object.keys(row).join(), 'class,probabilities,entropy,expected_entropy,mutual_information');
    const values = Object.values(row.probabilities);
    assert.deepEqual(Object.keys(row.probabilities).sort(), ['big; one', 'small']);
    assert.ok(Math.abs(values.reduce((a, b) => a + b) - 1) < 1e-5);
    const entropy = -values.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
    assert.ok(Math.abs(entropy - row.entropy) < 1e-4);
    assert.ok(Math.abs(row.expected_entropy + row.mutual_information - row.entropy) < 1e-4);
    assert.ok(row.mutual_information >= 0);
  }
  assert.ok(found[2].entropy > found[0].entropy); // at the border
});

test('seeds and samples decide the numbers', () => {
  const input = 'a,b\n1,1\n';
  const row = (...args) => hunch(['predict', line, '--data', '-', '--json', ...args], { input }).out;
  assert.equal(row(), row());
  assert.equal(row('--seed', '5'), row('--seed', '5'));
  assert.notEqual(row('--seed', '5'), row('--seed', '6'));
  assert.notEqual(row('--samples', '10'), row('--samples', '11'));
  assert.equal(events(row('--samples', '1'))[0].epistemic, 0);
});

test('a row gets the same answer among few rows as among thousands', () => {
  const all = table(5000);
  const few = all.split('\n').slice(0, 11).join('\n');
  const answer = (input) =>
    events(hunch(['predict', line, '--data', '-', '--json', '--samples', '3'], { input }).out);
  const many = answer(all);
  assert.equal(many.length, 5000);
  assert.deepEqual(many.slice(0, 10), answer(few));
});

test('cells that cannot be used are told on standard error, the row still gets its line', () => {
  const run = hunch(['predict', line, '--data', '-', '--json'], { input: 'a,b\n1,\nx,2\n3,4,5\n1,1\n' });
  assert.equal(run.status, 0);
  assert.match(run.err, /\/csv\/line\/2 .*column "b"/);
  assert.match(run.err, /\/csv\/line\/3 .*"x".*column "a"/);
  assert.equal(events(run.out).length, 3); // the ragged row is told, too
  const quiet = hunch(['predict', line, '--data', '-', '--quiet'], { input: 'a,b\n1,\n2,2\n' });
  assert.equal(quiet.err, '');
});

test('a huge cell is cut where it is told', () => {
  const input = `a,b\n1,${'x'.repeat(1_000_000)}\n1,1\n`;
  const run = hunch(['predict', line, '--data', '-', '--json'], { input });
  assert.equal(run.status, 0);
  assert.match(run.err, /"x{60}".*column "b"/);
  assert.ok(run.err.length < 1000);
});

test('for a person there is a table on standard output', () => {
  const { out } = hunch(['predict', line, '--data', '-'], { input: 'a,b\n1,1\n2,2\n' });
  assert.match(out, /^ +line +y +deviation +aleatoric +epistemic\n +2 +\d/);
  assert.equal(out.trimEnd().split('\n').length, 3);
});

test('a table without the columns that the model needs is refused by name', () => {
  const run = hunch(['predict', line, '--data', '-'], { input: 'a,c\n1,2\n' });
  assert.equal(run.status, 1);
  assert.match(run.err, /"b"/);
  assert.equal(run.out, '');
});

test('files that are no models are refused with the reason', () => {
  const bytes = readFileSync(line);
  const cases = {
    'empty.safetensors': [Buffer.alloc(0), /cut/],
    'cut.safetensors': [bytes.subarray(0, bytes.length - 40), /cut/],
    'text.safetensors': [Buffer.from('a,b,c\n1,2,3\n'), /no safetensors file/],
    'flipped.safetensors': [flipped(bytes), /fingerprint/],
  };
  for (const [name, [content, reason]] of Object.entries(cases)) {
    const run = hunch(['predict', file(name, content), '--data', '-'], { input: 'a,b\n1,1\n' });
    assert.equal(run.status, 1, name);
    assert.match(run.err, reason);
  }
  assert.equal(hunch(['predict', inFolder('none.safetensors'), '--data', '-']).status, 1);
});

function flipped(bytes) {
  const copy = Buffer.from(bytes);
  copy[copy.length - 10] ^= 1;
  return copy;
}

test('a network without dropout says that one pass is all', () => {
  const model = inFolder('plain.safetensors');
  hunch(['train', `${specs}/tilted-plane.json`, '--out', model]);
  const run = hunch(['predict', model, '--data', '-', '--json'], { input: 'x,y\n1,1\n2,0\n' });
  assert.match(run.err, /no dropout/);
  assert.ok(events(run.out).every((row) => row.epistemic === 0 && row.aleatoric > 0));
});

test('a table without a header finds its columns, also when training left some out', () => {
  const rows = (count, row) => Array.from({ length: count }, (_, i) => row(i)).join('\n');
  const value = (i) => ((i * 37) % 100) / 10;
  const data = file(
    'bare.csv',
    rows(200, (i) => `7,${value(i)},${value(i + 5)},${(2 * value(i)).toFixed(2)}`),
  );
  const model = inFolder('bare.safetensors');
  assert.equal(hunch(['train', '--data', data, '--out', model]).status, 0);
  const mean = (input) => {
    const run = hunch(['predict', model, '--data', '-', '--json', '--samples', '50'], { input });
    assert.equal(run.status, 0, run.err);
    return events(run.out)[0].mean;
  };
  for (const input of ['7,2.5,9,0\n7,1,1,1\n', '2.5,9\n1,1\n', 'column 3,column 2\n9,2.5\n']) {
    assert.ok(Math.abs(mean(input) - 5) < 1, `${input} gives ${mean(input)}`);
  }
});

test('a header of words over words is known by the names in it', () => {
  const text = rowsOfWords();
  const model = inFolder('words.safetensors');
  assert.equal(hunch(['train', '--data', file('words.csv', text), '--out', model]).status, 0);
  const run = hunch(['predict', model, '--data', '-', '--json'], { input: 'shape,colour\nround,red\n' });
  assert.equal(run.status, 0, run.err);
  assert.equal(events(run.out).length, 1);
});

function rowsOfWords() {
  let text = 'colour,shape,kind\n';
  for (let i = 0; i < 40; ++i)
    text += `${i % 2 ? 'red' : 'blue'},${i % 3 ? 'round' : 'square'},${i % 2 ? 'apple' : 'plum'}\n`;
  return text;
}
