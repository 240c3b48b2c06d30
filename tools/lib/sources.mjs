// The C++ files of the project.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './project.mjs';

/** Paths of our C++ files that match `pattern`, sorted. */
export function cppFiles(pattern = /\.(h|cpp)$/, folders = ['core', 'cli', 'wasm', 'tests', 'examples']) {
  return folders
    .map((folder) => inProject(folder))
    .filter(existsSync)
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true })
        .filter((name) => pattern.test(name))
        .map((name) => join(folder, name)),
    )
    .sort();
}

/** Those that people write: recorded tables stand as their script wrote them. */
export const formattedFiles = () => cppFiles().filter((file) => !file.includes('/tests/golden/'));
