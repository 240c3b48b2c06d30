/**
 * Dropped or chosen files as images: the IDX files of MNIST, or pictures in a folder for each class. Sizes
 * are capped; what is wrong is said in a plain sentence.
 */
import type { ImageFiles } from '../../state/app';
import type { OwnImages } from '../../worker/protocol';
import { gunzip, isGzip } from '../data/read-file';

export interface PathFile {
  /** With its folders: "digits/3/17.png". */
  path: string;
  file: File;
}

export type ReadImages = { name: string; files: ImageFiles } | { error: string };

const mostPictures = 20_000;
const mostBytes = 256 * 1024 * 1024;
/** Larger pictures are made smaller: what a network of this page can learn from in reasonable time. */
const mostSide = 64;

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
    return pictures.length > 0 ? await readFolders(pictures, told) : await readIdx(files);
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
        'There are no images in these files: it takes IDX files, or pictures in a folder for each class.',
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

/** The size all are brought to: the first one's, smaller where it is large. */
export function commonSize(width: number, height: number): [width: number, height: number] {
  const factor = Math.min(1, mostSide / Math.max(width, height));
  return [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))];
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
  // Photographs lie as they were meant to be seen, whichever way the camera was held.
  const decode = async ({ file, path }: Sorted, options?: ImageBitmapOptions): Promise<ImageBitmap> =>
    createImageBitmap(file, { ...options, imageOrientation: 'from-image' }).catch(() => {
      throw new Error(`${path} is not a picture that this browser can read.`);
    });
  const first = await decode(all[0]!);
  const [width, height] = commonSize(first.width, first.height);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const colour = new Uint8Array(all.length * width * height * 3);
  let grey = true;
  for (const [n, one] of all.entries()) {
    const bitmap = await decode(one, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
    context.clearRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    const { data } = context.getImageData(0, 0, width, height);
    for (let i = 0; i < width * height; i++) {
      const at = 3 * (n * width * height + i);
      for (let c = 0; c < 3; c++) colour[at + c] = data[4 * i + c]!;
      grey &&= data[4 * i] === data[4 * i + 1] && data[4 * i] === data[4 * i + 2];
    }
    if (n % 50 === 0) told(n, all.length);
  }
  const images: OwnImages = {
    height,
    width,
    channels: grey ? 1 : 3,
    pixels: grey ? Uint8Array.from({ length: colour.length / 3 }, (_, i) => colour[3 * i]!) : colour,
    labels: Uint16Array.from(all, ({ label }) => classNames.indexOf(label)),
    isTest: Uint8Array.from(all, ({ test }) => (test ? 1 : 0)),
    classNames,
  };
  return { name: all[0]!.path.split('/')[0]!, files: images };
}
