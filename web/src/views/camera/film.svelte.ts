/** Classes that the reader films: frames of one size, kept while the page is open. */
import type { OwnImages } from '../../worker/protocol';
import type { Fit } from './fit';

export interface FilmedClass {
  name: string;
  /** (Y, X, 3) each. */
  frames: readonly Uint8Array[];
}

/** What a network of this page learns from in reasonable time. */
export const filmFit: Fit = { height: 32, width: 32, channels: 3 };

export const mostClasses = 12;
export const mostFrames = 1000;
/** With fewer there is nothing to check the result with. */
export const fewestFrames = 4;

export class Film {
  classes: FilmedClass[] = $state.raw([
    { name: '', frames: [] },
    { name: '', frames: [] },
  ]);

  /** As it is called: one without a name has its number. */
  nameOf(k: number): string {
    return this.classes[k]?.name.trim() || `Class ${k + 1}`;
  }

  /** What is still missing, as a plain sentence; empty: it can be learned. */
  get missing(): string {
    const names = this.classes.map((_, k) => this.nameOf(k));
    const twice = names.find((name, k) => names.indexOf(name) !== k);
    if (twice !== undefined) return `Two classes are called ${twice}.`;
    const short = this.classes.findIndex(({ frames }) => frames.length < fewestFrames);
    if (short >= 0) return `${this.nameOf(short)} needs ${fewestFrames} pictures or more.`;
    return '';
  }

  add(): void {
    if (this.classes.length < mostClasses) this.classes = [...this.classes, { name: '', frames: [] }];
  }

  /** Two remain: with one there is nothing to tell apart. */
  remove(k: number): void {
    this.classes =
      this.classes.length > 2
        ? this.classes.filter((_, i) => i !== k)
        : this.classes.map((one, i) => (i === k ? { name: '', frames: [] } : one));
  }

  rename(k: number, name: string): void {
    this.change(k, { name });
  }

  /** False: the class has as many as it takes. */
  take(k: number, frame: Uint8Array): boolean {
    const frames = this.classes[k]?.frames ?? [];
    if (frames.length >= mostFrames) return false;
    this.change(k, { frames: [...frames, frame] });
    return true;
  }

  empty(k: number): void {
    this.change(k, { frames: [] });
  }

  images(): OwnImages {
    const all = this.classes.flatMap(({ frames }, k) => frames.map((frame) => ({ frame, k })));
    const { height, width } = filmFit;
    const pixels = new Uint8Array(all.length * height * width * 3);
    all.forEach(({ frame }, n) => pixels.set(frame, n * frame.length));
    return {
      height,
      width,
      channels: 3,
      pixels,
      labels: Uint16Array.from(all, ({ k }) => k),
      isTest: new Uint8Array(all.length),
      classNames: this.classes.map((_, k) => this.nameOf(k)),
    };
  }

  private change(k: number, part: Partial<FilmedClass>): void {
    this.classes = this.classes.map((one, i) => (i === k ? { ...one, ...part } : one));
  }
}

/** One for the page: what was filmed is still there when the panel is opened again. */
let film: Film | undefined;
export const filmOfPage = (): Film => (film ??= new Film());
