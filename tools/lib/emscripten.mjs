// Finds or installs Emscripten, and writes build/toolchain: one small script per tool, so that
// CMake sees plain compilers wherever they really live. In this order:
//   1. emcc on PATH or in $EMSDK, when new enough
//   2. the distribution's package, when new enough
//   3. Debian, Ubuntu: a private Debian 13 tree in the user's cache folder, entered with bubblewrap
//   4. elsewhere: the official emsdk in the same folder
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aptVersion, asRoot, distribution, ensurePackageLists, ensurePackages } from './packages.mjs';
import { cacheDir, inProject, onPath, root } from './project.mjs';
import { capture, runQuietly, say, SetupError } from './run.mjs';

const oldest = '3.1.69'; // relaxed SIMD, ES modules in Node, TypeScript definitions
const tools = ['emcc', 'em++', 'emar', 'emranlib', 'emnm', 'emstrip', 'wasm-opt', 'wasm-split'];
const toolchainDir = inProject('build', 'toolchain');
const binDir = join(toolchainDir, 'bin');
const stampFile = join(toolchainDir, 'toolchain.json');

// Part of the folder's name: a change of the tree's contents makes a new tree.
const treePackages = ['emscripten', 'doctest-dev', 'nlohmann-json3-dev', 'dash', 'coreutils'];
const headerPackages = ['doctest-dev', 'nlohmann-json3-dev'];

const isNewEnough = (version) => {
  const [a, b] = [version, oldest].map((text) => text.split('.').map(Number));
  const differs = b.findIndex((part, i) => a[i] !== part);
  return differs < 0 || a[differs] > b[differs];
};

const versionOf = (emcc) => capture(emcc, ['--version'])?.match(/\b(\d+\.\d+\.\d+)\b/)?.[1];

/** Each emcc that is there already: from PATH, from $EMSDK. */
function offeredEmccs() {
  const { EMSDK } = process.env;
  const fromSdk = EMSDK ? [join(EMSDK, 'upstream/emscripten/emcc'), join(EMSDK, 'emcc')] : [];
  return [onPath('emcc'), ...fromSdk].filter((file) => file && existsSync(file));
}

/** Where a tool of the same Emscripten is: the SDK keeps Binaryen's in a folder of their own. */
const besides = (emcc, tool) =>
  [join(emcc, '..', tool), join(emcc, '../../bin', tool)].find(existsSync) ?? onPath(tool) ?? tool;

/** Makes a tree of unpacked Debian 13 packages; `name` is its folder in the cache. */
async function ensureTree(name, packages, title) {
  const tag = createHash('sha256').update(packages.join()).digest('hex').slice(0, 8);
  const tree = join(cacheDir, `${name}-${tag}`);
  if (existsSync(tree)) return tree;
  const needed = ['mmdebstrap', 'bubblewrap', 'debian-archive-keyring'];
  await ensurePackages(asRoot() ? needed : [...needed, 'uidmap']);
  mkdirSync(cacheDir, { recursive: true });
  const unfinished = `${tree}.part`;
  const [command, ...args] = [
    ...(asRoot() ?? []), // without root, mmdebstrap uses a user namespace
    'mmdebstrap',
    '--variant=extract',
    '--dpkgopt=path-exclude=/usr/share/{doc,locale,man}/*',
    '--keyring=/usr/share/keyrings/debian-archive-keyring.gpg',
    `--include=${packages.join()}`,
    'trixie',
    unfinished,
    'deb http://deb.debian.org/debian trixie main',
  ];
  rmSync(unfinished, { recursive: true, force: true });
  await runQuietly(`${title} in ${tree}`, command, args);
  renameSync(unfinished, tree);
  return tree;
}

/** The official emsdk, for systems that are neither Debian nor Ubuntu. */
async function ensureEmsdk() {
  const emsdk = join(cacheDir, `emsdk-${oldest}`);
  const emcc = join(emsdk, 'upstream', 'emscripten', 'emcc');
  if (existsSync(emcc)) return emcc;
  await ensurePackages(['git', 'python3']);
  mkdirSync(cacheDir, { recursive: true });
  if (!existsSync(emsdk)) {
    const source = 'https://github.com/emscripten-core/emsdk.git';
    await runQuietly('fetch emsdk', 'git', ['clone', '-q', '--depth=1', source, emsdk]);
  }
  await runQuietly(`install Emscripten ${oldest} (about 1 GB)`, join(emsdk, 'emsdk'), ['install', oldest]);
  await runQuietly('activate Emscripten', join(emsdk, 'emsdk'), ['activate', oldest]);
  return emcc;
}

const quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** A script that enters the tree with the project bound at its own path. */
function sandboxed(tree, tool) {
  return `#!/bin/sh
exec bwrap --ro-bind ${quote(`${tree}/usr`)} /usr --ro-bind ${quote(`${tree}/etc`)} /etc \\
  --symlink usr/lib /lib --symlink usr/lib64 /lib64 --symlink usr/bin /bin --symlink usr/sbin /sbin \\
  --proc /proc --dev /dev --tmpfs /tmp --bind ${quote(root)} ${quote(root)} --chdir "$PWD" \\
  --clearenv --setenv PATH ${quote(`${binDir}:/usr/bin`)} --setenv HOME /tmp --setenv LANG C.UTF-8 \\
  /usr/bin/${tool} "$@"
`;
}

function writeTools(script) {
  mkdirSync(binDir, { recursive: true });
  // emcc --emit-tsd calls tsc, with an option that TypeScript 6 wants to be asked twice for.
  const tsc = `#!/bin/sh\nexec node ${quote(inProject('node_modules/typescript/bin/tsc'))} --ignoreDeprecations 6.0 "$@"\n`;
  for (const [name, text] of [...tools.map((tool) => [tool, script(tool)]), ['tsc', tsc]]) {
    writeFileSync(join(binDir, name), text);
    chmodSync(join(binDir, name), 0o755);
  }
}

/** Compiles a file that includes the header-only libraries; true when that works. */
function headersCompile(includeFolder) {
  const probe = join(toolchainDir, 'probe.cpp');
  writeFileSync(probe, '#include <doctest/doctest.h>\n#include <nlohmann/json.hpp>\n');
  const args = ['-std=c++20', '-fsyntax-only', '-fwasm-exceptions', '-idirafter', includeFolder, probe];
  return capture(join(binDir, 'em++'), args, { stdio: 'pipe' }) !== undefined;
}

/** A folder with doctest and nlohmann-json that this Emscripten can compile. */
async function ensureHeaders() {
  for (const folder of ['/usr/include', '/usr/local/include', '/opt/homebrew/include']) {
    if (headersCompile(folder)) return folder;
  }
  if (distribution().usesApt) {
    const tree = await ensureTree('headers', headerPackages, 'unpack header-only libraries of Debian 13');
    if (headersCompile(join(tree, 'usr/include'))) return join(tree, 'usr/include');
  }
  throw new SetupError('please install the header-only libraries doctest and nlohmann-json (3.11)');
}

async function choose() {
  const offered = offeredEmccs();
  for (const emcc of offered) {
    const version = versionOf(emcc);
    if (version && isNewEnough(version)) return { kind: 'found', emcc, version };
    say(`${emcc} is version ${version ?? 'unknown'}; Emscripten ${oldest} or newer is needed`);
  }

  if (distribution().usesApt) {
    await ensurePackageLists();
    const packaged = aptVersion('emscripten');
    if (packaged && isNewEnough(packaged) && !onPath('emcc')) {
      await ensurePackages(['emscripten']);
      return { kind: 'package', emcc: onPath('emcc'), version: packaged };
    }
    const tree = await ensureTree(
      'debian13',
      treePackages,
      'unpack Emscripten of Debian 13 (about 400 MB to fetch)',
    );
    return {
      kind: 'tree',
      tree,
      version: readFileSync(`${tree}/usr/share/emscripten/emscripten-version.txt`, 'utf8').trim(),
    };
  }
  return { kind: 'emsdk', emcc: await ensureEmsdk(), version: oldest };
}

/** Makes sure that build/toolchain works; costs nothing when nothing has changed. */
export async function ensureEmscripten() {
  const key = JSON.stringify({ root, offered: offeredEmccs(), cacheDir, treePackages, tools });
  if (existsSync(stampFile)) {
    const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
    if (stamp.key === key && stamp.places.every(existsSync)) return;
  }
  const chosen = await choose();
  rmSync(inProject('build', 'wasm'), { recursive: true, force: true }); // made by another compiler
  say(`Emscripten ${chosen.version} (${chosen.kind}: ${chosen.tree ?? chosen.emcc})`);
  writeTools((tool) =>
    chosen.tree
      ? sandboxed(chosen.tree, tool)
      : `#!/bin/sh\nPATH=${quote(binDir)}:$PATH exec ${quote(besides(chosen.emcc, tool))} "$@"\n`,
  );
  // The libraries that our kind of program links are compiled once, into Emscripten's own cache.
  const hello = join(toolchainDir, 'hello.cpp');
  writeFileSync(hello, '#include <emscripten/bind.h>\nint main() { try { throw 1; } catch (int) {} }\n');
  const flags = [
    '-O2',
    '-fwasm-exceptions',
    '-lembind',
    '-sMODULARIZE',
    '-sEXPORT_ES6',
    '-sENVIRONMENT=node',
  ];
  const output = join(toolchainDir, 'hello.mjs');
  await runQuietly('try Emscripten', join(binDir, 'em++'), [...flags, hello, '-o', output]);
  const headers = await ensureHeaders();
  writeFileSync(join(toolchainDir, 'headers.cmake'), `set(HUNCH_WASM_HEADERS "${headers}")\n`);
  // Inside the tree, its /usr/include is meant.
  const places = chosen.tree ? [chosen.tree] : [chosen.emcc, headers];
  writeFileSync(stampFile, JSON.stringify({ key, places }));
}
