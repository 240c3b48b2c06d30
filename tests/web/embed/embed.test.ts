import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEmbed, type Embedded } from '../../../web/src/embed/embed.svelte';
import { commandOf } from '../../../web/src/embed/messages';

beforeEach(() =>
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  ),
);
afterEach(() => vi.unstubAllGlobals());

function embed() {
  const app = {
    state: 'ready',
    frame: null,
    play: vi.fn(),
    pause: vi.fn(),
    reset: vi.fn(),
    step: vi.fn(),
    epoch: vi.fn(),
    show: vi.fn(() => Promise.resolve([{ pointer: '/seed', value: -1, allowed: 'from 0' }])),
  } satisfies Embedded;
  const host = { postMessage: vi.fn() };
  const listeners = new Set<(event: unknown) => void>();
  const page = {
    parent: host,
    addEventListener: (_: string, then: (event: unknown) => void) => listeners.add(then),
    removeEventListener: (_: string, then: (event: unknown) => void) => listeners.delete(then),
  } as unknown as Window;
  const stop = startEmbed(app, page, {} as HTMLElement);
  const receive = async (data: unknown, source: unknown = host, origin = 'https://school.example') => {
    listeners.forEach((then) => then({ data, source, origin }));
    await new Promise((done) => setTimeout(done));
  };
  return { app, host, receive, stop };
}

describe('an embedded page', () => {
  it('obeys its host and answers to the origin that asked', async () => {
    const { app, host, receive } = embed();
    await receive({ hunch: 1, id: 7, command: 'play' });
    expect(app.play).toHaveBeenCalledOnce();
    expect(host.postMessage).toHaveBeenLastCalledWith(
      { hunch: 1, type: 'reply', id: 7, ok: true },
      'https://school.example',
    );
    await receive({ hunch: 1, id: 'a', command: 'open', spec: { seed: -1 } });
    expect(app.show).toHaveBeenCalledWith({ seed: -1 });
    expect(host.postMessage.mock.lastCall?.[0]).toMatchObject({ ok: true, issues: [{ pointer: '/seed' }] });
  });

  it('obeys nobody else, and nothing it does not know', async () => {
    const { app, host, receive, stop } = embed();
    await receive({ hunch: 1, id: 1, command: 'play' }, { postMessage: vi.fn() });
    for (const data of [
      null,
      'play',
      { command: 'play', id: 1 },
      { hunch: 2, id: 1, command: 'play' },
      { hunch: 1, command: 'play' },
      { hunch: 1, id: 1, command: 'constructor' },
      { hunch: 1, id: 'x'.repeat(99), command: 'play' },
    ])
      await receive(data);
    expect(app.play).not.toHaveBeenCalled();
    expect(host.postMessage).not.toHaveBeenCalled();
    stop();
    await receive({ hunch: 1, id: 1, command: 'play' });
    expect(app.play).not.toHaveBeenCalled();
  });

  it('says when it cannot', async () => {
    const { app, host, receive } = embed();
    app.state = 'error';
    await receive({ hunch: 1, id: 1, command: 'play' }, host, 'null');
    expect(host.postMessage).toHaveBeenLastCalledWith(
      { hunch: 1, type: 'reply', id: 1, ok: false, error: 'the engine does not run' },
      '*',
    );
  });

  it('says why a spec is refused', async () => {
    const { app, host, receive } = embed();
    app.show.mockRejectedValueOnce(new Error('The spec 5: allowed is an object.'));
    await receive({ hunch: 1, id: 1, command: 'open', spec: 5 });
    expect(host.postMessage.mock.lastCall?.[0]).toMatchObject({
      ok: false,
      error: 'The spec 5: allowed is an object.',
    });
  });

  it('reads commands strictly', () => {
    expect(commandOf({ hunch: 1, id: 1, command: 'epoch' })).toMatchObject({ command: 'epoch' });
    expect(commandOf(new Proxy({}, { get: () => undefined }))).toBeNull();
  });
});
