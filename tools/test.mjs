// npm test [-- SUITE...]: sets up, builds and runs the suites: native wasm web e2e (all by default).
// Every suite runs, whatever the others do; the exit status is 1 when one of them failed.
import { availableParallelism } from 'node:os';
import { buildNative, buildWeb, npx } from './lib/builds.mjs';
import { buildPreset } from './lib/cmake.mjs';
import { inProject } from './lib/project.mjs';
import { main, run, say, SetupError } from './lib/run.mjs';
import { setup } from './lib/setup.mjs';

function ctest(preset) {
  const args = ['--preset', preset, '-j', String(availableParallelism())];
  return run('ctest', args, { stdout: 'inherit' });
}

const suites = {
  native: {
    title: 'core and command, native',
    build: buildNative,
    run: () => ctest('native'),
  },
  wasm: {
    title: 'core, as WebAssembly in Node',
    async build() {
      await setup('npm', 'wasm');
      await buildPreset('wasm');
    },
    run: () => ctest('wasm'),
  },
  web: {
    title: 'web code (Vitest)',
    build: buildWeb,
    run: () => npx('vitest', ['run', '--config', inProject('vitest.config.ts')], { stdout: 'inherit' }),
  },
  e2e: {
    title: 'page in Chromium (Playwright)',
    build: buildWeb,
    run: () =>
      npx('playwright', ['test', '--config', inProject('playwright.config.ts')], { stdout: 'inherit' }),
  },
};

await main(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !suites[name]);
  if (unknown) throw new SetupError(`unknown suite "${unknown}"; one of: ${Object.keys(suites).join(', ')}`);
  const names = asked.length > 0 ? asked : Object.keys(suites);
  await setup('npm', 'wasm', 'native', 'tests');
  const results = [];
  for (const name of names) {
    const began = Date.now();
    say(`--- ${suites[name].title}`);
    const problem = await suites[name]
      .build()
      .then(suites[name].run)
      .then(
        () => undefined,
        (error) => error.message,
      );
    results.push({ name, problem, seconds: Math.round((Date.now() - began) / 1000) });
  }
  say('--- all suites');
  for (const { name, problem, seconds } of results) {
    say(
      `${problem ? 'FAILED' : 'passed'}  ${name.padEnd(6)} ${suites[name].title}, ${seconds} s ${problem ?? ''}`,
    );
  }
  if (results.some(({ problem }) => problem)) process.exitCode = 1;
});
