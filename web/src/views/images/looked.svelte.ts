/** Which image is looked at: an example or a drawing, turned or with noise on it. */
import { onDestroy, untrack } from 'svelte';
import type { App } from '../../state/app';
import type { FrameRequest, ImageAt } from '../../worker/protocol';
import { examplesOf, type Example } from './examples.svelte';
import { rastered, type Stroke } from './pad';
import { noised, shapeOf, turned, type ImageShape } from './pixels';

export class Looked {
  drawing = $state(false);
  strokes = $state.raw<Stroke[]>([]);
  turn = $state(0);
  /** Standard deviation of noise, as a share of full ink. */
  noise = $state(0);
  private mine: ImageAt | null = null;

  constructor(private readonly app: App) {}

  readonly shape: ImageShape = $derived.by(() => shapeOf(this.app.description!.shape));
  /** A number, so that the same example is not taken out and turned again with every other object. */
  private readonly index = $derived.by(() => this.app.image.example);
  readonly example: Example | null = $derived.by(() => examplesOf(this.app).at(this.index));
  private readonly plain = $derived.by(() =>
    this.drawing
      ? rastered(this.strokes, this.shape, this.app.get('/data/source') === 'images')
      : (this.example?.pixels ?? null),
  );
  /** Before noise. */
  readonly clean: Uint8Array | null = $derived.by(() =>
    this.plain && this.turn !== 0 ? turned(this.plain, this.shape, this.turn) : this.plain,
  );
  /** As the network sees it. */
  readonly pixels: Uint8Array | null = $derived.by(() =>
    this.clean && this.noise > 0 ? noised(this.clean, this.noise) : this.clean,
  );
  readonly empty = $derived.by(() => this.drawing && this.strokes.length === 0);

  /** Tells the app, and hears of it where another view has chosen an example. */
  follow(): void {
    const now = this.app.image;
    const changed = this.drawing || this.turn !== 0 || this.noise > 0;
    const own = changed && this.pixels ? this.pixels : undefined;
    untrack(() => {
      if (now === this.mine && now.pixels === own) return;
      // It is looked at in place of the drawing.
      if (this.drawing && this.mine && now !== this.mine && !now.pixels) {
        this.mine = now;
        this.drawing = false;
        return;
      }
      this.mine = own ? { example: now.example, pixels: own } : now.pixels ? { example: now.example } : now;
      this.app.image = this.mine;
    });
  }

  look(example: number): void {
    this.drawing = false;
    this.app.image = { example };
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
