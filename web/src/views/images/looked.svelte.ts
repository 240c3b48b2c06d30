/** Which image is looked at: an example, or one that is drawn, filmed or heard; turned or with noise on it. */
import { onDestroy, untrack } from 'svelte';
import type { App } from '../../state/app';
import type { FrameRequest, ImageAt } from '../../worker/protocol';
import { examplesOf, type Example, type ExampleStore } from './examples.svelte';
import { rastered, type Stroke } from './pad';
import { noised, shapeOf, turned, type ImageShape } from './pixels';
import { isPenned, stepsOf } from './ways';

export type Way = 'example' | 'draw' | 'camera' | 'record';

export class Looked {
  private chosen = $state<Way>('example');
  strokes = $state.raw<Stroke[]>([]);
  /** From the camera, or what was heard. */
  taken = $state.raw<Uint8Array | null>(null);
  private inverted = $state<boolean | null>(null);
  turn = $state(0);
  /** Standard deviation of noise, as a share of full ink. */
  noise = $state(0);
  private mine: ImageAt | null = null;

  // Taken here: state that is made while something is derived is not followed by it.
  private readonly examples: ExampleStore;

  constructor(private readonly app: App) {
    this.examples = examplesOf(app);
  }

  readonly shape: ImageShape = $derived.by(() => shapeOf(this.app.description!.shape));
  readonly steps = $derived.by(() => stepsOf(this.app, this.app.description!));
  readonly sounds = $derived.by(() => this.app.description!.seconds > 0);
  /** What can be asked about: a spectrogram is no drawing, and a pad draws no movement. */
  readonly ways: readonly Way[] = $derived.by(() =>
    this.sounds
      ? ['example', 'record']
      : this.steps.count > 1
        ? ['example', 'camera']
        : ['example', 'draw', 'camera'],
  );
  readonly way: Way = $derived.by(() => (this.ways.includes(this.chosen) ? this.chosen : 'example'));
  /** Something else than an example. */
  readonly own = $derived.by(() => this.way !== 'example');
  /** Ink is bright to a network of written figures, and dark to a camera. */
  readonly darkInk = $derived.by(() => this.inverted ?? isPenned(String(this.app.get('/data/source'))));
  /** A number, so that the same example is not taken out and turned again with every other object. */
  private readonly index = $derived.by(() => this.app.image.example);
  readonly example: Example | null = $derived.by(() => this.examples.at(this.index));
  private readonly size = $derived.by(() => this.shape[0] * this.shape[1] * this.shape[2]);
  private readonly has = $derived.by(() => this.taken?.length === this.size);
  private readonly plain = $derived.by(() => {
    if (this.way === 'draw')
      return rastered(this.strokes, this.shape, this.app.get('/data/source') === 'images');
    if (!this.own) return this.example?.pixels ?? null;
    return this.has ? this.taken : new Uint8Array(this.size);
  });
  /** Before noise. */
  readonly clean: Uint8Array | null = $derived.by(() =>
    this.plain && this.turn !== 0 && !this.sounds ? turned(this.plain, this.shape, this.turn) : this.plain,
  );
  /** As the network sees it. */
  readonly pixels: Uint8Array | null = $derived.by(() =>
    this.clean && this.noise > 0 ? noised(this.clean, this.noise) : this.clean,
  );
  readonly empty = $derived.by(() =>
    this.way === 'draw' ? this.strokes.length === 0 : this.own && !this.has,
  );

  /** Tells the app, and hears of it where another view has chosen an example. */
  follow(): void {
    const now = this.app.image;
    const changed = this.own || this.turn !== 0 || this.noise > 0;
    const own = changed && this.pixels ? this.pixels : undefined;
    untrack(() => {
      if (now === this.mine && now.pixels === own) return;
      // It is looked at in place of the drawing.
      if (this.own && this.mine && now !== this.mine && !now.pixels) {
        this.mine = now;
        this.chosen = 'example';
        return;
      }
      this.mine = own ? { example: now.example, pixels: own } : now.pixels ? { example: now.example } : now;
      this.app.image = this.mine;
    });
  }

  look(example: number): void {
    this.chosen = 'example';
    this.app.image = { example };
  }

  go(way: Way): void {
    if (way !== this.chosen) this.taken = null;
    this.chosen = way;
  }

  invert(): void {
    this.inverted = !this.darkInk;
  }
}

const still = matchMedia('(prefers-reduced-motion: reduce)');

/** For a view of the output: follows the app, asks the engine, and lets the samples go round. */
export function lookFor(app: App, samples: () => number): Looked {
  const looked = new Looked(app);
  $effect(() => looked.follow());
  $effect(() => {
    const request: FrameRequest = {
      image: { at: app.image, samples: samples() },
      review: { samples: Math.min(samples(), 12) },
    };
    untrack(() => app.wants.set('output', request));
  });
  onDestroy(() => app.wants.delete('output'));
  $effect(() => {
    if (app.mode !== 'sample' || !app.playing || still.matches) return;
    const timer = setInterval(() => app.pass++, 400);
    return () => clearInterval(timer);
  });
  return looked;
}
