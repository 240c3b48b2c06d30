/**
 * Sheets: one picture of many square images, NAME.png with their classes on the lines of NAME.txt; of a
 * single sheet the text may have any name. By the rules of the command (cli/image_sheets.h and
 * core/data/sheet.h), so that both learn the same from the same folder.
 */
import type { OwnImages } from '../../worker/protocol';
import { commonSize, decode, Gathered } from './gathered';
import type { PathFile } from './read-images';

export interface Sheet {
  picture: PathFile;
  list: PathFile;
  test: boolean;
}

const nameOf = (path: string): string => path.split('/').at(-1)!;
const isTest = ({ path }: PathFile): boolean => /^test/i.test(nameOf(path));

/** Null where the pictures are no sheets: they lie in folders of their classes, or no text came with them. */
export function findSheets(pictures: readonly PathFile[], files: readonly PathFile[]): Sheet[] | null {
  const lists = files.filter(({ path }) => path.endsWith('.txt'));
  const folders = new Set(pictures.map(({ path }) => path.split('/').slice(0, -1).join('/')));
  if (lists.length === 0 || folders.size !== 1) return null;
  const alone = pictures.length === 1 && lists.length === 1;
  const split = !pictures.every(isTest);
  const sheets = pictures.map((picture): Sheet => {
    const own = `${nameOf(picture.path).replace(/\.[^.]*$/, '')}.txt`;
    const list = alone ? lists[0] : lists.find(({ path }) => nameOf(path) === own);
    if (!list)
      throw new Error(
        `${nameOf(picture.path)} needs ${own} beside it, with the class of an image on each line.`,
      );
    return { picture, list, test: split && isTest(picture) };
  });
  return sheets.sort(
    (a, b) => Number(a.test) - Number(b.test) || (nameOf(a.picture.path) < nameOf(b.picture.path) ? -1 : 1),
  );
}

export interface Tiling {
  /** Pixels of an image's side. */
  side: number;
  /** Tiles in a line of tiles. */
  columns: number;
  /** A line of pixels for each image. */
  flat: boolean;
}

const [leastSide, mostSide] = [4, 512];

/** Flat where the height is the count and the width a square number, else the largest tiles that are enough. */
export function tilingOf(height: number, width: number, count: number): Tiling | null {
  const root = Math.sqrt(width);
  if (height === count && Number.isInteger(root) && root >= leastSide && root <= mostSide)
    return { side: root, columns: 1, flat: true };
  for (let side = Math.min(height, width, mostSide); side >= leastSide && count > 0; side--) {
    if (height % side !== 0 || width % side !== 0) continue;
    if ((width / side) * (height / side) >= count) return { side, columns: width / side, flat: false };
  }
  return null;
}

/** The lines of a text without spaces around them; empty ones at its end are left out. */
export function classesIn(text: string, name: string): string[] {
  const lines = text
    .replace(/\s+$/, '')
    .split('\n')
    .map((line) => line.trim());
  const empty = lines.indexOf('');
  if (empty >= 0) throw new Error(`Line ${empty + 1} of ${name} is empty: it needs a class on each line.`);
  return lines;
}

/** The most numbers that all images may have together. */
const mostValues = 256 * 1024 * 1024;

export async function readSheets(
  sheets: readonly Sheet[],
  told: (done: number, all: number) => void,
): Promise<OwnImages> {
  const lines = await Promise.all(
    sheets.map(async ({ list }) => classesIn(await list.file.text(), nameOf(list.path))),
  );
  const learned = sheets.flatMap(({ test }, n) => (test ? [] : lines[n]!));
  const classNames = [...new Set(learned)].sort((a, b) => (a < b ? -1 : 1));
  if (classNames.length < 2)
    throw new Error(`All images are of the class "${classNames[0]}": it takes two classes or more.`);
  const numbers = new Map(classNames.map((name, label) => [name, label]));
  const labels = sheets.flatMap(({ list }, n) =>
    lines[n]!.map((name, line) => {
      const label = numbers.get(name);
      if (label === undefined)
        throw new Error(
          `Line ${line + 1} of ${nameOf(list.path)}: no sheet that is learned has the class "${name}".`,
        );
      return label;
    }),
  );

  let gathered: Gathered | undefined;
  let done = 0;
  for (const [n, { picture }] of sheets.entries()) {
    const bitmap = await decode(picture.file, picture.path);
    const count = lines[n]!.length;
    const tiling = tilingOf(bitmap.height, bitmap.width, count);
    if (!tiling)
      throw new Error(
        `${nameOf(picture.path)} is ${bitmap.width} × ${bitmap.height} pixels: it needs square tiles that fill it, one for each of ${count} classes in its text.`,
      );
    const [width, height] = commonSize(tiling.side, tiling.side);
    if (3 * width * height * labels.length > mostValues)
      throw new Error(`${labels.length.toLocaleString('en')} images are more than this page takes.`);
    gathered ??= new Gathered(width, height, labels.length);
    for (const draw of images(bitmap, tiling, count, gathered)) {
      gathered.add(draw);
      if (++done % 500 === 0) {
        told(done, labels.length);
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
    bitmap.close();
  }
  const parts = sheets.flatMap(({ test }, n) => lines[n]!.map(() => Number(test)));
  return gathered!.take(Uint16Array.from(labels), Uint8Array.from(parts), classNames);
}

type Draw = (context: OffscreenCanvasRenderingContext2D) => void;

/** How each image of a sheet is drawn. */
function* images(
  bitmap: ImageBitmap,
  { side, columns, flat }: Tiling,
  count: number,
  { width, height }: { width: number; height: number },
): Generator<Draw> {
  const tile = new OffscreenCanvas(side, side);
  const lines = new OffscreenCanvas(bitmap.width, flat ? Math.min(bitmap.height, 256) : 1);
  const strip = lines.getContext('2d', { willReadFrequently: true })!;
  for (let n = 0; n < count; n++) {
    if (!flat) {
      const [x, y] = [(n % columns) * side, Math.floor(n / columns) * side];
      yield (context) => context.drawImage(bitmap, x, y, side, side, 0, 0, width, height);
      continue;
    }
    const line = n % lines.height;
    if (line === 0) {
      strip.clearRect(0, 0, lines.width, lines.height);
      strip.drawImage(bitmap, 0, -n);
    }
    const { data } = strip.getImageData(0, line, lines.width, 1);
    tile.getContext('2d')!.putImageData(new ImageData(data, side, side), 0, 0);
    yield (context) => context.drawImage(tile, 0, 0, width, height);
  }
}
