/**
 * The page's side of the protocol. Every call settles: when the worker fails, falls silent or cannot be
 * loaded, all calls that wait are rejected. The worker is then started anew once, with the spec and the
 * last checkpoint it had; if that fails too, `onLost` says why.
 */
import type {
  Frame,
  FrameRequest,
  ReplyMessage,
  ReplyOf,
  RequestName,
  RequestOf,
  Variant,
  WorkerEvent,
} from './protocol';

export interface WorkerLike {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

export interface ClientOptions {
  makeWorker(): WorkerLike;
  onEvent(event: WorkerEvent): void;
  /** The engine works again after a crash; training stands at its last checkpoint, paused. */
  onRecovered(reason: string): void;
  /** The engine is gone for good. */
  onLost(reason: string): void;
  variant?: Variant;
  /** Test seam: calls back every second. Returns what ends it. */
  everySecond?(tick: () => void): () => void;
  now?(): number;
}

export class EngineError extends Error {}
/** The worker died while the call was under way. */
export class EngineLost extends EngineError {}
/** A newer frame request took this one's place. */
export class Superseded extends Error {}

interface Pending {
  resolve(body: unknown): void;
  reject(error: Error): void;
}

const silentMost = 30_000;
const checkpointEvery = 5_000;
const calmAfterRestart = 60_000;

export class EngineClient {
  private worker: WorkerLike | null = null;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private silent = 0;
  private lastTick: number;
  private ready: Promise<ReplyOf<'boot'>> | null = null;
  private lost = '';
  private restartedAt = -Infinity;
  private opened: RequestOf<'open'> | null = null;
  private checkpoint: { bytes: ArrayBuffer; version: number; at: number } | null = null;
  private frameWaiting: { request: FrameRequest; pending: Pending } | null = null;
  private frameUnderWay = false;
  private readonly now: () => number;
  private readonly stopTicking: () => void;

  constructor(private readonly options: ClientOptions) {
    this.now = options.now ?? (() => performance.now());
    this.lastTick = this.now();
    const every =
      options.everySecond ??
      ((tick) => {
        const timer = setInterval(tick, 1000);
        return () => clearInterval(timer);
      });
    this.stopTicking = every(() => this.tick());
  }

  /** Loads the engine; rejects with plain words when it cannot be. */
  start(): Promise<ReplyOf<'boot'>> {
    this.ready ??= this.boot();
    return this.ready;
  }

  async call<N extends RequestName>(
    name: N,
    body: RequestOf<N>,
    transfer: ArrayBuffer[] = [],
  ): Promise<ReplyOf<N>> {
    await this.start();
    const reply = await this.send(name, body, transfer);
    this.remember(name, body, reply);
    return reply;
  }

  /** One frame at a time: a request that waits gives way to a newer one. */
  async frame(request: FrameRequest): Promise<Frame> {
    if (this.frameUnderWay) {
      this.frameWaiting?.pending.reject(new Superseded());
      await new Promise((resolve, reject) => (this.frameWaiting = { request, pending: { resolve, reject } }));
    }
    this.frameUnderWay = true;
    try {
      const frame = await this.call('frame', request);
      void this.keepCheckpoint(frame.version);
      return frame;
    } finally {
      this.frameUnderWay = false;
      const next = this.frameWaiting;
      this.frameWaiting = null;
      next?.pending.resolve(undefined);
    }
  }

  close(): void {
    this.stopTicking();
    this.end('The engine was closed.');
    this.lost = 'The engine was closed.';
  }

  private async boot(): Promise<ReplyOf<'boot'>> {
    if (this.lost) throw new EngineLost(this.lost);
    let worker: WorkerLike;
    try {
      worker = this.options.makeWorker();
    } catch (error) {
      throw this.giveUp(`The browser did not start the engine's worker: ${messageOf(error)}`);
    }
    this.worker = worker;
    this.silent = 0;
    worker.onmessage = (event) => {
      if (worker === this.worker) this.receive(event.data as ReplyMessage | WorkerEvent);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (worker === this.worker) this.die(`The engine failed: ${event.message || 'its file did not load'}.`);
    };
    worker.onmessageerror = () => {
      if (worker === this.worker) this.die('A message of the engine could not be read.');
    };
    const { variant } = this.options;
    try {
      return await this.send('boot', variant ? { variant } : {}, []);
    } catch (error) {
      throw this.giveUp(messageOf(error));
    }
  }

  private giveUp(reason: string): EngineLost {
    this.end(reason);
    if (!this.lost) {
      this.lost = reason;
      this.options.onLost(reason);
    }
    return new EngineLost(reason);
  }

  private send<N extends RequestName>(
    name: N,
    body: RequestOf<N>,
    transfer: ArrayBuffer[],
  ): Promise<ReplyOf<N>> {
    const worker = this.worker;
    if (!worker) return Promise.reject(new EngineLost(this.lost || 'The engine is not running.'));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      if (this.pending.size === 0) this.silent = 0;
      this.pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      try {
        worker.postMessage({ id, name, body }, transfer);
      } catch (error) {
        this.pending.delete(id);
        reject(new EngineError(messageOf(error)));
      }
    });
  }

  private receive(message: ReplyMessage | WorkerEvent): void {
    this.silent = 0;
    if ('event' in message) {
      this.options.onEvent(message);
      return;
    }
    const waiting = this.pending.get(message.id);
    if ('error' in message) {
      if (message.error.fatal && message.name !== 'boot')
        this.die(`The engine failed: ${message.error.message}.`);
      else waiting?.reject(new EngineError(message.error.message));
    } else {
      waiting?.resolve(message.body);
    }
    this.pending.delete(message.id);
  }

  /** Time in which the browser froze the page does not count as silence. */
  private tick(): void {
    const now = this.now();
    if (this.pending.size > 0) this.silent += Math.min(now - this.lastTick, 1500);
    this.lastTick = now;
    if (this.pending.size > 0 && this.silent > silentMost)
      this.die(`The engine did not answer for ${Math.round(silentMost / 1000)} seconds.`);
  }

  private die(reason: string): void {
    const again = this.opened !== null && this.now() - this.restartedAt > calmAfterRestart;
    if (!again) {
      this.giveUp(reason);
      return;
    }
    this.restartedAt = this.now();
    // Calls made from now on wait for the new engine; those under way are told.
    const recovered = (this.ready = this.recover());
    this.end(reason);
    recovered.then(
      () => this.options.onRecovered(reason),
      (error: unknown) => this.giveUp(`${reason} It could not be started again: ${messageOf(error)}`),
    );
  }

  private async recover(): Promise<ReplyOf<'boot'>> {
    await Promise.resolve();
    const booted = await this.boot();
    if (!this.opened) return booted;
    const { description } = await this.send('open', this.opened, []);
    if (!description) throw new EngineError('its data could not be read again');
    if (this.checkpoint) {
      const bytes = this.checkpoint.bytes.slice(0);
      await this.send('restore', { bytes }, [bytes]);
    }
    return booted;
  }

  private end(reason: string): void {
    const worker = this.worker;
    this.worker = null;
    worker?.terminate();
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of waiting) reject(new EngineLost(reason));
  }

  private remember<N extends RequestName>(name: N, body: RequestOf<N>, reply: ReplyOf<N>): void {
    if (name === 'open' && (reply as ReplyOf<'open'>).description) {
      this.opened = body as RequestOf<'open'>;
      this.checkpoint = null;
    } else if (name === 'apply') {
      const { outcome, spec } = reply as ReplyOf<'apply'>;
      if (outcome === 'refused' || !this.opened) return;
      this.opened = { ...this.opened, ...(body as RequestOf<'apply'>), spec };
      if (outcome === 'rebuilt') this.checkpoint = null;
    } else if (name === 'reset') {
      this.checkpoint = null;
    }
  }

  private async keepCheckpoint(version: number): Promise<void> {
    const kept = this.checkpoint;
    if (kept && (kept.version === version || this.now() - kept.at < checkpointEvery)) return;
    const opened = this.opened;
    this.checkpoint = { bytes: kept?.bytes ?? new ArrayBuffer(0), version, at: this.now() };
    try {
      const { bytes } = await this.send('checkpoint', {}, []);
      this.checkpoint = opened === this.opened ? { bytes, version, at: this.now() } : null;
    } catch {
      this.checkpoint = kept;
    }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
