// The things that can be built, each with what it needs.
import { copyFileSync, writeFileSync } from 'node:fs';
import { buildPreset } from './cmake.mjs';
import { inProject } from './project.mjs';
import { run, say } from './run.mjs';
import { setup } from './setup.mjs';
import { firstLoad, sizeTable } from './size.mjs';
import { currentSpecTypes, keptSpecTypes } from './spec-types.mjs';

/** Runs a program of an npm package, for example `vite`. */
export const npx = (name, args, options) => run(inProject('node_modules/.bin', name), args, options);

/** The engine's modules in three variants, for the page and for Node. */
export async function buildWasm() {
  await setup('npm', 'wasm');
  say('build the engine for the web');
  const variants = ['scalar', 'simd', 'relaxed'];
  await buildPreset(
    'wasm',
    variants.flatMap((variant) => [`hunch-${variant}`, `hunch-${variant}-node`]),
  );
}

/** The static site in web/dist. */
export async function buildWeb() {
  await buildWasm();
  say('build the page');
  for (const config of ['vite.config.ts', 'vite.sandboxed.config.ts']) {
    await npx('vite', ['build', '--logLevel', 'warn', '--config', inProject('web', config)]);
  }
  say(sizeTable(firstLoad()));
}

/** Everything native. */
export async function buildNative() {
  await setup('native', 'tests');
  say('build the native libraries, command and tests');
  await buildPreset('native');
}

/** The native command. With `quiet`, a build that has little to do says nothing. */
export async function buildCli({ quiet = false } = {}) {
  await setup('native');
  await buildPreset('native', ['hunch'], { quiet });
}

/** Where the emitted TypeScript definitions of the engine are made, and where they are kept. */
export const emittedTypes = inProject('build/wasm/modules/types/hunch-module.d.ts');
export const keptTypes = inProject('web/src/engine/hunch-module.d.ts');

export async function buildTypes() {
  await setup('npm', 'wasm');
  await buildPreset('wasm', ['hunch-types']);
}

export async function writeTypes() {
  await buildTypes();
  copyFileSync(emittedTypes, keptTypes);
  await buildCli();
  writeFileSync(keptSpecTypes, await currentSpecTypes());
}
