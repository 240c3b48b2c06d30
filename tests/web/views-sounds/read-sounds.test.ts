import { describe, expect, it } from 'vitest';
import { sortByClass } from '../../../web/src/views/data/sort-classes';
import { oneChannel } from '../../../web/src/views/sounds/decode';
import { gainFor } from '../../../web/src/views/sounds/play';
import { looksLikeSounds, readSounds, type ReadWav } from '../../../web/src/views/sounds/read-sounds';

const sorted = (...paths: string[]): string[] =>
  sortByClass(paths.map((path) => ({ path, file: path }))).files.map(
    ({ path, label, test }) => `${test ? 'test ' : ''}${label} ${path}`,
  );

describe('classes of sounds', () => {
  it('stand before the first "_" of a name', () => {
    expect(sorted('yes_2.wav', 'no_1.wav', 'yes_1.wav', 'no.wav')).toEqual([
      '0 no.wav',
      '0 no_1.wav',
      '1 yes_1.wav',
      '1 yes_2.wav',
    ]);
  });

  it('of spoken digits have a test set by their indices, as in the command', () => {
    expect(
      sorted('d/1_ann_0.wav', 'd/0_ann_7.wav', 'd/0_ann_4.wav', 'd/1_ann_5.wav', 'd/10_ann_9.wav'),
    ).toEqual([
      '0 d/0_ann_7.wav',
      '2 d/10_ann_9.wav',
      '1 d/1_ann_5.wav',
      'test 0 d/0_ann_4.wav',
      'test 1 d/1_ann_0.wav',
    ]);
    // Without any to be learned there is no test set.
    expect(sorted('0_ann_1.wav', '1_ann_2.wav', '0_bob_3.wav')).not.toContainEqual(
      expect.stringMatching(/^test/) as unknown,
    );
  });

  it('are folders, which "train" and "test" may hold', () => {
    expect(sorted('set/dog/a.wav', 'set/cat/b.wav', 'set/dog/0.wav')).toEqual([
      '0 set/cat/b.wav',
      '1 set/dog/0.wav',
      '1 set/dog/a.wav',
    ]);
    // Two folders dropped side by side.
    expect(sorted('dog/a.wav', 'cat/b.wav', 'dog/0.wav')).toHaveLength(3);
    expect(sorted('s/train/dog/a.wav', 's/train/cat/a.wav', 's/test/dog/b.wav')).toEqual([
      '0 s/train/cat/a.wav',
      '1 s/train/dog/a.wav',
      'test 1 s/test/dog/b.wav',
    ]);
    expect(sorted('s/train/dog_a.wav', 's/train/cat_a.wav', 's/test/dog_b.wav')).toEqual([
      '0 s/train/cat_a.wav',
      '1 s/train/dog_a.wav',
      'test 1 s/test/dog_b.wav',
    ]);
  });

  it('that cannot be told are asked for', () => {
    expect(() => sorted('a.wav', 'b.wav')).toThrow('Sounds need a class');
    expect(() => sorted('dog/a.wav', 'dog/b.wav')).toThrow('at least two of a class');
    expect(() => sorted('s/train/dog/a.wav', 's/train/cat/a.wav', 's/test/cow/b.wav')).toThrow(
      's/test/cow/b.wav is of the test set, but nothing else is of its class.',
    );
  });
});

const fileOf = (path: string, ...bytes: number[]): { path: string; file: File } => ({
  path,
  file: new File([Uint8Array.from(bytes)], path.split('/').at(-1)!),
});

/** A file of one byte is a sound of so many samples; others are none. */
const readWav: ReadWav = (bytes) =>
  Promise.resolve({
    rate: 8000,
    samples: new Float32Array(bytes[0] ?? 0).fill(bytes[0]!),
    error: bytes.length === 1 ? '' : '[wav] this is no WAV file',
  });
const decode = (bytes: ArrayBuffer): Promise<{ rate: number; samples: Float32Array }> =>
  bytes.byteLength === 2
    ? Promise.resolve({ rate: 16_000, samples: Float32Array.of(9) })
    : Promise.reject(new Error('no'));

describe('files of sounds', () => {
  it('are told from others by their names', () => {
    expect(looksLikeSounds(['readme.txt', 'a/B.WAV'])).toBe(true);
    expect(looksLikeSounds(['a.mp3'])).toBe(true);
    expect(looksLikeSounds(['a.csv', 'b.png'])).toBe(false);
  });

  it('lie one after the other, WAV as the engine reads it, others as the browser does', async () => {
    const read = await readSounds(
      [
        fileOf('my/no/1.wav', 2),
        fileOf('my/yes/1.mp3', 0, 0),
        fileOf('my/yes/2.wav', 3),
        fileOf('my/.DS_Store', 1),
        fileOf('my/notes.txt', 1),
      ],
      readWav,
      undefined,
      decode,
    );
    expect(read).toEqual({
      name: 'my',
      clips: {
        samples: Float32Array.of(2, 2, 9, 3, 3, 3),
        counts: Int32Array.of(2, 1, 3),
        rates: Int32Array.of(8000, 16_000, 8000),
        labels: Uint16Array.of(0, 1, 1),
        isTest: new Uint8Array(3),
        classNames: ['no', 'yes'],
      },
    });
  });

  it('that the engine does not know may be known to the browser, else the engine says why', async () => {
    const two = [fileOf('a_1.wav', 1), fileOf('b_1.wav', 0, 0), fileOf('a_2.wav', 1)];
    expect(await readSounds(two, readWav, undefined, decode)).toMatchObject({
      name: 'Sounds',
      clips: { rates: Int32Array.of(8000, 8000, 16_000) },
    });
    const broken = [...two, fileOf('b_2.wav', 0, 0, 0)];
    expect(await readSounds(broken, readWav, undefined, decode)).toEqual({
      error: 'b_2.wav could not be read: [wav] this is no WAV file.',
    });
  });
});

describe('what is heard', () => {
  it('is the mean of all channels', () => {
    const data = [Float32Array.of(1, 0, -1), Float32Array.of(0, 0, -0.5)];
    const stereo = { length: 3, numberOfChannels: 2, getChannelData: (c: number) => data[c]! as never };
    expect(oneChannel(stereo)).toEqual(Float32Array.of(0.5, 0, -0.75));
  });

  it('is as loud whatever the recording’s level was, and silence stays silent', () => {
    expect(gainFor(Float32Array.of(0.1, -1.4))).toBeCloseTo(0.5);
    expect(gainFor(Float32Array.of(0.001, 0))).toBeCloseTo(700);
    expect(gainFor(new Float32Array(3))).toBe(0);
  });
});
