// npm run bench [-- ARGS]: sets up, builds, and hands ARGS to tests/bench/run.mjs.
import { resolve } from 'node:path';
import { buildWeb } from './lib/builds.mjs';
import { buildPreset } from './lib/cmake.mjs';
import { inProject } from './lib/project.mjs';
import { main, run } from './lib/run.mjs';
import { setup } from './lib/setup.mjs';

await main(async () => {
  await setup('npm', 'native', 'wasm', 'tests');
  await buildWeb();
  await buildPreset('native', ['hunch_bench']);
  await buildPreset('wasm', ['hunch-bench-simd', 'hunch-bench-relaxed']);
  const script = inProject('tests/bench/run.mjs');
  // File names in ARGS are meant where the caller stands.
  const cwd = resolve(process.env.INIT_CWD ?? '.');
  await run(process.execPath, [script, ...process.argv.slice(2)], { stdout: 'inherit', cwd });
});
