/** Dropped or chosen sounds as the clips that the engine learns; what is wrong is said in a plain sentence. */
import type { OwnClips, Sound } from '../../worker/protocol';
import type { PathFile } from '../images/read-images';
import { decodeSound } from './decode';
import { sortByClass } from '../data/sort-classes';

export type ReadSounds = { name: string; clips: OwnClips } | { error: string };
/** The engine's reader of WAV files. */
export type ReadWav = (bytes: Uint8Array) => Promise<(Sound & { error: string }) | null>;

const mostSounds = 20_000;
const mostBytes = 256 * 1024 * 1024;
/** About half an hour at 16 kHz. */
const mostSamples = 30_000_000;

const wav = /\.wave?$/i;
const sound = /\.(wave?|mp3|ogg|oga|opus|m4a|aac|flac|weba)$/i;

export const looksLikeSounds = (paths: readonly string[]): boolean => paths.some((path) => sound.test(path));

/** As the command reads them; what the engine does not know, the browser may. */
async function readOne(file: File, readWav: ReadWav, decode: typeof decodeSound): Promise<Sound> {
  const bytes = await file.arrayBuffer();
  let why = 'this browser does not know its format';
  if (wav.test(file.name)) {
    const read = await readWav(new Uint8Array(bytes));
    if (read?.error === '') return read;
    why = read?.error ?? why;
  }
  return decode(bytes).catch(() => {
    throw new Error(why);
  });
}

export async function readSounds(
  files: readonly PathFile[],
  readWav: ReadWav,
  told: (done: number, all: number) => void = () => undefined,
  decode = decodeSound,
): Promise<ReadSounds> {
  const sounds = files.filter(({ path }) => sound.test(path) && !/(^|\/)\./.test(path));
  if (sounds.length > mostSounds)
    return {
      error: `There are more than ${mostSounds.toLocaleString('en')} sounds, the most this page takes.`,
    };
  if (sounds.reduce((sum, { file }) => sum + file.size, 0) > mostBytes)
    return { error: 'These files are larger than 256 MB together, the most this page takes.' };
  try {
    const sorted = sortByClass(sounds);
    const read: Sound[] = [];
    let total = 0;
    for (const [n, { file, path }] of sorted.files.entries()) {
      const one = await readOne(file, readWav, decode).catch((error: unknown) => {
        throw new Error(
          `${path} could not be read: ${error instanceof Error ? error.message : String(error)}.`,
        );
      });
      total += one.samples.length;
      if (total > mostSamples)
        return {
          error: 'These sounds are longer than 30 million samples together, the most this page takes.',
        };
      read.push(one);
      if (n % 20 === 0) told(n, sorted.files.length);
    }
    const samples = new Float32Array(total);
    let at = 0;
    for (const one of read) {
      samples.set(one.samples, at);
      at += one.samples.length;
    }
    const clips: OwnClips = {
      samples,
      counts: Int32Array.from(read, (one) => one.samples.length),
      rates: Int32Array.from(read, ({ rate }) => rate),
      labels: Uint16Array.from(sorted.files, ({ label }) => label),
      isTest: Uint8Array.from(sorted.files, ({ test }) => (test ? 1 : 0)),
      classNames: sorted.classNames,
    };
    const [top, ...below] = sounds[0]!.path.split('/');
    return { name: below.length > 0 ? top! : 'Sounds', clips };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
