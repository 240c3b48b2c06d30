/**
 * The page inside another one: tells its host its height and state, and obeys a few commands. Only the
 * parent window is listened to; any site may embed the page, and no command tells it anything of the
 * reader's.
 */
import type { Issue } from '../worker/protocol';
import { commandOf, envelope, type Command, type HostMessage } from './messages';

/** What the embedding needs of the store. */
export interface Embedded {
  readonly state: string;
  readonly frame: { status: { step: number; epoch: number } } | null;
  play(): void;
  pause(): void;
  reset(): void;
  step(): void;
  epoch(): void;
  show(spec: unknown): Promise<Issue[]>;
}

const every = 250;

/** Returns what ends it. */
export function startEmbed(app: Embedded, page: Window, content: HTMLElement): () => void {
  const host = page.parent;
  // Height and state are no secret, and the host's origin is not known before it speaks.
  const tell = (message: HostMessage, origin = '*'): void => host.postMessage(message, origin);

  const onMessage = (event: MessageEvent): void => {
    const message = event.source === host ? commandOf(event.data) : null;
    if (!message) return;
    const origin = event.origin === 'null' || event.origin === '' ? '*' : event.origin;
    const reply = (body: { ok: true; issues?: Issue[] } | { ok: false; error: string }): void =>
      tell({ hunch: envelope, type: 'reply', id: message.id, ...body }, origin);
    obey(app, message).then(
      (issues) => reply({ ok: true, ...(issues ? { issues } : {}) }),
      (error: unknown) => reply({ ok: false, error: error instanceof Error ? error.message : String(error) }),
    );
  };
  page.addEventListener('message', onMessage);

  let height = 0;
  const observer = new ResizeObserver(() => {
    // Not what overflows: a layout that fills its frame would make it grow without end.
    const now = Math.ceil(content.getBoundingClientRect().height);
    if (now === height) return;
    height = now;
    tell({ hunch: envelope, type: 'height', height });
  });
  // Before that the layout is not the one that the spec asks for.
  const stopTelling = tellState(app, tell, () => observer.observe(content));
  return () => {
    page.removeEventListener('message', onMessage);
    observer.disconnect();
    stopTelling();
  };
}

async function obey(app: Embedded, message: Command): Promise<Issue[] | undefined> {
  if (app.state === 'error') throw new Error('the engine does not run');
  switch (message.command) {
    case 'play':
    case 'pause':
    case 'reset':
    case 'step':
    case 'epoch':
      app[message.command]();
      return undefined;
    case 'open':
      return app.show(message.spec);
  }
  message satisfies never;
}

/** At once when the state changes, at most four times a second while it trains. */
function tellState(app: Embedded, tell: (message: HostMessage) => void, onReady: () => void): () => void {
  let state = 'loading';
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = (): void => {
    clearTimeout(timer);
    timer = undefined;
    last = performance.now();
    const { step = 0, epoch = 0 } = app.frame?.status ?? {};
    tell({ hunch: envelope, type: 'state', state: app.state, step, epoch });
  };
  const end = $effect.root(() => {
    $effect(() => {
      const changed = app.state !== state;
      void app.frame;
      if (changed) {
        if (state === 'loading') onReady();
        if (state === 'loading' && app.state !== 'error') tell({ hunch: envelope, type: 'ready' });
        state = app.state;
        send();
      } else if (state !== 'loading') {
        timer ??= setTimeout(send, Math.max(0, last + every - performance.now()));
      }
    });
  });
  return () => {
    end();
    clearTimeout(timer);
  };
}
