// npm run check [-- NAME...]: everything that is wrong without running anything. All checks run; the
// exit status is 1 when one of them failed.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { buildCli, buildNative, buildTypes, emittedTypes, keptTypes, npx } from './lib/builds.mjs';
import { inProject } from './lib/project.mjs';
import { layerProblems } from './lib/layers.mjs';
import { main, run, say, SetupError } from './lib/run.mjs';
import { setup } from './lib/setup.mjs';
import { cppFiles, formattedFiles } from './lib/sources.mjs';
import { currentSpecTypes, keptSpecTypes } from './lib/spec-types.mjs';

const inherit = { stdout: 'inherit' };

/** clang-tidy over every C++ file of the native build, a few at a time. */
async function tidy() {
  await buildNative();
  const files = cppFiles(/\.cpp$/, ['core', 'cli']).filter((file) => !file.includes('/targets/'));
  // The build may be another compiler's, with warnings of its own.
  const options = ['--quiet', '--extra-arg=-Wno-unknown-warning-option', '-p', inProject('build/native')];
  const next = files.values();
  const failed = [];
  const worker = async () => {
    for (const file of next) {
      await run('clang-tidy', [...options, file], inherit).catch(() => failed.push(file));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  if (failed.length > 0) throw new SetupError(`clang-tidy complains about ${failed.length} files`);
}

const checks = {
  layers() {
    const problems = layerProblems();
    if (problems.length > 0) throw new SetupError(`rules of core/ broken:\n${problems.join('\n')}`);
  },
  'clang-format': () => run('clang-format', ['--dry-run', '-Werror', ...formattedFiles()], inherit),
  prettier: () => npx('prettier', ['--check', '.'], inherit),
  eslint: () => npx('eslint', ['.'], inherit),
  typescript: () => npx('tsc', ['--project', inProject('tsconfig.json')], inherit),
  svelte: () => npx('svelte-check', ['--tsconfig', inProject('tsconfig.json')], inherit),
  size: () => run(process.execPath, [inProject('tools/size.mjs')], inherit),
  async 'engine types'() {
    await buildTypes();
    if (readFileSync(emittedTypes, 'utf8') !== readFileSync(keptTypes, 'utf8')) {
      throw new SetupError('web/src/engine/hunch-module.d.ts is old: run `npm run types`');
    }
  },
  async 'spec types'() {
    await buildCli();
    if ((await currentSpecTypes()) !== readFileSync(keptSpecTypes, 'utf8')) {
      throw new SetupError('web/src/config/spec-types.ts is old: run `npm run types`');
    }
  },
  'clang-tidy': tidy,
};

await main(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !checks[name]);
  if (unknown) throw new SetupError(`unknown check "${unknown}"; one of: ${Object.keys(checks).join(', ')}`);
  await setup('npm', 'check', 'native', 'wasm', 'tests');
  const failed = [];
  for (const name of asked.length > 0 ? asked : Object.keys(checks)) {
    say(`--- ${name}`);
    try {
      await checks[name]();
    } catch (error) {
      say(error.message);
      failed.push(name);
    }
  }
  say(failed.length > 0 ? `failed: ${failed.join(', ')}` : 'all checks passed');
  if (failed.length > 0) process.exitCode = 1;
});
