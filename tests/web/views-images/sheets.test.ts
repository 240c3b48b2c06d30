import { describe, expect, it } from 'vitest';
import { readImages, type PathFile } from '../../../web/src/views/images/read-images';
import { classesIn, findSheets, readSheets, tilingOf } from '../../../web/src/views/images/sheets';

const fileOf = (path: string, text = ''): PathFile => ({ path, file: new File([text], path) });
const found = (...paths: string[]): ReturnType<typeof findSheets> => {
  const files = paths.map((path) => fileOf(path));
  return findSheets(
    files.filter(({ path }) => path.endsWith('.png')),
    files,
  );
};

describe('sheets of images', () => {
  it('have a text beside them, and those called test are the test', () => {
    expect(
      found('s/Test.png', 's/a.png', 's/Test.txt', 's/a.txt')?.map((s) => [s.list.path, s.test]),
    ).toEqual([
      ['s/a.txt', false],
      ['s/Test.txt', true],
    ]);
    expect(found('a.png', 'labels.txt')?.map(({ list }) => list.path)).toEqual(['labels.txt']);
    expect(found('test.png', 'test.txt')?.map(({ test }) => test)).toEqual([false]); // nothing else to learn
    expect(() => found('a.png', 'b.png', 'a.txt')).toThrow('b.png needs b.txt beside it');
  });

  it('are told from pictures in folders of their classes', () => {
    expect(found('cats/1.png', 'dogs/1.png', 'README.txt')).toBeNull();
    expect(found('cats/1.png', 'cats/2.png')).toBeNull();
  });

  // As tests/core/data/sheet_test.cpp.
  it('are cut into the largest tiles that are enough, or are flat', () => {
    expect(tilingOf(28, 280, 10)).toEqual({ side: 28, columns: 10, flat: false });
    expect(tilingOf(84, 84, 5)).toEqual({ side: 28, columns: 3, flat: false });
    expect(tilingOf(1988, 1988, 5000)).toEqual({ side: 28, columns: 71, flat: false });
    expect(tilingOf(65000, 784, 65000)).toEqual({ side: 28, columns: 1, flat: true });
    expect(tilingOf(60, 16, 3)).toEqual({ side: 4, columns: 4, flat: false });
    expect(tilingOf(600, 600, 1)).toEqual({ side: 300, columns: 2, flat: false });
    expect(tilingOf(28, 281, 10)).toBeNull();
    expect(tilingOf(28, 280, 0)).toBeNull();
    expect(tilingOf(28, 280, 100_000)).toBeNull();
  });

  it('have a class on each line', () => {
    expect(classesIn('cat\r\n  big dog \n\n\n', 'a.txt')).toEqual(['cat', 'big dog']);
    expect(() => classesIn('cat\n\ndog', 'a.txt')).toThrow('Line 2 of a.txt is empty');
  });

  it('say what is wrong with their classes', async () => {
    const sheet = (
      path: string,
      text: string,
      test = false,
    ): NonNullable<ReturnType<typeof findSheets>>[0] => ({
      picture: fileOf(`${path}.png`),
      list: fileOf(`${path}.txt`, text),
      test,
    });
    const told = (): void => undefined;
    await expect(readSheets([sheet('a', 'cat\ncat')], told)).rejects.toThrow(
      'All images are of the class "cat"',
    );
    await expect(readSheets([sheet('a', 'cat\ndog'), sheet('test', 'dog\ncow', true)], told)).rejects.toThrow(
      'Line 2 of test.txt: no sheet that is learned has the class "cow"',
    );
    expect(await readImages([fileOf('a.png'), fileOf('b.png'), fileOf('a.txt')])).toEqual({
      error: 'b.png needs b.txt beside it, with the class of an image on each line.',
    });
  });
});
