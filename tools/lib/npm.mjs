// The npm packages of the lock file.
import { existsSync, readFileSync } from 'node:fs';
import { inProject } from './project.mjs';
import { runQuietly } from './run.mjs';

const hidden = () => inProject('node_modules', '.package-lock.json');

/** The locked packages as name -> version, leaving out those of other platforms. */
function versions(file) {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries(packages)
    .filter(([name, entry]) => name && !entry.optional)
    .map(([name, entry]) => [name, entry.version]);
}

/** Installs the packages when node_modules is not what the lock file says. */
export async function ensureNpmPackages() {
  if (existsSync(hidden())) {
    const installed = new Map(versions(hidden()));
    if (versions(inProject('package-lock.json')).every(([name, version]) => installed.get(name) === version))
      return;
  }
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm ? [process.execPath, npm] : ['npm'];
  await runQuietly('install npm packages', command, [...args, 'ci', '--no-audit', '--no-fund']);
}
