// Everything that a purpose needs, in one call.
import { ensureEmscripten } from './emscripten.mjs';
import { ensureNpmPackages } from './npm.mjs';
import { ensurePackages, needs } from './packages.mjs';
import { SetupError } from './run.mjs';

/** Sets up for any of: wasm, native, tests, check, npm. */
export async function setup(...purposes) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupError(`Node ${process.versions.node} is too old: please install Node 20.19 or newer`);
  }
  await ensurePackages(purposes.flatMap((purpose) => needs[purpose] ?? []));
  if (purposes.includes('npm')) await ensureNpmPackages();
  if (purposes.includes('wasm')) await ensureEmscripten();
}
