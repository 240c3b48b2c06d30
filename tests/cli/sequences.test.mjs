import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
import { events, file, hunch, inFolder, shared } from './support.mjs';

const own = 'examples/own-data';

/** Words of one letter again and again: after two of them the end is as likely as another. */
const words = (count, end = '\n') =>
  Array.from({ length: count }, (_, i) => 'abcd'[i % 4].repeat(2 + (i % 3))).join(end);

/** A wave of ten rows on a slope, with a date each. */
function wave(rows, column = 'sold') {
  const lines = [`day,${column}`];
  for (let i = 0; i < rows; ++i) {
    const day = new Date(Date.UTC(2001, 0, 1 + i)).toISOString().slice(0, 10);
    lines.push(`${day},${(i / 20 + 3 * Math.sin((i * Math.PI) / 5)).toFixed(4)}`);
  }
  return lines.join('\n') + '\n';
}

const textSpec = (more = {}) =>
  JSON.stringify({
    data: { source: 'text', trainFraction: 0.8, text: {} },
    model: [
      { type: 'embedding', units: 8 },
      { type: 'gru', units: 16, returns: 'every-step' },
    ],
    training: { epochs: 15, batch: 16 },
    ...more,
  });

const seriesSpec = (series, more = {}) =>
  JSON.stringify({
    data: { source: 'series', series },
    model: [{ type: 'lstm', units: 16 }],
    training: { epochs: 30 },
    ...more,
  });

test('a text is learned by the spec that is given, in nats per token', () => {
  const data = file('words.txt', words(400));
  const { status, out, err } = hunch(['train', '-', '--data', data, '--json'], { input: textSpec() });
  assert.equal(status, 0, err);
  const done = events(out).at(-1);
  assert.equal(Object.keys(done.validation).join(), 'loss,accuracy');
  // Of 2 to 4 letters after the end: one of four letters, then one again, then the end at 1/3, 1/2, 1.
  const bits = Math.log(4) + (2 / 3) * Math.log(1.5) + (1 / 3) * Math.log(3) + (2 / 3) * Math.log(2);
  assert.ok(Math.abs(done.validation.loss - bits / 4) < 0.05, `${done.validation.loss} for ${bits / 4}`);
});

test('a text file needs no spec; packed or with other line ends it is the same', () => {
  const args = ['--epochs', '1', '--exact', '--json'];
  const losses = [words(200), words(200, '\r\n')].map((text, i) => {
    const data = file(`short-${i}.txt`, text);
    const { status, out, err } = hunch(['train', '--data', data, ...args]);
    assert.equal(status, 0, err);
    assert.match(err, /the next character of its lines is learned/);
    const [first, done] = [events(out)[0], events(out).at(-1)];
    assert.equal(first.spec.data.source, 'text');
    assert.ok(first.spec.model.some(({ type }) => type === 'transformer-block'));
    return done.fingerprint;
  });
  writeFileSync(inFolder('packed.txt.gz'), gzipSync(words(200)));
  losses.push(events(hunch(['train', '--data', inFolder('packed.txt.gz'), ...args]).out).at(-1).fingerprint);
  assert.equal(new Set(losses).size, 1);

  for (const prose of [
    'It is a text that runs on from one line into the next one,\n',
    'A verse,\r\na line.\r\n\r\n',
  ]) {
    const { out, err } = hunch(['train', '--data', file('prose.txt', prose.repeat(60)), ...args]);
    assert.equal(events(out)[0].spec.data.text.unit, 'windows', err);
  }
});

test('a series is forecast better than by the season before, which is told', () => {
  const data = file('wave.csv', wave(400));
  const series = { window: 20, horizon: 10, season: 10, relative: true };
  const { status, out, err } = hunch(['train', '-', '--data', data, '--json'], { input: seriesSpec(series) });
  assert.equal(status, 0, err);
  const done = events(out).at(-1);
  assert.equal(Object.keys(done).join(), 'event,epochs,seconds,train,validation,naive');
  assert.equal(done.naive.forecast, 'season before');
  assert.ok(Math.abs(done.naive.rmse - 0.5) < 0.001); // the slope of ten rows
  assert.ok(done.validation.rmse < 0.3, String(done.validation.rmse));
  assert.match(err, /season before +0\.5\n/);
});

test('the last value is the forecast to beat where there is no season; --target names the column', () => {
  const rows = wave(300).trimEnd().split('\n');
  const data = file('two.csv', rows.map((row, i) => (i === 0 ? `${row},steps` : `${row},${i}`)).join('\n'));
  const spec = seriesSpec({ window: 5 }, { training: { epochs: 1 } });
  const run = (target) =>
    events(hunch(['train', '-', '--data', data, '--target', target, '--json'], { input: spec }).out).at(-1);
  assert.deepEqual(run('steps').naive, { forecast: 'last value', rmse: 1 });
  assert.notEqual(run('sold').naive.rmse, 1);
});

test('a saved text model writes: ended lines, their tokens with a doubt each, the same for a seed', () => {
  const model = inFolder('words.safetensors');
  const data = file('write.txt', words(300));
  assert.equal(hunch(['train', '-', '--data', data, '--out', model], { input: textSpec() }).status, 0);
  const ask = (...more) => hunch(['generate', model, '--count', '3', '--json', ...more]);
  const texts = events(ask('--prompt', 'a').out);
  assert.equal(texts.length, 3);
  for (const { text, tokens } of texts) {
    assert.match(text, /^a[abcd]*$/);
    assert.equal(text, 'a' + tokens.map(({ token }) => token).join(''));
    for (const { probability, entropy, mutual_information } of tokens) {
      assert.ok(probability > 0 && probability <= 1);
      assert.ok(entropy >= mutual_information && mutual_information >= 0);
    }
  }
  assert.equal(ask('--seed', '5').out, ask('--seed', '5').out);
  assert.notEqual(ask('--seed', '5', '--temperature', '2').out, ask('--seed', '6', '--temperature', '2').out);
  const strange = ask('--prompt', 'aXéa', '--temperature', '0');
  assert.equal(strange.status, 0);
  assert.match(strange.err, /--prompt: left out, since this model has not learned it: "X", "é"/);
  assert.match(events(strange.out)[0].text, /^aa/);
  assert.equal(ask('--prompt', 'ab').err, '');
  const sure = events(ask('--prompt', 'b', '--temperature', '0').out);
  assert.equal(new Set(sure.map(({ text }) => text)).size, 1);
  assert.match(sure[0].text, /^b+$/);

  const refused = hunch(['predict', model, '--data', data]);
  assert.equal(refused.status, 2);
  assert.match(refused.err, /has learned a text: ask it with hunch generate/);
  assert.match(hunch(['generate', model, '--top-p', '0']).err, /--top-p/);
});

test('a saved series model tells what follows the last row, with bands and futures', () => {
  const model = inFolder('wave.safetensors');
  const data = file('forecast.csv', wave(300));
  const spec = seriesSpec(
    { window: 20, horizon: 10, relative: true },
    {
      model: [
        { type: 'lstm', units: 16 },
        { type: 'dropout', rate: 0.1 },
      ],
    },
  );
  assert.equal(hunch(['train', '-', '--data', data, '--out', model], { input: spec }).status, 0);
  const { status, out, err } = hunch(['predict', model, '--data', data, '--futures', '2', '--json']);
  assert.equal(status, 0, err);
  const lines = events(out);
  assert.equal(lines.length, 12);
  lines.slice(0, 10).forEach(({ step, mean, std, aleatoric, epistemic }, h) => {
    assert.equal(step, h + 1);
    const truth = (300 + h) / 20 + 3 * Math.sin(((300 + h) * Math.PI) / 5);
    assert.ok(Math.abs(mean - truth) < 1.5, `${mean} for ${truth}`);
    assert.ok(Math.abs(std ** 2 - aleatoric ** 2 - epistemic ** 2) < 1e-3 * std ** 2);
    assert.ok(epistemic > 0);
  });
  assert.equal(lines[10].values.length, 10);
  assert.notDeepEqual(lines[10].values, lines[11].values);

  const short = file('short.csv', wave(8));
  assert.match(hunch(['predict', model, '--data', short]).err, /at least 20 rows/);
  const other = file('other.csv', wave(60, 'price'));
  assert.match(hunch(['predict', model, '--data', other]).err, /"sold".*which the model has learned/);
  const iris = hunch(['generate', model]);
  assert.equal(iris.status, 2);
  assert.match(iris.err, /has not learned a text/);
});

test('what does not fit is said', () => {
  const refused = (input, ...args) => {
    const { status, err } = hunch(['train', '-', ...args], { input });
    return `${status} ${err}`;
  };
  const text = file('t.txt', words(40));
  const table = file('t.csv', wave(60));
  assert.match(refused(textSpec()), /^2 .*learns from a text: give it with --data PATH/);
  assert.match(refused(seriesSpec({})), /^2 .*learns from a series: give its table with --data PATH/);
  assert.match(refused(textSpec(), '--data', text, '--target', 'x'), /^2 .*a text has no columns/);
  assert.match(refused(textSpec(), '--data', file('e.txt', '')), /^1 .*\/text is 0, needs at least 4 lines/s);
  assert.match(
    refused(seriesSpec({ window: 40 }), '--data', table),
    /^2 .*\/data\/series\/window is 40, needs a window and horizon of at most 18 rows together/s,
  );
  assert.match(
    refused(textSpec({ training: { loss: 'binary-cross-entropy' } }), '--data', text),
    /^2 .*\/training\/loss.*a text has more than two tokens/s,
  );
  // A layer that sees the tokens it is asked for.
  const model = [{ type: 'embedding' }, { type: 'lstm', returns: 'every-step', bidirectional: true }];
  assert.match(refused(textSpec({ model }), '--data', text), /^2 .*\/model\/1.*bidirectional false/s);
});

test('the specs for own data are valid', () => {
  for (const name of readdirSync(own)) {
    const { status, err } = hunch(['validate', `${own}/${name}`]);
    assert.equal(status, 0, `${name}: ${err}`);
  }
});

test('real names and the real air are learned', (context) => {
  const names = shared(context, 'names/names.txt');
  if (!names) return;
  const { out, err } = hunch(['train', `${own}/names-lstm.json`, '--data', names, '--epochs', '1', '--json']);
  const { loss } = events(out).at(-1).validation;
  assert.ok(loss < 2.35, `${loss} ${err}`);
  const air = shared(context, 'co2/co2.csv');
  if (!air) return;
  const forecast = events(hunch(['train', `${own}/co2-lstm.json`, '--data', air, '--json']).out).at(-1);
  assert.equal(forecast.naive.forecast, 'season before');
  assert.ok(forecast.validation.rmse < 0.6 * forecast.naive.rmse, JSON.stringify(forecast));
});

test('lines of source and target are learned by an encoder and a decoder, which answer a source', () => {
  const letters = 'abcd';
  const pair = (i) => {
    const word = [i, i >> 2, i >> 4]
      .map((n) => letters[n % 4])
      .join('')
      .slice(0, 1 + (i % 3));
    return `${word}\t${word.toUpperCase()}!`;
  };
  const data = file('pairs.tsv', Array.from({ length: 400 }, (_, i) => pair(i)).join('\n'));
  const spec = JSON.stringify({
    data: { source: 'text', trainFraction: 0.8, text: { separator: 'tab' } },
    model: [
      { type: 'embedding', units: 16, name: 'tokens' },
      { type: 'source' },
      { type: 'gru', units: 16, returns: 'every-step', bidirectional: true, name: 'encoder' },
      { type: 'target', inputs: ['tokens'] },
      { type: 'gru', units: 32, returns: 'every-step', name: 'decoder' },
      { type: 'cross-attention', heads: 1, rate: 0, name: 'seen', inputs: ['decoder', 'encoder'] },
      { type: 'concat', inputs: ['decoder', 'seen'] },
    ],
    training: { epochs: 30, batch: 16, rate: 0.01 },
  });
  const model = inFolder('pairs.safetensors');
  const { status, out, err } = hunch(['train', '-', '--data', data, '--json', '--out', model], {
    input: spec,
  });
  assert.equal(status, 0, err);
  assert.ok(events(out).at(-1).validation.accuracy > 0.98, out.slice(-300));
  const args = ['generate', model, '--prompt', 'cab', '--temperature', '0', '--samples', '1', '--count', '1'];
  const written = hunch(args);
  assert.equal(written.status, 0, written.err);
  assert.equal(written.out.trimEnd(), 'cab\tCAB!');
});

test('a layer that reads parts of a line is refused where lines have none', () => {
  const spec = textSpec({
    model: [{ type: 'embedding', units: 8 }, { type: 'source' }],
  });
  const { status, err } = hunch(['train', '-', '--data', file('plain.txt', words(50))], { input: spec });
  assert.notEqual(status, 0);
  assert.match(err, /\/model\/1/);
  assert.match(err, /no lines with a separator/);
});
