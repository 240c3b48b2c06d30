/**
 * Dropped or chosen files as images: the IDX files of MNIST, pictures in a folder for each class, or sheets
 * of many. Sizes are capped; what is wrong is said in a plain sentence.
 */
import type { ImageFiles } from '../../state/app';
import { gunzip, isGzip } from '../data/read-file';
import { commonSize, decode, Gathered } from './gathered';
import { findSheets, readSheets } from './sheets';

export interface PathFile {
  /** With its folders: "digits/3/17.png". */
  path: string;
  file: File;
}

export type ReadImages = { name: string; files: ImageFiles } | { error: string };

const mostPictures = 20_000;
const mostBytes = 256 * 1024 * 1024;

const picture = /\.(png|jpe?g|webp|gif|bmp|avif)$/i;
const idxName = /idx\d?[-.]ubyte|(images|labels)[-.]idx/i;

export const looksLikeImages = (paths: readonly string[]): boolean =>
  paths.some((path) => picture.test(path) || idxName.test(path));

/** All files of what was dropped, folders opened. */
export async function filesOf(entries: readonly FileSystemEntry[]): Promise<PathFile[]> {
  const found: PathFile[] = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

async function walk(entry: FileSystemEntry, found: PathFile[]): Promise<void> {
  if (entry.name.startsWith('.') || found.length > mostPictures) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A browser gives a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const inner of some) await walk(inner, found);
  }
}

export async function readImages(
  files: readonly PathFile[],
  told: (done: number, all: number) => void = () => undefined,
): Promise<ReadImages> {
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  if (size > mostBytes)
    return { error: 'These files are larger than 256 MB together, the most this page takes.' };
  const pictures = files.filter(({ path }) => picture.test(path));
  try {
    if (pictures.length === 0) return await readIdx(files);
    const sheets = findSheets(pictures, files);
    if (!sheets) return await readFolders(pictures, told);
    return { name: pictures[0]!.path.split('/')[0]!, files: await readSheets(sheets, told) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

// ---- IDX ----------------------------------------------------------------------------------------

interface IdxFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  test: boolean;
}

async function readIdx(files: readonly PathFile[]): Promise<ReadImages> {
  const images: IdxFile[] = [];
  const labels: IdxFile[] = [];
  for (const { path, file } of files) {
    let bytes = new Uint8Array(await file.arrayBuffer());
    if (isGzip(bytes)) {
      const unpacked = await gunzip(bytes, mostBytes).catch(() => {
        throw new Error(`${file.name} is packed, and the packing is damaged.`);
      });
      if (!unpacked) return { error: `${file.name} unpacks to more than 256 MB, the most this page takes.` };
      bytes = unpacked;
    }
    // Two zero bytes, a type, the number of dimensions: labels have one.
    if (bytes[0] !== 0 || bytes[1] !== 0) continue;
    const found = { name: file.name, bytes, test: /t10k|test/i.test(path) };
    (bytes[3] === 1 ? labels : images).push(found);
  }
  const pick = (list: IdxFile[], test: boolean): IdxFile | undefined => list.find((one) => one.test === test);
  // A single pair is learned from, whatever it is called.
  const alone = images.length === 1 && labels.length === 1;
  const [pixels, own] = alone ? [images[0], labels[0]] : [pick(images, false), pick(labels, false)];
  const [testPixels, testLabels] = alone ? [] : [pick(images, true), pick(labels, true)];
  if (!pixels && !own)
    return {
      error:
        'There are no images in these files: it takes IDX files, pictures in a folder for each class, or sheets of many.',
    };
  if (!pixels || !own)
    return {
      error: `${(pixels ?? own)!.name} came without its ${pixels ? 'labels' : 'images'}: drop both files together.`,
    };
  const pair = testPixels && testLabels ? { testPixels: testPixels.bytes, testLabels: testLabels.bytes } : {};
  return { name: pixels.name, files: { pixels: pixels.bytes, labels: own.bytes, ...pair } };
}

// ---- folders ------------------------------------------------------------------------------------

interface Sorted {
  path: string;
  file: File;
  label: string;
  test: boolean;
}

/** The folder that a picture lies in is its class; a folder "test" above it makes it one of the test set. */
export function sorted(files: readonly PathFile[]): Sorted[] {
  return files.flatMap(({ path, file }) => {
    const folders = path.split('/').slice(0, -1);
    const label = folders.at(-1);
    if (label === undefined) return [];
    return [{ path, file, label, test: folders.slice(0, -1).some((name) => /^test(ing)?$/i.test(name)) }];
  });
}

async function readFolders(
  files: readonly PathFile[],
  told: (done: number, all: number) => void,
): Promise<ReadImages> {
  const all = sorted(files);
  const classNames = [...new Set(all.map(({ label }) => label))].sort((a, b) =>
    a.localeCompare(b, undefined, { numeric: true }),
  );
  if (classNames.length < 2)
    return {
      error: 'Pictures have to lie in folders, one for each class, at least two: drop the folder above them.',
    };
  if (all.length > mostPictures)
    return {
      error: `There are more than ${mostPictures.toLocaleString('en')} pictures, the most this page takes.`,
    };
  const first = await decode(all[0]!.file, all[0]!.path);
  const [width, height] = commonSize(first.width, first.height);
  const gathered = new Gathered(width, height, all.length);
  for (const [n, { file, path }] of all.entries()) {
    const bitmap = await decode(file, path, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'high',
    });
    gathered.add((context) => context.drawImage(bitmap, 0, 0));
    bitmap.close();
    if (n % 50 === 0) told(n, all.length);
  }
  const images = gathered.take(
    Uint16Array.from(all, ({ label }) => classNames.indexOf(label)),
    Uint8Array.from(all, ({ test }) => (test ? 1 : 0)),
    classNames,
  );
  return { name: all[0]!.path.split('/')[0]!, files: images };
}
