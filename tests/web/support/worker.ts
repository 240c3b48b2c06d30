/** A worker in the test's own thread: the real server, messages cloned as the browser clones them. */
import type { WorkerLike } from '../../../web/src/worker/client';
import type { RequestMessage } from '../../../web/src/worker/protocol';
import { Server } from '../../../web/src/worker/server';
import { FakeEngine } from './engine';

export class FakeWorker implements WorkerLike {
  readonly engine = new FakeEngine();
  readonly seen: RequestMessage[] = [];
  /** How often the engine's second part was asked for. */
  secondParts = 0;
  /** Requests under way, of all workers of a test. */
  static underWay = 0;
  terminated = false;
  /** Takes messages and answers nothing. */
  silent = false;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  onmessageerror: ((event: MessageEvent) => void) | null = null;
  private readonly server: Server;

  constructor(private readonly loadFault = '') {
    this.server = new Server({
      now: () => performance.now(),
      soon: (then) => this.guard(() => setImmediate(() => this.guard(then))),
      later: (then, milliseconds) => {
        const timer = setTimeout(() => this.guard(then), milliseconds);
        return () => clearTimeout(timer);
      },
      load: async (progress) => {
        progress(50, 100);
        await Promise.resolve();
        if (this.loadFault) throw new Error(this.loadFault);
        const secondPart = (): Promise<void> => {
          ++this.secondParts;
          return Promise.resolve();
        };
        return { module: this.engine, secondPart, variant: 'scalar', passed: [] };
      },
      post: (message, transfer) => {
        const data: unknown = structuredClone(message, { transfer });
        setImmediate(() => {
          if (!this.terminated && !this.silent) this.onmessage?.({ data } as MessageEvent);
        });
      },
    });
  }

  postMessage(message: unknown, transfer: ArrayBuffer[]): void {
    const request = structuredClone(message, { transfer }) as RequestMessage;
    this.seen.push(request);
    if (this.silent) return;
    ++FakeWorker.underWay;
    setImmediate(
      () => void this.server.receive(request).finally(() => setImmediate(() => --FakeWorker.underWay)),
    );
  }

  terminate(): void {
    this.terminated = true;
  }

  /** The browser's report of an error that nobody caught. */
  crash(message: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }

  /** What runs in a terminated worker does not run on; what it throws is reported. */
  private guard(then: () => void): void {
    if (this.terminated) return;
    try {
      then();
    } catch (error) {
      this.crash(String(error));
    }
  }
}
