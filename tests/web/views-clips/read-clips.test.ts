import { describe, expect, it } from 'vitest';
import { clipSize, looksLikeClips, readClips } from '../../../web/src/views/clips/read-clips';
import { sortFrames, spread } from '../../../web/src/views/clips/sort-frames';

const framed = (...paths: string[]) => sortFrames(paths.map((path) => ({ path, file: path })));
const fileOf = (path: string): { path: string; file: File } => ({ path, file: new File([], path) });

describe('folders of frames', () => {
  it('are clips, in the order of their numbers', () => {
    expect(framed('s/wave/b/10.png', 's/wave/b/9.png', 's/nod/a/f1.png', 's/nod/a/f2.png')).toEqual([
      { path: 'nod/a', label: 'nod', test: false, frames: ['s/nod/a/f1.png', 's/nod/a/f2.png'] },
      { path: 'wave/b', label: 'wave', test: false, frames: ['s/wave/b/9.png', 's/wave/b/10.png'] },
    ]);
  });

  it('may have a test set, which comes last', () => {
    const clips = framed(
      ...['test/nod/a', 'train/wave/b', 'train/nod/c'].flatMap((clip) => [`${clip}/1.png`, `${clip}/2.png`]),
    );
    expect(clips?.map(({ path, test }) => [path, test])).toEqual([
      ['train/nod/c', false],
      ['train/wave/b', false],
      ['test/nod/a', true],
    ]);
  });

  it('are none where pictures lie in their classes, have no numbers or are alone', () => {
    expect(framed('s/cat/1.png', 's/dog/2.png')).toBeNull();
    expect(framed('s/train/cat/1.png', 's/train/dog/2.png', 's/test/dog/3.png')).toBeNull();
    expect(framed('s/a/x/one.png', 's/a/x/two.png', 's/b/y/1.png', 's/b/y/2.png')).toBeNull();
    expect(framed('s/a/x/1.png', 's/a/x/2.png', 's/b/y/1.png')).toBeNull();
    expect(framed('s/a/x/1.png', 's/a/x/2.png')).toBeNull();
  });
});

describe('own clips', () => {
  it('are told from still images', async () => {
    expect(await looksLikeClips([fileOf('a_1.MP4')])).toBe(true);
    expect(await looksLikeClips([fileOf('s/cat/1.png'), fileOf('s/dog/2.png')])).toBe(false);
    expect(await looksLikeClips([fileOf('s/cat/1.gif'), fileOf('s/dog/2.gif')])).toBe(false);
    expect(await looksLikeClips([fileOf('table.csv')])).toBe(false);
  });

  it('are thinned out or held so that all have as many frames', () => {
    expect(spread(8, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(spread(24, 8)).toEqual([1, 4, 7, 10, 13, 16, 19, 22]);
    expect(spread(2, 8)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('become small, with sides that can be halved twice', () => {
    expect(clipSize(640, 480)).toEqual([32, 24]);
    expect(clipSize(16, 16)).toEqual([16, 16]);
    expect(clipSize(1000, 3)).toEqual([32, 4]);
  });

  it('need a class each', async () => {
    expect(await readClips([fileOf('a.mp4'), fileOf('b.mp4')])).toEqual({
      error:
        'Clips need a class: call them CLASS_NAME.mp4, at least two of a class, or put them in a folder for each class.',
    });
  });
});
