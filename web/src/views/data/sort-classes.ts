/**
 * Which class each of the reader's files is of, by the rules of the command (cli/sound_files.h): a folder is a
 * class; without folders it is what stands before the first "_" of a name. Same order as there, too, so that
 * page and command learn the same from the same folder.
 */

export interface Sorted<F> {
  files: { file: F; path: string; label: number; test: boolean }[];
  classNames: string[];
}

/** The first index of the training part where names end in one, as in the Free Spoken Digit Dataset. */
const learnedFrom = 5;

/** CLASS, CLASS_NAME or CLASS_SPEAKER_INDEX; index -1: has none. */
function nameOf(file: string): { label: string; index: number } {
  const parts = file.replace(/\.[^.]*$/, '').split('_');
  const index = parts.length === 3 && /^\d+$/.test(parts[2]!) ? Number(parts[2]) : -1;
  return { label: parts[0]!, index };
}

interface Found<F> {
  file: F;
  path: string;
  /** Its folders and its name, without the folder that all lie in. */
  parts: string[];
  label: string;
  /** The folder that is its class; empty: the name tells it. */
  folder: string;
  test: boolean;
}

/** Without the folder that all lie in. */
export function partsOf(paths: readonly string[]): string[][] {
  const all = paths.map((path) => path.split('/'));
  const top = all[0]?.[0];
  return all.every((parts) => parts.length > 1 && parts[0] === top)
    ? all.map((parts) => parts.slice(1))
    : all;
}

/** Class and part of each; those that lie deeper than the classes' files are left out. */
function labelled<F>(all: Found<F>[]): Found<F>[] {
  const named = all.filter(({ parts }) => parts.length === 1);
  if (named.length > 0) {
    const names = named.map(({ parts }) => nameOf(parts[0]!));
    const split = names.every(({ index }) => index >= 0) && names.some(({ index }) => index >= learnedFrom);
    return named.map((found, i) => ({
      ...found,
      label: names[i]!.label,
      test: split && names[i]!.index < learnedFrom,
    }));
  }
  const inFolder = all.filter(({ parts }) => parts.length === 2);
  const folders = new Set(inFolder.map(({ parts }) => parts[0]!));
  if (folders.size === 2 && folders.has('train') && folders.has('test'))
    return inFolder.map((found) => ({
      ...found,
      label: nameOf(found.parts[1]!).label,
      test: found.parts[0] === 'test',
    }));
  const split = all.filter(({ parts }) => parts.length === 3 && /^(train|test)$/.test(parts[0]!));
  if (split.some(({ parts }) => parts[0] === 'train'))
    return split.map((found) => ofFolder(found, found.parts[1]!, found.parts[0] === 'test'));
  return inFolder.map((found) => ofFolder(found, found.parts[0]!, false));
}

const ofFolder = <F>(found: Found<F>, folder: string, test: boolean): Found<F> => ({
  ...found,
  label: folder,
  folder,
  test,
});

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Throws an Error with a plain sentence: a class of the test that is not learned, fewer than two classes, one for each. */
export function sortByClass<F>(
  files: readonly { path: string; file: F }[],
  /** What they are, as a sentence begins; and the end of a name. */
  [what, end]: [string, string] = ['Sounds', 'wav'],
): Sorted<F> {
  const parts = partsOf(files.map(({ path }) => path));
  const found = labelled(
    files.map(({ path, file }, i): Found<F> => ({
      file,
      path,
      parts: parts[i]!,
      label: '',
      folder: '',
      test: false,
    })),
  );
  const classNames = [...new Set(found.filter(({ test }) => !test).map(({ label }) => label))].sort(order);
  const unknown = found.find(({ label }) => !classNames.includes(label));
  if (unknown) throw new Error(`${unknown.path} is of the test set, but nothing else is of its class.`);
  if (classNames.length < 2 || classNames.length === found.length)
    throw new Error(
      `${what} need a class: call them CLASS_NAME.${end}, at least two of a class, or put them in a folder for each class.`,
    );
  // The test last, classes one after the other where they have folders, names in order.
  const sorted = found.sort(
    (a, b) =>
      Number(a.test) - Number(b.test) || order(a.folder, b.folder) || order(a.parts.at(-1)!, b.parts.at(-1)!),
  );
  return {
    classNames,
    files: sorted.map(({ file, path, label, test }) => ({
      file,
      path,
      label: classNames.indexOf(label),
      test,
    })),
  };
}
