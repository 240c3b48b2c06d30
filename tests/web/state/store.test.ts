import { describe, expect, it, vi } from 'vitest';
import type { FrameRequest } from '../../../web/src/worker/protocol';
import { tinyImages } from '../support/engine';
import { openPage, quiet } from '../support/page';
import { FakeWorker } from '../support/worker';

const appliesOf = (worker: FakeWorker) => worker.seen.filter(({ name }) => name === 'apply');

describe('the store', () => {
  it('opens the defaults and says so on the root element', async () => {
    const { store, root } = await openPage();
    expect(store.state).toBe('ready');
    expect(root.dataset).toEqual({ hunchState: 'ready', hunchStep: '0' });
    expect(store.notice).toBeNull();
    expect(store.get('/training/rate')).toBe(0.01);
    expect(store.get('/data/features')).toBeUndefined();
    expect(store.field('/data/source')?.choices?.[1]).toEqual({ value: 'moons', label: 'Two moons' });
  });

  it('follows commands, and keeps state and step true', async () => {
    const { store, root } = await openPage();
    store.step();
    await quiet();
    expect(root.dataset).toEqual({ hunchState: 'paused', hunchStep: '1' });
    store.epoch();
    await quiet();
    expect(root.dataset['hunchStep']).toBe('10');
    store.play();
    expect(store.playing).toBe(true);
    await quiet();
    expect(root.dataset['hunchState']).toBe('training');
    store.pause();
    await quiet();
    expect(root.dataset['hunchState']).toBe('paused');
    expect(Number(root.dataset['hunchStep'])).toBeGreaterThan(10);
    store.reset();
    await quiet();
    expect(root.dataset).toEqual({ hunchState: 'ready', hunchStep: '0' });
  });

  it('shows a change at once, leaves defaults out, and undoes it', async () => {
    const { store } = await openPage();
    store.set('/training/rate', 0.5);
    expect(store.spec.training).toEqual({ rate: 0.5 });
    await quiet();
    store.set('/training/rate', 0.01);
    expect(store.spec.training).toBeUndefined();
    await quiet();
    store.undo();
    expect(store.get('/training/rate')).toBe(0.5);
    store.undo();
    expect([store.get('/training/rate'), store.canUndo, store.canRedo]).toEqual([0.01, false, true]);
    store.redo();
    await quiet();
    expect(store.get('/training/rate')).toBe(0.5);
  });

  it('undoes typed weights, until the run begins again', async () => {
    const { store, worker } = await openPage();
    const weight = { layer: 0, input: 1, unit: 2 };
    const last = (): unknown => worker.seen.filter((request) => request.name === 'setWeight').at(-1)?.body;
    store.setWeight(weight, -3.5, 0.25);
    store.set('/training/rate', 0.5);
    await quiet();
    expect([store.typed, last()]).toEqual([1, { ...weight, value: -3.5 }]);
    store.undo();
    store.undo();
    await quiet();
    expect([store.typed, store.canUndo, last()]).toEqual([0, false, { ...weight, value: 0.25 }]);
    store.redo();
    await quiet();
    expect([store.typed, last()]).toEqual([1, { ...weight, value: -3.5 }]);
    expect(store.get('/training/rate')).toBe(0.01);
    store.reset();
    expect([store.typed, store.canUndo, store.canRedo]).toEqual([0, false, true]);
  });

  it('joins a drag into one step, and sends the engine only what it can take', async () => {
    const { store, worker } = await openPage();
    for (let i = 1; i <= 50; ++i) store.set('/data/noise', i / 100, { coalesce: true });
    await quiet(60);
    expect(appliesOf(worker).length).toBeLessThan(5);
    expect(worker.engine.session.spec.data?.noise).toBe(0.5);
    store.undo();
    expect([store.get('/data/noise'), store.canUndo]).toEqual([0.1, false]);
    await quiet();
    expect(worker.engine.session.spec.data?.noise).toBeUndefined();
  });

  it('keeps the last good value when one is not allowed, and offers the nearest', async () => {
    const { store, worker } = await openPage();
    store.set('/training/rate', 40);
    expect(store.fault).toEqual({
      pointer: '/training/rate',
      value: 40,
      allowed: 'a number from 0.000001 to 10',
      nearest: 10,
    });
    expect([store.get('/training/rate'), store.canUndo]).toEqual([0.01, false]);
    store.set('/training/rate', store.fault?.nearest);
    await quiet();
    expect([store.fault, store.get('/training/rate')]).toEqual([null, 10]);
    store.set('/training/rate', 'fast');
    expect(store.fault?.nearest).toBe(0.01);
    expect(appliesOf(worker)).toHaveLength(1);
    store.dismiss();
    expect(store.fault).toBeNull();
  });

  it('takes back what joint rules of the engine refuse, and can apply its nearest spec', async () => {
    const { store, worker } = await openPage();
    store.set('/training/batch', 2000);
    await quiet();
    store.setModel([{ type: 'dense', units: 300 }]);
    await quiet();
    expect(store.fault).toEqual({
      pointer: '/training/batch',
      value: 2000,
      allowed: 'at most 1000 with so many units',
      nearest: 1000,
    });
    expect(store.spec.model).toBeUndefined();
    store.undo();
    expect(store.get('/training/batch')).toBe(32);
    store.redo();
    await quiet();
    store.setModel([{ type: 'dense', units: 300 }]);
    await quiet();
    store.set('/training/batch', 1000);
    await quiet();
    expect(worker.engine.session.spec).toMatchObject({
      model: [{ type: 'dense', units: 300 }],
      training: { batch: 1000 },
    });
  });

  it('goes back to where a drag began when its end is refused', async () => {
    const { store } = await openPage();
    store.setModel([{ type: 'dense', units: 300 }]);
    await quiet();
    store.set('/training/batch', 500, { coalesce: true });
    await quiet();
    store.set('/training/batch', 1500, { coalesce: true });
    await quiet();
    expect([store.get('/training/batch'), store.fault?.nearest]).toEqual([500, 1000]);
    store.undo();
    await quiet();
    expect([store.get('/training/batch'), store.spec.model]).toEqual([32, [{ type: 'dense', units: 300 }]]);
  });

  it('is not misled by a frame from before it played', async () => {
    const { store, screen } = await openPage();
    screen.draw();
    store.play();
    await quiet();
    expect([store.playing, store.state]).toEqual([true, 'training']);
    store.pause();
    await quiet();
    expect([store.playing, store.state]).toEqual([false, 'paused']);
  });

  it('has trained before anything is drawn when it plays by itself', async () => {
    const { root } = await openPage({ opened: (store) => store.play() });
    expect(root.dataset['hunchState']).toBe('training');
    expect(Number(root.dataset['hunchStep'])).toBeGreaterThan(0);
  });

  it('knows when the first steps were the last', async () => {
    const { store } = await openPage({ hash: `#x&fp=${'0'.repeat(15)}1@1` });
    await store.play();
    expect([store.playing, store.state]).toEqual([false, 'paused']);
  });

  it('does not change what is locked', async () => {
    const { store } = await openPage({ hash: '#lk=model,~2Ftraining~2Frate&h=recipe' });
    expect([store.locked('/training/rate'), store.locked('model'), store.locked('/model/0/units')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([store.locked('/training/batch'), store.hidden('recipe'), store.hidden('data')]).toEqual([
      false,
      true,
      false,
    ]);
    store.set('/training/rate', 1);
    store.setModel([]);
    expect([store.spec.training, store.spec.model]).toEqual([undefined, undefined]);
  });

  it('goes on with a new worker after a crash', async () => {
    const { store, workers, root } = await openPage({ hash: '#d=moons' });
    workers[0]?.crash('unreachable');
    await quiet();
    expect(store.notice?.text).toContain('It was started again');
    store.step();
    await quiet();
    expect(root.dataset).toEqual({ hunchState: 'paused', hunchStep: '1' });
    expect(workers[1]?.engine.session.spec.data?.source).toBe('moons');
  });

  it('says why the engine cannot start', async () => {
    const { store, root } = await openPage({ worker: new FakeWorker('WebAssembly is switched off') });
    expect([store.state, store.message]).toEqual(['error', 'WebAssembly is switched off']);
    expect(root.dataset['hunchState']).toBe('error');
  });
});

describe('frames', () => {
  it('are pulled one a picture, and only while something can have changed', async () => {
    const { store, worker, screen } = await openPage();
    const asked = () => worker.seen.filter(({ name }) => name === 'frame').length;
    store.wants.set('output', { surface: { cells: 4, samples: 3 } });
    for (let i = 0; i < 10; ++i) {
      screen.draw();
      screen.draw();
      await quiet(10);
    }
    // The surface is complete after some samples; then nothing is asked.
    expect(store.frame?.surface?.complete).toBe(true);
    const settled = asked();
    expect(settled).toBeLessThanOrEqual(4);
    screen.draw();
    await quiet(10);
    expect(asked()).toBe(settled);
    store.wants.set('network', { units: { cells: 2, inputs: [0, 1], layers: [[3]] } });
    screen.draw();
    await quiet(10);
    expect(store.frame?.units?.[0]?.[0]).toEqual(Float32Array.of(3, 3, 3, 3));
    expect(store.frame?.inputs?.[1]).toEqual(Float32Array.of(-99, -99, -99, -99));
  });

  it('ask only for the surface while it is refined, and keep the rest', async () => {
    const { store, worker, screen } = await openPage();
    store.wants.set('network', { weights: true });
    store.wants.set('output', { surface: { cells: 4, samples: 100_000 } });
    screen.draw();
    await quiet(10);
    screen.draw();
    await quiet(10);
    expect(worker.seen.at(-1)?.body).toEqual({ surface: { cells: 4, samples: 100_000 }, historyFrom: -1 });
    expect(store.frame?.weights).toEqual(Float32Array.of(0));
    store.step();
    await quiet();
    screen.draw();
    await quiet(10);
    expect(store.frame?.weights).toEqual(Float32Array.of(1));
  });

  it('rest while the page is hidden', async () => {
    const { store, worker, screen } = await openPage();
    screen.draw();
    await quiet(10);
    screen.hidden = true;
    store.play();
    await quiet();
    screen.draw();
    await quiet();
    expect(worker.seen.filter(({ name }) => name === 'frame')).toHaveLength(1);
    screen.hidden = false;
    store.wake();
    screen.draw();
    await quiet(10);
    expect(worker.seen.filter(({ name }) => name === 'frame')).toHaveLength(2);
    store.pause();
  });

  it('bring the history once, and forget it when the past changes', async () => {
    const { store, screen } = await openPage();
    const draw = async (): Promise<void> => {
      screen.draw();
      await quiet(10);
    };
    for (let i = 0; i < 3; ++i) {
      store.epoch();
      await quiet(10);
      await draw();
    }
    expect(store.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(store.history[0]?.validation.loss).toBe(2);
    store.seek(1);
    await quiet(10);
    await draw();
    expect(store.history.map(({ epoch }) => epoch)).toEqual([1]);
    store.reset();
    await quiet(10);
    await draw();
    expect(store.history).toEqual([]);
  });
});

describe('examples', () => {
  it('are there where the network learns from images alone', async () => {
    const { store } = await openPage();
    expect(await store.examples(0, 2)).toBeNull();
    store.importImages('mine', tinyImages(3));
    await quiet();
    expect(await store.examples(1, 2)).toMatchObject({ first: 1 });
  });
});

describe('the image that is looked at', () => {
  it('stays while layers change, and goes with its set', async () => {
    const { store } = await openPage();
    store.importImages('mine', tinyImages(3));
    await quiet();
    store.image = { example: 0, pixels: Uint8Array.of(7) };
    store.setModel([{ type: 'flatten' }, { type: 'dense', units: 3 }]);
    await quiet();
    expect(store.image.pixels).toEqual(Uint8Array.of(7));
    store.change({ data: { source: 'moons' } });
    await quiet();
    expect(store.image).toEqual({ example: 0 });
  });
});

describe('what is refined of an image', () => {
  it('is asked for again until it is complete, and nothing else with it', async () => {
    const { store, screen, worker } = await openPage();
    store.wants.set('a', {
      maps: { at: { example: 2 } },
      image: { at: { example: 2 }, samples: 5 },
      review: { samples: 1 },
    });
    for (let i = 0; i < 40; i++) {
      screen.draw();
      await quiet(5);
    }
    expect(store.frame?.image?.samples).toBe(5);
    expect(store.frame?.review?.complete).toBe(true);
    expect(store.frame?.maps).toEqual([Float32Array.of(2, -1)]);
    const frames = worker.seen.filter(({ name }) => name === 'frame').map(({ body }) => body as FrameRequest);
    expect(frames.filter(({ maps }) => maps).length).toBeLessThan(frames.length);
    const before = frames.length;
    screen.draw();
    await quiet();
    expect(worker.seen.filter(({ name }) => name === 'frame')).toHaveLength(before);
  });
});

describe('a fingerprint', () => {
  const at = (step: number): string => step.toString(16).padStart(16, '0');

  it('of a link is compared at its step', async () => {
    const { store } = await openPage({ hash: `#x&fp=${at(700)}@700` });
    store.speed = 0;
    store.play();
    await vi.waitFor(() => expect(store.reproduced).toBe('yes'));
    expect([store.playing, store.fingerprint]).toEqual([false, at(700)]);
    expect(await store.link({ fingerprint: true })).toContain(`fp=${at(700)}@700`);
    expect(await store.link()).not.toContain('fp=');
  });

  it('is heeded by who plays before the link is open', async () => {
    const { store, page } = await openPage();
    page.paste(`#x&fp=${at(700)}@700`);
    store.speed = 0;
    store.play();
    await vi.waitFor(() => expect(store.reproduced).toBe('yes'));
  });

  it('says what differs', async () => {
    const { store } = await openPage({ hash: `#x&fp=${at(1)}@20` });
    store.play();
    await vi.waitFor(() => expect(store.reproduced).toContain('At step 20 the weights are'));
    store.step();
    await quiet();
    expect(store.reproduced).toContain('This is step 21');
  });

  it('is not told of a run that was touched', async () => {
    const { store } = await openPage({ hash: `#x&fp=${at(5)}@5` });
    for (let i = 0; i < 3; ++i) {
      store.step();
      await quiet(10);
    }
    store.setWeight({ layer: 0, input: 0, unit: 0 }, 1, 0);
    await quiet(10);
    store.play();
    await vi.waitFor(() => expect(store.reproduced).toContain('changed by hand'));
    expect(store.fingerprint).toBe('');
    store.reset();
    await quiet();
    store.play();
    await vi.waitFor(() => expect(store.reproduced).toBe('yes'));
  });

  it('is not known of a run that is not exact', async () => {
    const { store } = await openPage();
    store.step();
    await quiet();
    expect(store.fingerprint).toBe('');
  });
});

describe('the live region', () => {
  it('says at most one line in five seconds, the newest', async () => {
    vi.useFakeTimers();
    const { Live } = await import('../../../web/src/state/live');
    const said: string[] = [];
    const live = new Live(
      (text) => said.push(text),
      () => Date.now(),
    );
    live.say('one');
    vi.advanceTimersByTime(1);
    live.say('two');
    live.say('three');
    vi.advanceTimersByTime(4000);
    expect(said).toEqual(['one']);
    vi.advanceTimersByTime(1100);
    expect(said).toEqual(['one', 'three']);
    vi.useRealTimers();
  });
});
