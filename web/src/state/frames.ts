/**
 * Pulls frames: one at a time, at the pace of the screen, and only while something can have changed.
 * What has not changed since the last frame is not asked for again.
 */
import { EngineLost } from '../worker/client';
import type { Frame, FrameRequest } from '../worker/protocol';

/** Views put in what they want to see; every change asks for a frame. */
export class Wants extends Map<string, FrameRequest> {
  onChange = (): void => {};
  override set(key: string, request: FrameRequest): this {
    super.set(key, request);
    this.onChange?.();
    return this;
  }
  override delete(key: string): boolean {
    const had = super.delete(key);
    if (had) this.onChange();
    return had;
  }
}

/**
 * One request for all views. Lists are joined in the order of the views, sizes are the largest; of what
 * there can be but one (units, probe, zoom, ...) the last view's counts.
 */
export function merged(wants: Iterable<FrameRequest>): FrameRequest {
  const out: FrameRequest = {};
  for (const want of wants) {
    if (want.units) out.units = want.units;
    if (want.probe) out.probe = want.probe;
    if (want.zoom) out.zoom = want.zoom;
    if (want.stages) out.stages = want.stages;
    if (want.image) out.image = want.image;
    if (want.maps) out.maps = want.maps;
    if (want.review) out.review = want.review;
    if (want.text) out.text = want.text;
    if (want.forecast) out.forecast = want.forecast;
    if (want.layers) out.layers = want.layers;
    if (want.weights) out.weights = true;
    if (want.surface)
      out.surface = {
        cells: Math.max(want.surface.cells, out.surface?.cells ?? 0),
        samples: Math.max(want.surface.samples, out.surface?.samples ?? 0),
      };
    if (want.draws)
      out.draws = {
        cells: Math.max(want.draws.cells, out.draws?.cells ?? 0),
        passes: [...new Set([...(out.draws?.passes ?? []), ...want.draws.passes])],
      };
  }
  return out;
}

/** What is refined while nothing changes. */
const refined = ['surface', 'image', 'review', 'text', 'forecast'] as const;

const isComplete = (frame: Frame): boolean => refined.every((part) => frame[part]?.complete !== false);

/** Only what can still be refined; null: nothing. */
function refining(wanted: FrameRequest, last: Frame): FrameRequest | null {
  const open = refined.filter((part) => wanted[part] && last[part]?.complete === false);
  return open.length > 0 ? Object.fromEntries(open.map((part) => [part, wanted[part]])) : null;
}

export interface FrameSource {
  frame(request: FrameRequest): Promise<Frame>;
  /** The epoch up to which history is known. */
  historyFrom(): number;
  show(frame: Frame): void;
}

export interface Screen {
  /** Calls back before the next picture, as requestAnimationFrame. */
  next(draw: () => void): void;
  hidden(): boolean;
}

export class FramePump {
  private running = false;
  private scheduled = false;
  private underWay = false;
  private stale = false;
  private last: Frame | null = null;

  constructor(
    private readonly wants: Wants,
    private readonly source: FrameSource,
    private readonly screen: Screen,
  ) {
    wants.onChange = () => this.wake();
  }

  /** There is a session to ask. */
  start(): void {
    this.running = true;
    this.wake();
  }

  stop(): void {
    this.running = false;
    this.last = null;
  }

  /** Something changed: the next frame is asked for whole. */
  wake(): void {
    this.stale = true;
    this.schedule();
  }

  private schedule(): void {
    if (!this.running || this.scheduled || this.underWay || this.screen.hidden()) return;
    this.scheduled = true;
    this.screen.next(() => {
      this.scheduled = false;
      void this.pull();
    });
  }

  private async pull(): Promise<void> {
    if (!this.running || this.screen.hidden()) return;
    this.underWay = true;
    const wanted = merged(this.wants.values());
    const before = this.stale ? null : this.last;
    this.stale = false;
    const refine = (before && !before.playing && refining(wanted, before)) || wanted;
    try {
      const frame = await this.source.frame({ ...refine, historyFrom: this.source.historyFrom() });
      if (!this.running) return;
      const same = before !== null && refine !== wanted && before.version === frame.version;
      if (refine !== wanted && !same) this.stale = true;
      this.last = same ? { ...before, ...frame } : frame;
      this.source.show(this.last);
    } catch (error) {
      // A view may still ask for a layer that has just gone: the next picture will do. The client
      // tells the store when the engine itself is lost.
      this.last = null;
      this.stale = !(error instanceof EngineLost);
    } finally {
      this.underWay = false;
    }
    const { last } = this;
    if (this.stale || last?.playing || (last && !isComplete(last))) this.schedule();
  }
}
