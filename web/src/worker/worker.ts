/** The worker: a clock and a port for the server. */
import { loadEngine } from '../engine/load';
import type { RequestMessage } from './protocol';
import { Server } from './server';

const port = self as unknown as {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  onmessage: ((event: MessageEvent<RequestMessage>) => void) | null;
};

// A message to ourselves lets requests in between two slices; timers are slowed in hidden pages.
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port2.onmessage = () => waiting.shift()?.();

const server = new Server({
  now: () => performance.now(),
  soon(then) {
    waiting.push(then);
    channel.port1.postMessage(null);
  },
  later(then, milliseconds) {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
  load: loadEngine,
  post: (message, transfer) => port.postMessage(message, transfer),
});

port.onmessage = (event) => void server.receive(event.data);
