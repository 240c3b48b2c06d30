// node tests/bench/run.mjs [--json FILE] [--only NAME]...   (npm run bench builds what it needs first)
//
// Samples per second of every work on every target, on one thread. All are measured in turn, several times
// over (A B C A B C), so that a slow moment of the machine meets them all; the median counts. Beside it stands
// the share of the multiply-add peak that was measured in the same turn.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { firstStep, openBrowser, openVariants } from './browser.mjs';
import { main, SetupError } from '../../tools/lib/run.mjs';
import { openNative } from './native.mjs';

const inProject = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const note = (text) => process.stderr.write(`${text}\n`);

// What is expected in the browser where the peak is 66 GFLOP/s; elsewhere in proportion. Beside it what others
// reached on that machine: the quickest of ConvNetJS, TF.js and jax-js in the same browser, and native
// PyTorch 1.13 on one thread.
const expectedPeak = 66;
const works = {
  'mlp-spiral': {
    unit: 'samples/s',
    expected: 450_000,
    peers: { ConvNetJS: 45_000, PyTorch: 170_000 },
    what: '2-64-64-1 tanh, batch 32, Adam',
  },
  'mlp-mnist': {
    unit: 'samples/s',
    expected: 35_000,
    peers: { 'jax-js': 9_600, PyTorch: 40_000 },
    what: '784-256-128-10 relu, batch 64, Adam',
  },
  'cnn-mnist': {
    unit: 'samples/s',
    expected: 2_500,
    peers: { ConvNetJS: 193, PyTorch: 7_500 },
    what: '28 x 28, conv 8@5, pool 2, conv 16@5, pool 2, dense 10, relu, batch 32, Adam',
  },
  lstm: {
    unit: 'samples/s',
    expected: 2_000,
    peers: { 'TF.js': 447, PyTorch: 5_000 },
    what: 'LSTM 64 over 50 steps of one number, dense 1, batch 32, Adam',
  },
  transformer: {
    unit: 'samples/s',
    expected: 300,
    peers: { PyTorch: 1_200 },
    what: '2 blocks, d 64, 4 heads, 64 tokens of 65, batch 16, Adam; a sample is a sequence',
  },
  'mc-dropout': {
    unit: 'forwards/s',
    expected: 4_000_000,
    peers: { 'jax-js': 851_000, PyTorch: 1_000_000 },
    what: '2-64-64-1, 100 samples, 2,500 points',
  },
  'gemm-512': {
    unit: 'GFLOP/s',
    expected: 45,
    peers: { 'jax-js': 44, PyTorch: 125 },
    what: '512 x 512 x 512',
  },
};
const firstStepName = 'first-step';
const rounds = 7;
const seconds = 0.35;

function read() {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      only: { type: 'string', multiple: true },
      'native-build': { type: 'string', default: inProject('build/native') },
      'wasm-build': { type: 'string', default: inProject('build/wasm') },
      site: { type: 'string', default: inProject('web/dist') },
    },
  });
  const known = [...Object.keys(works), firstStepName];
  for (const name of values.only ?? [])
    if (!known.includes(name))
      throw new SetupError(`unknown benchmark "${name}"; one of: ${known.join(', ')}`);
  return values;
}

const median = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const shown = (value) =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3).replace(/\.0+$/, '');

/** rates[target][work]: one of every round, in units a second; `peak` too. */
async function measureAll(targets, names) {
  const rates = new Map(targets.map(({ name }) => [name, new Map()]));
  for (let round = 0; round < rounds; ++round) {
    for (const target of targets) {
      for (const name of ['peak', ...names]) {
        note(`round ${round + 1} of ${rounds}: ${name} on ${target.name}`);
        const { units, seconds: spent } = await target.measure(target.names.indexOf(name), seconds);
        const of = rates.get(target.name);
        of.set(name, [...(of.get(name) ?? []), units / spent]);
      }
    }
  }
  return rates;
}

function results(targets, names, rates) {
  return names.flatMap((name) =>
    targets.map((target) => {
      const of = rates.get(target.name);
      const scale = name === 'gemm-512' ? 1e9 : 1;
      return {
        name,
        target: target.name,
        threads: 1,
        value: median(of.get(name)) / scale,
        unit: works[name].unit,
        peakGflops: median(of.get('peak')) / 1e9,
      };
    }),
  );
}

function print(rows, rates) {
  const lines = [
    [
      '',
      'target',
      'value',
      'unit',
      'peak GFLOP/s',
      'value per peak',
      'target scaled to this peak',
      `others where it is ${expectedPeak}`,
    ],
  ];
  for (const { name, target, value, unit, peakGflops } of rows) {
    const of = rates.get(target);
    // Of every round by itself: a slow moment slows both.
    const scale = name === 'gemm-512' ? 1e9 : 1;
    const ratio = median(of.get(name).map((rate, i) => rate / scale / (of.get('peak')[i] / 1e9)));
    const wanted = (works[name].expected * peakGflops) / expectedPeak;
    const per = unit === 'GFLOP/s' ? `${Math.round(100 * ratio)} %` : shown(ratio);
    const times = (ratio * expectedPeak) / works[name].expected;
    const verdict = `${shown(wanted)} (${times.toFixed(2)} times that)`;
    const others = Object.entries(works[name].peers).map(([peer, rate]) => `${peer} ${shown(rate)}`);
    lines.push([name, target, shown(value), unit, peakGflops.toFixed(1), per, verdict, others.join(', ')]);
  }
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  for (const line of lines)
    console.log(
      line
        .map((text, i) => (i < 2 || i === 3 ? text.padEnd(widths[i]) : text.padStart(widths[i])))
        .join('  '),
    );
}

async function printFirstStep(browser, folder) {
  if (!existsSync(folder)) throw new SetupError(`${folder} is not there: npm run build makes it`);
  note('opening a link that plays by itself, five times');
  const hash = `${readFileSync(inProject('web/example-link.txt'), 'utf8').trim()}&ap`;
  const hand = hash.replace(/^#v1-[^&]*&/, '#'); // with a setting more, as if written by hand
  const times = await firstStep(browser, folder, hand, 5);
  const list = times.map((time) => Math.round(time)).join(', ');
  console.log(`\nfirst training step after opening: ${Math.round(median(times))} ms (${list})`);
}

await main(async () => {
  const options = read();
  const names = Object.keys(works).filter((name) => !options.only || options.only.includes(name));
  const browser = await openBrowser();
  try {
    let rows = [];
    if (names.length > 0) {
      const variants = await openVariants(
        browser,
        resolve(options['wasm-build'], 'bench'),
        inProject('tests/bench/page'),
        ['simd', 'relaxed'],
      );
      const native = await openNative(resolve(options['native-build'], 'tests/hunch_bench'));
      const targets = [...variants.targets, native];
      for (const { name, kernels } of targets) note(`${name} uses the ${kernels} kernels`);
      const rates = await measureAll(targets, names);
      rows = results(targets, names, rates);
      print(rows, rates);
      native.close();
      await variants.close();
    }
    if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
    if (!options.only || options.only.includes(firstStepName)) await printFirstStep(browser, options.site);
  } finally {
    await browser.close();
  }
});
