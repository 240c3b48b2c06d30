// What has to be on the system, and how it gets there.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { capture, runQuietly, say, SetupError } from './run.mjs';
import { onPath } from './project.mjs';

const includeFolders = ['/usr/include', '/usr/local/include', '/opt/homebrew/include'];
const program =
  (...names) =>
  () =>
    names.some(onPath);
const header = (name) => () => includeFolders.some((folder) => existsSync(`${folder}/${name}`));

/** Debian's package name -> how to tell that it, or its like from elsewhere, is present. */
const present = {
  cmake: program('cmake'),
  'ninja-build': program('ninja'),
  'g++': program('c++', 'g++', 'clang++'),
  'nlohmann-json3-dev': header('nlohmann/json.hpp'),
  'doctest-dev': header('doctest/doctest.h'),
  'libcli11-dev': header('CLI/CLI.hpp'),
  'libfmt-dev': header('fmt/core.h'),
  'zlib1g-dev': header('zlib.h'),
  'libexif-dev': header('libexif/exif-data.h'),
  'libstb-dev': () => header('stb/stb_image.h')() || header('stb_image.h')(),
  chromium: program('chromium', 'chromium-browser', 'google-chrome'),
  'clang-format': program('clang-format'),
  'clang-tidy': program('clang-tidy'),
  mmdebstrap: program('mmdebstrap'),
  bubblewrap: program('bwrap'),
  'debian-archive-keyring': () => existsSync('/usr/share/keyrings/debian-archive-keyring.gpg'),
  emscripten: program('emcc'),
  git: program('git'),
  python3: program('python3'),
  uidmap: program('newuidmap'),
};

/** What each purpose needs. */
export const needs = {
  wasm: ['cmake', 'ninja-build'],
  native: [
    'cmake',
    'ninja-build',
    'g++',
    'nlohmann-json3-dev',
    'libcli11-dev',
    'libfmt-dev',
    'zlib1g-dev',
    'libstb-dev',
    'libexif-dev',
  ],
  tests: ['doctest-dev', 'chromium'],
  check: ['clang-format', 'clang-tidy', 'doctest-dev'],
};

/** The system's name and kind, from os-release. */
export function distribution() {
  const text = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const field = (name) => text.match(new RegExp(`^${name}="?([^"\\n]*)`, 'm'))?.[1] ?? '';
  const kinds = [field('ID'), ...field('ID_LIKE').split(' ')];
  return {
    name: field('PRETTY_NAME') || process.platform,
    usesApt: (kinds.includes('debian') || kinds.includes('ubuntu')) && Boolean(onPath('apt-get')),
  };
}

/** `[]` for root, `['sudo', '-n']` when that works without a password, otherwise undefined. */
export function asRoot() {
  if (process.getuid?.() === 0) return [];
  return capture('sudo', ['-n', 'true']) === undefined ? undefined : ['sudo', '-n'];
}

function hasPackageLists() {
  const folder = '/var/lib/apt/lists';
  return existsSync(folder) && readdirSync(folder).some((name) => /_Packages(\.\w+)?$/.test(name));
}

function apt(title, args) {
  const [command, ...rest] = [...asRoot(), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
  return runQuietly(title, command, rest);
}

/** Fetches apt's package lists when there are none. */
export async function ensurePackageLists() {
  if (!hasPackageLists() && asRoot()) await apt('fetch the list of packages', ['update', '-q']);
}

/** Installs those of `packages` (Debian's names) that are missing. */
export async function ensurePackages(packages) {
  const missing = [...new Set(packages)].filter((name) => !present[name]());
  if (missing.length === 0) return;
  if (!distribution().usesApt) {
    throw new SetupError(
      `missing on ${distribution().name}, please install (Debian's package names): ${missing.join(', ')}`,
    );
  }
  if (!asRoot()) {
    throw new SetupError(`please run this, then try again:\n  sudo apt-get install ${missing.join(' ')}`);
  }
  say(`missing packages: ${missing.join(', ')}`);
  const install = ['install', '-q', '-y', '--no-install-recommends', ...missing];
  const hadLists = hasPackageLists();
  await ensurePackageLists();
  try {
    await apt(`install ${missing.length} packages with apt`, install);
  } catch (error) {
    if (!hadLists) throw error;
    // Old lists name versions that the archive no longer has.
    await apt('fetch the list of packages', ['update', '-q']);
    await apt(`install ${missing.length} packages with apt`, install);
  }
}

/** The version of a package that apt would install, for example `3.1.69`, or undefined. */
export function aptVersion(name) {
  const version = capture('apt-cache', ['policy', name])?.match(/Candidate: ([\d.]+)/)?.[1];
  return version;
}
