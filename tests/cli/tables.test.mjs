import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { events, file, hunch, inFolder, table } from './support.mjs';

/** Trains on a table without a spec and gives the events. */
function train(name, text, ...args) {
  const { status, out, err } = hunch(['train', '--data', file(name, text), '--json', ...args]);
  assert.equal(status, 0, err);
  return { done: events(out).at(-1), spec: events(out)[0].spec, err };
}

/** Refused with status 1 and a reason. */
function unusable(name, text, reason) {
  const { status, out, err } = hunch(['train', '--data', file(name, text), '--json']);
  assert.equal(status, 1, err);
  assert.equal(out, '');
  assert.match(err, reason);
}

test('other ways to write the same table give the same network', () => {
  const loss = (name, text) => train(name, text, '--exact', '--epochs', '20').done.fingerprint;
  const plain = loss('plain.csv', table(80));
  assert.equal(loss('crlf.csv', table(80, { end: '\r\n' })), plain);
  assert.equal(loss('cr.csv', table(80, { end: '\r' })), plain);
  assert.equal(loss('bom.csv', `\ufeff${table(80)}`), plain);
  assert.equal(loss('tabs.csv', table(80, { separator: '\t' })), plain);
  assert.equal(loss('semicolons.csv', table(80, { separator: ';', decimal: ',' })), plain);
  assert.equal(loss('quoted.csv', table(80).replace(/[^,\n]+/g, '"$&"')), plain);
  assert.equal(loss('cut-end.csv', table(80).trimEnd()), plain);
  const wide = Buffer.from(`\ufeff${table(80)}`, 'utf16le');
  assert.equal(loss('utf-16.csv', wide), plain);
  assert.equal(loss('utf-16be.csv', Buffer.from(wide).swap16()), plain);
  assert.equal(loss('packed.csv.gz', gzipSync(table(80))), plain);
});

test('UTF-16 keeps every character, and halves of them break nothing', () => {
  const names = ['\u00fc', '\u4e2d', '\u{1f600}', 'half \ud83d', 'half \ude00'];
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${names[i % names.length]}`);
  const text = Buffer.from(`\ufeffa,\u00f6\n${rows.join('\n')}\n`, 'utf16le');
  const model = inFolder('wide.safetensors');
  const cut = Buffer.concat([text, Buffer.from('x')]); // half a unit more
  const { spec } = train('wide-names.csv', cut, '--epochs', '1', '--out', model);
  assert.equal(spec.data.csv.target, '\u00f6');
  const run = hunch(['predict', model, '--data', '-', '--json'], { input: 'a\n1\n2\n' });
  const classes = Object.keys(events(run.out)[0].probabilities);
  assert.deepEqual(classes.sort(), ['half \ufffd', '\u00fc', '\u4e2d', '\u{1f600}'].sort());
});

test('standard input is a table as well', () => {
  const { status } = hunch(['train', '--data', '-', '--epochs', '3'], { input: table(50) });
  assert.equal(status, 0);
});

test('dates, empty cells, constant columns and repeated headers', () => {
  let text = 'day,value,value,same,"a, b"\n';
  for (let i = 0; i < 90; ++i) {
    const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    text += `${day},${i % 7 ? (i * 1.5).toFixed(2) : ''},${(i % 11) - 5.5},1,${(i * 2.25 + 3).toFixed(2)}\n`;
  }
  const { done, err } = train('mixed.csv', text);
  assert.ok(done.validation.r2 > 0.9, JSON.stringify(done));
  assert.match(err, /same/);
});

test('a hundred columns and a hundred thousand rows train in seconds', () => {
  const wide = Array.from({ length: 300 }, (_, i) =>
    Array.from({ length: 100 }, (_, j) => (j < 99 ? Math.sin(i * (j + 1)) : i % 3)).join(),
  );
  const header = Array.from({ length: 100 }, (_, j) => `c${j}`).join();
  assert.equal(train('wide.csv', `${header}\n${wide.join('\n')}\n`, '--epochs', '5').done.epochs, 5);

  const began = Date.now();
  const { done } = train('long.csv', table(100_000));
  assert.ok(done.validation.r2 > 0.95, JSON.stringify(done));
  assert.ok(Date.now() - began < 60_000, `took ${Date.now() - began} ms`);
});

test('what is no table is refused with the reason', () => {
  unusable('nothing.csv', '', /./);
  unusable('header.csv', 'a,b\n', /at least/);
  unusable('one-column.csv', 'a\n1\n2\n3\n4\n5\n', /column/);
  unusable('open-quote.csv', 'a,b\n1,"2\n3,4\n', /quote/);
  unusable('huge.csv', table(50).replace('y\n', 'y\n1.7e308,1,1\n'), /line\/2 .*1e100 in column "a"/);
  unusable('same.csv', 'a,b\n1,1\n1,1\n1,1\n1,1\n1,1\n', /different values/);
  unusable('sheet.csv', Buffer.from('PK\x03\x04rest of a spreadsheet'), /./);
  unusable('broken.csv.gz', gzipSync(table(50)).subarray(0, 200), /damaged or cut gzip/);
});
