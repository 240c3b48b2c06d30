/**
 * Short clips of the reader's own: videos, animated GIFs, or folders of numbered frames. Each becomes as many grey frames
 * as a made clip has, evenly spaced, so that the same layers and views serve them.
 */
import type { OwnImages } from '../../worker/protocol';
import { Fitter } from '../camera/fit';
import { sortByClass } from '../data/sort-classes';
import type { PathFile, ReadImages } from '../images/read-images';
import { framesOfGif, openGif } from './gif';
import { sortFrames, spread } from './sort-frames';
import { framesOfVideo } from './video';

/** T, as a made clip. */
const steps = 8;
/** The longer side: what a network of this page learns from in reasonable time. */
const mostSide = 32;
const mostClips = 2000;
const mostBytes = 1024 * 1024 * 1024;

const video = /\.(mp4|m4v|webm|mov|ogv)$/i;
const gif = /\.gif$/i;
const picture = /\.(png|jpe?g|webp|gif|bmp|avif)$/i;

/** A clip whose pictures can be had: `take` is called with each of them. */
interface Source {
  path: string;
  label: number;
  test: boolean;
  play(take: (picture: CanvasImageSource, width: number, height: number) => void): Promise<void>;
}

export async function looksLikeClips(files: readonly PathFile[]): Promise<boolean> {
  if (files.some(({ path }) => video.test(path))) return true;
  const pictures = files.filter(({ path }) => picture.test(path));
  if (pictures.length === 0) return false;
  return sortFrames(pictures) !== null || areMoving(pictures);
}

/** Animated, as far as the first tells. */
async function areMoving(pictures: readonly PathFile[]): Promise<boolean> {
  if (!pictures.every(({ path }) => gif.test(path))) return false;
  const first = await openGif(pictures[0]!.file);
  first?.close();
  return first !== null;
}

/** Sides that layers which halve them twice can be laid over: multiples of 4. */
export function clipSize(width: number, height: number): [width: number, height: number] {
  const scale = Math.min(1, mostSide / Math.max(width, height));
  const side = (own: number): number => Math.max(4, 4 * Math.round((own * scale) / 4));
  return [side(width), side(height)];
}

function sourcesOf(files: readonly PathFile[]): { sources: Source[]; classNames: string[] } {
  const videos = files.filter(({ path }) => video.test(path));
  const pictures = files.filter(({ path }) => picture.test(path));
  const clips = videos.length > 0 ? null : sortFrames(pictures);
  if (!clips) {
    const filmed = videos.length > 0;
    const { files: sorted, classNames } = sortByClass(filmed ? videos : pictures, [
      'Clips',
      filmed ? 'mp4' : 'gif',
    ]);
    const sources = sorted.map(({ file, ...rest }): Source => ({
      ...rest,
      play: (take) =>
        filmed ? framesOfVideo(file, steps, take) : framesOfGif(file, (count) => spread(count, steps), take),
    }));
    return { sources, classNames };
  }
  const classNames = [...new Set(clips.map(({ label }) => label))].sort();
  const sources = clips.map(({ path, label, test, frames }): Source => ({
    path,
    label: classNames.indexOf(label),
    test,
    async play(take) {
      for (const at of spread(frames.length, steps)) {
        const bitmap = await createImageBitmap(frames[at]!, { imageOrientation: 'from-image' });
        take(bitmap, bitmap.width, bitmap.height);
        bitmap.close();
      }
    },
  }));
  return { sources, classNames };
}

export async function readClips(
  files: readonly PathFile[],
  told: (done: number, all: number) => void = () => undefined,
): Promise<ReadImages> {
  if (files.reduce((sum, { file }) => sum + file.size, 0) > mostBytes)
    return { error: 'These files are larger than 1 GB together, the most this page takes.' };
  try {
    const { sources, classNames } = sourcesOf(files);
    if (sources.length > mostClips)
      return {
        error: `There are more than ${mostClips.toLocaleString('en')} clips, the most this page takes.`,
      };
    const frames: Uint8Array[] = [];
    let fitter: Fitter | undefined;
    let size: [width: number, height: number] = [0, 0];
    for (const [n, source] of sources.entries()) {
      await source
        .play((shown, width, height) => {
          if (!fitter) {
            size = clipSize(width, height);
            fitter = new Fitter({ width: size[0], height: size[1], channels: 1 });
          }
          const frame = fitter.take(shown, width, height);
          if (frame) frames.push(frame);
        })
        .catch((error: unknown) => {
          throw new Error(`${source.path}: ${error instanceof Error ? error.message : String(error)}.`);
        });
      if (frames.length !== steps * (n + 1)) throw new Error(`${source.path} has no pictures.`);
      told(n + 1, sources.length);
    }
    const [width, height] = size;
    const pixels = new Uint8Array(frames.length * width * height);
    frames.forEach((frame, i) => pixels.set(frame, i * frame.length));
    const images: OwnImages = {
      height,
      width,
      channels: 1,
      frames: steps,
      pixels,
      labels: Uint16Array.from(sources, ({ label }) => label),
      isTest: Uint8Array.from(sources, ({ test }) => (test ? 1 : 0)),
      classNames,
    };
    const [top, ...below] = files[0]!.path.split('/');
    return { name: below.length > 0 ? top! : 'Clips', files: images };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
