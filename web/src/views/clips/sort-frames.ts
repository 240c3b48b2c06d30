/** Folders of numbered frames: a folder for each clip, in a folder for each class. */
import { partsOf } from '../data/sort-classes';

export interface FramedClip<F> {
  /** CLASS/CLIP */
  path: string;
  label: string;
  test: boolean;
  /** In the order of their numbers. */
  frames: F[];
}

const numbered = /\d+\.[^.]+$/;
const byNumber = new Intl.Collator('en', { numeric: true }).compare;

/**
 * Null: these pictures are none, but lie in another way. "train" and "test" may hold the classes. All have to
 * be CLASS/CLIP/NUMBER.png, with two classes or more and two frames or more in each clip.
 */
export function sortFrames<F>(files: readonly { path: string; file: F }[]): FramedClip<F>[] | null {
  const parts = partsOf(files.map(({ path }) => path));
  const split = parts.every(([first]) => first === 'train' || first === 'test');
  const clips = new Map<string, FramedClip<F> & { names: string[] }>();
  for (const [i, all] of parts.entries()) {
    const [label, clip, name, ...more] = split ? all.slice(1) : all;
    if (!name || more.length > 0 || !numbered.test(name)) return null;
    const path = `${split ? `${all[0]}/` : ''}${label}/${clip}`;
    const found = clips.get(path) ?? { path, label: label!, test: all[0] === 'test', frames: [], names: [] };
    clips.set(path, found);
    found.frames.push(files[i]!.file);
    found.names.push(name);
  }
  const all = [...clips.values()];
  if (new Set(all.map(({ label }) => label)).size < 2 || all.some(({ frames }) => frames.length < 2))
    return null;
  return all
    .map(({ names, frames, ...clip }) => ({
      ...clip,
      frames: frames
        .map((frame, i) => ({ frame, name: names[i]! }))
        .sort((a, b) => byNumber(a.name, b.name))
        .map(({ frame }) => frame),
    }))
    .sort((a, b) => Number(a.test) - Number(b.test) || byNumber(a.path, b.path));
}

/** Which of `count` frames stand for `steps` steps: the middle of each of so many equal parts. */
export const spread = (count: number, steps: number): number[] =>
  Array.from({ length: steps }, (_, t) => Math.min(count - 1, Math.floor(((t + 0.5) * count) / steps)));
