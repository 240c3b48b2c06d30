// Configuring and building with the presets of CMakePresets.json.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { inProject } from './project.mjs';
import { run, runQuietly } from './run.mjs';

/** Builds `targets` (all when empty) of a preset in build/PRESET. With `quiet`, shows only errors. */
export async function buildPreset(preset, targets = [], { quiet = false } = {}) {
  const folder = inProject('build', preset);
  if (!existsSync(`${folder}/build.ninja`)) {
    await runQuietly(`configure the ${preset} build`, 'cmake', ['--preset', preset]);
  }
  const jobs = String(availableParallelism());
  const args = ['--build', folder, '-j', jobs, ...targets.flatMap((target) => ['--target', target])];
  if (quiet) await runQuietly(`build ${targets.join(', ') || preset}`, 'cmake', args);
  else await run('cmake', args);
}
