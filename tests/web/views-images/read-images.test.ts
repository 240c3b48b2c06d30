import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { commonSize } from '../../../web/src/views/images/gathered';
import {
  looksLikeImages,
  readImages,
  sorted,
  type PathFile,
} from '../../../web/src/views/images/read-images';

const fileOf = (path: string, bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1)): PathFile => ({
  path,
  file: new File([bytes], path.split('/').at(-1)!),
});

/** Big-endian sizes after the magic number, then zeros. */
function idx(...sizes: number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * sizes.length + sizes.reduce((all, size) => all * size, 1));
  bytes.set([0, 0, 8, sizes.length]);
  sizes.forEach((size, i) => (bytes[7 + 4 * i] = size));
  return bytes;
}

describe('files of images', () => {
  it('are told from tables by their names', () => {
    expect(looksLikeImages(['iris.csv'])).toBe(false);
    expect(looksLikeImages(['readme.txt', 'cats/1.JPG'])).toBe(true);
    expect(looksLikeImages(['train-images-idx3-ubyte.gz'])).toBe(true);
    expect(looksLikeImages(['t10k-labels.idx1-ubyte'])).toBe(true);
  });

  it('lie in folders of their class, a test set in a folder of its own', () => {
    const found = sorted([fileOf('set/train/cat/1.png'), fileOf('set/test/dog/2.png'), fileOf('stray.png')]);
    expect(found.map(({ label, test }) => [label, test])).toEqual([
      ['cat', false],
      ['dog', true],
    ]);
  });

  it('get the first one’s size, and no more than 64 pixels', () => {
    expect(commonSize(28, 28)).toEqual([28, 28]);
    expect(commonSize(640, 320)).toEqual([64, 32]);
    expect(commonSize(1000, 3)).toEqual([64, 1]);
  });
});

describe('IDX files', () => {
  it('are paired by what they hold, packed or not, in any order', async () => {
    const read = await readImages([
      fileOf('t10k-labels-idx1-ubyte', idx(2)),
      fileOf('train-labels-idx1-ubyte.gz', Uint8Array.from(gzipSync(idx(3)))),
      fileOf('t10k-images-idx3-ubyte', idx(2, 4, 4)),
      fileOf('train-images-idx3-ubyte', idx(3, 4, 4)),
    ]);
    expect(read).toMatchObject({ name: 'train-images-idx3-ubyte' });
    const { files } = read as Extract<typeof read, { name: string }>;
    expect(files).toEqual({
      pixels: idx(3, 4, 4),
      labels: idx(3),
      testPixels: idx(2, 4, 4),
      testLabels: idx(2),
    });
  });

  it('of one pair are learned from, whatever they are called', async () => {
    const read = await readImages([
      fileOf('t10k-images-idx3-ubyte', idx(2, 4, 4)),
      fileOf('t10k-labels-idx1-ubyte', idx(2)),
    ]);
    expect(read).toMatchObject({ files: { pixels: idx(2, 4, 4), labels: idx(2) } });
  });

  it('say what is missing or broken', async () => {
    expect(await readImages([fileOf('a-images-idx3-ubyte', idx(2, 4, 4))])).toEqual({
      error: 'a-images-idx3-ubyte came without its labels: drop both files together.',
    });
    const packed = Uint8Array.from(gzipSync(idx(3, 4, 4))).slice(0, 20);
    expect(await readImages([fileOf('a-images-idx3-ubyte.gz', packed)])).toEqual({
      error: 'a-images-idx3-ubyte.gz is packed, and the packing is damaged.',
    });
    expect(await readImages([fileOf('notes-images-idx', Uint8Array.of(80, 75))])).toMatchObject({
      error: expect.stringContaining('no images in these files') as unknown,
    });
  });

  it('of a single folder are no classes', async () => {
    expect(await readImages([fileOf('cats/1.png'), fileOf('cats/2.png')])).toMatchObject({
      error: expect.stringContaining('at least two') as unknown,
    });
  });
});
