// The rules of core/ that no compiler checks: which folder may include which, no world outside
// (printing, clocks, files, Emscripten), and no mathematical function whose bits differ by platform.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inProject, root } from './project.mjs';

/** What each folder stands on directly, as CMakeLists.txt says. */
function readDirection() {
  const lists = readFileSync(inProject('CMakeLists.txt'), 'utf8');
  const calls = lists.matchAll(/^ *hunch_(?:library\((\w+)|(kernels)\()(?:\s*DEPENDS ([\w ]+))?\)/gm);
  return new Map(
    [...calls].map(([, library, kernels, depends]) => [library ?? kernels, depends?.split(' ') ?? []]),
  );
}

const standsOn = readDirection();

const outsideHeaders =
  /^(emscripten|iostream|ostream|istream|fstream|print|filesystem|chrono|ctime|time\.h|thread|random)(\/|$|>)/;
const unsteadyMaths =
  /\bstd::(sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|hypot|erf|erfc|tgamma|lgamma|fma)[fl]?\s*\(/;

function reach(folder, seen = new Set()) {
  seen.add(folder);
  for (const next of standsOn.get(folder) ?? []) if (!seen.has(next)) reach(next, seen);
  return seen;
}

// <cstdio> is for std::snprintf, which makes text; these reach the world outside.
const output = /\b(printf|fprintf|vprintf|puts|fputs|putchar|fopen|fwrite|fread)\s*\(/;

/** What is wrong with one file of core/, as `path:line: text`. */
export function problemsIn(path, text) {
  const [, folder, file] = path.split('/');
  const allowed = reach(folder);
  return text.split('\n').flatMap((line, index) => {
    const problems = [];
    const own = line.match(/^\s*#\s*include\s*"([^"]+)"/)?.[1];
    if (own && !allowed.has(own.split('/')[0])) problems.push(`${folder}/ may not include "${own}"`);
    const foreign = line.match(/^\s*#\s*include\s*<([^>]+)>/)?.[1];
    if (foreign && outsideHeaders.test(`${foreign}>`)) problems.push(`core/ may not include <${foreign}>`);
    const code = line.replace(/\/\/.*/, '');
    const printing = code.match(output)?.[1];
    if (printing) problems.push(`core/ may not call ${printing}`);
    const maths = code.match(unsteadyMaths)?.[1];
    const isMathsItself = folder === 'base' && /^math\b/.test(file ?? '');
    if (maths && !isMathsItself) problems.push(`std::${maths} differs between platforms: use base/math.h`);
    return problems.map((problem) => `${path}:${index + 1}: ${problem}`);
  });
}

/** All problems in core/. */
export function layerProblems() {
  const folder = inProject('core');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(h|cpp)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .flatMap((file) => problemsIn(relative(root, file), readFileSync(file, 'utf8')));
}
