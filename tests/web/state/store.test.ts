import { describe, expect, it, vi } from 'vitest';
import { writeLink } from '../../../web/src/config/link';
import type { Spec } from '../../../web/src/config/spec-types';
import { tryStorage } from '../../../web/src/state/storage';
import type { FrameRequest } from '../../../web/src/worker/protocol';
import { tinyClips, tinyImages } from '../support/engine';
import { memory, openPage, quiet } from '../support/page';
import { FakeWorker } from '../support/worker';

const moons: Spec = { data: { source: 'moons' } };
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

describe('links and own work', () => {
  const own: Spec = { data: { source: 'gap' } };
  const shelfWith = (spec: Spec) => {
    const storage = memory();
    storage.setItem('hunch.own', JSON.stringify(spec));
    return { storage, shelf: tryStorage(() => storage) };
  };

  it('opens the own last work when there is no link', async () => {
    const { store } = await openPage({ shelf: shelfWith(own).shelf });
    expect(store.spec.data).toEqual({ source: 'gap' });
    expect(store.get('/data/features')).toEqual(['x']);
  });

  it('opens a link as a preview that writes over nothing', async () => {
    const { storage, shelf } = shelfWith(own);
    const { store, page } = await openPage({ hash: '#d=moons', shelf });
    expect(store.notice?.kind).toBe('preview');
    store.play();
    await quiet(20);
    store.pause();
    await quiet(700);
    expect(JSON.parse(storage.getItem('hunch.own') ?? '')).toEqual(own);
    expect(page.location.hash).toBe('#d=moons');
    store.restoreOwn();
    await quiet();
    expect([store.spec.data?.source, store.notice]).toEqual(['gap', null]);
  });

  it('makes a link the own work once the reader edits, and keeps what was there', async () => {
    const { storage, shelf } = shelfWith(own);
    const { store } = await openPage({ hash: '#d=moons', shelf });
    store.set('/training/rate', 0.5);
    await quiet();
    expect(JSON.parse(storage.getItem('hunch.own') ?? '').data.source).toBe('moons');
    store.set('/training/rate', 0.6);
    await quiet();
    store.restoreOwn();
    await quiet();
    expect(store.spec.data?.source).toBe('gap');
  });

  it('opens an example without writing over the own work, until the reader edits it', async () => {
    const { storage, shelf } = shelfWith(own);
    const { store, page } = await openPage({ shelf });
    store.open(moons);
    await quiet(700);
    expect([store.notice?.kind, page.entries.length]).toEqual(['preview', 2]);
    expect(JSON.parse(storage.getItem('hunch.own') ?? '')).toEqual(own);
    store.set('/training/rate', 0.5);
    expect(JSON.parse(storage.getItem('hunch.own') ?? '').data).toEqual(moons.data);
    store.restoreOwn();
    await quiet();
    expect(store.spec.data).toEqual(own.data);
    store.undo();
    expect(store.spec.data).toEqual(moons.data);
  });

  it('takes a reload of its own address for no preview', async () => {
    const { shelf } = shelfWith(own);
    const { store } = await openPage({ hash: '#d=moons', state: { hunch: 1 }, shelf });
    expect([store.notice, store.spec.data?.source]).toEqual([null, 'moons']);
  });

  it('says when a link was cut, damaged, or asks for too much, and opens the nearest', async () => {
    const link = await writeLink({ spec: { ...moons, model: [{ type: 'dense', units: 16 }] } });
    const cut = await openPage({ hash: '#' + link.slice(0, -4) });
    expect([cut.store.notice?.kind, cut.store.spec.data?.source]).toEqual(['cut', 'moons']);
    const damaged = await openPage({ hash: '#' + link.replace('moons', 'mooms') });
    expect(damaged.store.notice?.kind).toBe('corrupt');
    const asks = await openPage({ hash: '#m=9000relu' });
    expect(asks.store.notice?.kind).toBe('invalid');
    expect(asks.store.notice?.text).toContain('Units 9000: allowed is a whole number from 1 to 512');
    expect(asks.store.get('/model/0/units')).toBe(512);
  });

  it('shows the first sight where there is no link and no own work; its address is bare', async () => {
    const { store, page } = await openPage({ home: moons });
    expect([store.spec.data, store.notice]).toEqual([moons.data, null]);
    store.set('/training/rate', 0.5);
    await quiet(700);
    expect(page.location.hash).toContain('lr=0.5');
    store.open(moons);
    await quiet(700);
    expect(page.location.hash).toBe('');
    store.open({});
    await quiet(700);
    expect(page.location.hash).not.toBe('');
  });

  it('writes the address when all has settled; large changes are steps of the history', async () => {
    const { store, page } = await openPage();
    store.set('/training/rate', 0.5);
    store.set('/training/rate', 0.6);
    expect(page.location.hash).toBe('');
    await quiet(800);
    expect([page.entries.length, page.location.hash.includes('lr=0.6')]).toEqual([1, true]);
    store.change({ ...store.spec, data: { source: 'moons' } });
    await quiet(700);
    expect(page.entries).toHaveLength(2);
    page.go(-1);
    await quiet();
    expect([store.spec.data, store.get('/training/rate'), store.notice]).toEqual([undefined, 0.6, null]);
    page.go(1);
    await quiet();
    expect(store.spec.data?.source).toBe('moons');
  });

  it('opens what is pasted, and leaves skip links alone', async () => {
    const { store, page } = await openPage();
    page.paste('#d=moons');
    await quiet();
    expect(store.spec.data?.source).toBe('moons');
    page.paste('#stage');
    await quiet();
    expect(store.spec.data?.source).toBe('moons');
    expect(store.notice).toBeNull();
  });

  it('gives a link of the whole state', async () => {
    const { store } = await openPage({ hash: '#d=moons' });
    store.mode = 'epistemic';
    const link = await store.link();
    expect(link).toMatch(/^https:\/\/example\.org\/hunch\/#v1-[0-9a-z]+-[0-9a-z]{7}&d=moons&vm=epistemic$/);
    expect(await store.link({ compact: true })).toContain('&c');
  });

  it('works where storage is blocked', async () => {
    const blocked = tryStorage(() => {
      throw new DOMException('The document is sandboxed', 'SecurityError');
    });
    const { store } = await openPage({ shelf: blocked, hash: '#d=moons' });
    store.set('/training/rate', 0.5);
    await quiet();
    expect([store.saved, store.spec.data?.source, store.get('/training/rate')]).toEqual([
      false,
      'moons',
      0.5,
    ]);
  });

  it('says not saved when storage is full', async () => {
    const storage = memory();
    const { store } = await openPage({ shelf: tryStorage(() => storage) });
    expect(store.saved).toBe(true);
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    store.set('/training/rate', 0.5);
    expect(store.saved).toBe(false);
  });

  it('touches no storage inside a frame', async () => {
    const { storage, shelf } = shelfWith(own);
    const { store } = await openPage({ shelf, embedded: true });
    expect(store.spec.data).toBeUndefined();
    store.set('/training/rate', 0.5);
    await quiet();
    expect(JSON.parse(storage.getItem('hunch.own') ?? '')).toEqual(own);
  });
});

describe('layers that do not fit', () => {
  const add = JSON.stringify({ type: 'add', inputs: ['input'] }).replace(
    /[^A-Za-z0-9]/g,
    (letter) => '~' + letter.charCodeAt(0).toString(16).toUpperCase(),
  );

  it('cost a link nothing but them, and are named', async () => {
    const { store } = await openPage({ hash: `#d=moons&nz=0.3&s=7&lr=0.003&m=4tanh,~${add}` });
    expect(store.spec).toMatchObject({
      data: { source: 'moons', noise: 0.3 },
      seed: 7,
      training: { rate: 0.003 },
    });
    expect(store.spec.model).toBeUndefined();
    expect(store.notice?.text).toBe(
      'The layers of this link do not fit together. Layer 2: Add reads one layer, but needs the names of ' +
        'at least two layers. The usual layers are open in their place, all else is as it says.',
    );
  });

  it('give way to those that suit the data', async () => {
    const { store } = await openPage({ hash: `#d=digits&s=7&m=4tanh` });
    expect([store.spec.seed, store.spec.model?.[0]?.type]).toEqual([7, 'conv2d']);
    expect(store.notice?.text).toContain('Dense gets maps of 28 × 28 × 1');
    const bare = await openPage({ hash: '#d=digits' });
    expect([bare.store.spec.model?.[0]?.type, bare.store.notice]).toEqual(['conv2d', null]);
  });
});

describe('a spec from a file', () => {
  it('opens as far as it can be, as a preview that has an address', async () => {
    const shelf = tryStorage(memory);
    const { store, page } = await openPage({ shelf });
    store.set('/data/noise', 0.7);
    await quiet(600);
    store.openSpec('moons.json', { ...moons, training: { rate: 40 } });
    await quiet(600);
    expect(store.notice?.text).toContain('This spec asks for what cannot be. Rate 40');
    expect([store.spec.data, store.get('/training/rate')]).toEqual([moons.data, 10]);
    expect(page.location.hash).toContain('d=moons');
    store.openSpec('moons.json', moons);
    await quiet();
    expect(store.notice?.text).toContain('You are looking at a spec.');
    store.restoreOwn();
    await quiet();
    expect(store.spec.data).toEqual({ noise: 0.7 });
  });

  it('asks for its file', async () => {
    const { store } = await openPage();
    store.openSpec('co2.json', { data: { source: 'series' }, seed: 7 });
    await quiet();
    expect(store.notice?.text).toContain('This spec wants a file of yours: a spec never holds the data.');
    store.importCsv('co2.csv', 'a,b\n1,2\n');
    await quiet();
    expect(store.spec).toMatchObject({ data: { source: 'series' }, seed: 7 });
  });

  it('that is none is refused with a sentence', async () => {
    const { store } = await openPage();
    store.openSpec('many.json', [] as Spec);
    await quiet();
    expect(store.notice?.text).toBe(
      'many.json could not be read: it needs an object with the fields of a spec.',
    );
  });
});

describe('what a host sends', () => {
  it('is opened as far as it can be, with all that was wrong', async () => {
    const { store } = await openPage({ embedded: true });
    expect(await store.show({ ...moons, training: { rate: 40 } })).toMatchObject([
      { pointer: '/training/rate' },
    ]);
    expect(store.get('/training/rate')).toBe(10);
    expect(await store.show('d=xor')).toEqual([]);
    expect(await store.show({ data: { source: 'csv' } })).toMatchObject([
      { pointer: '/data/source', value: 'csv' },
    ]);
    const link = await writeLink({ spec: moons });
    expect(await store.show(link.slice(0, -2))).toMatchObject([{ pointer: '#' }]);
  });

  it('changes nothing when it cannot be opened', async () => {
    const { store, worker } = await openPage({ hash: '#d=moons&m=4tanh', embedded: true });
    store.epoch();
    await quiet();
    const before = store.spec;
    const deep: { data?: unknown } = {};
    for (let i = 0, at = deep; i < 20_000; ++i) at = at.data = {};
    const circle: { data?: unknown } = {};
    circle.data = circle;
    for (const bad of [5, true, [], null, undefined, deep, circle, { data: { samples: 10n } }])
      await expect(store.show(bad), typeof bad).rejects.toThrow();
    await expect(store.show(5)).rejects.toThrow(
      'The spec 5: allowed is an object with the fields of a spec.',
    );
    await expect(store.show({ model: [{ type: 'add' }] })).rejects.toThrow('Layer 1: Add reads 0 layers');
    expect([store.spec, store.state, store.notice]).toEqual([before, 'paused', null]);
    expect([worker.engine.sessions.length, worker.engine.session.stepNow]).toEqual([1, 10]);
  });
});

describe('a table', () => {
  const text = 'a,b\n1,2\n3,4\n';

  it('is opened with the spec that suits it, and comes back on the next visit', async () => {
    const storage = memory();
    const shelf = tryStorage(() => storage);
    const { store, worker } = await openPage({ shelf });
    store.importCsv('my.csv', text);
    await quiet();
    expect([store.spec.data?.source, store.csv?.name, worker.engine.session.csv]).toEqual([
      'csv',
      'my.csv',
      text,
    ]);
    expect(await store.link()).toContain('file=my.csv:3');
    expect(worker.secondParts).toBeGreaterThan(0); // of the engine: what reads tables
    store.undo();
    await quiet();
    expect([store.spec.data, store.csv]).toEqual([undefined, null]);
    store.redo();
    await quiet();
    const next = await openPage({ shelf });
    expect([next.store.csv?.name, next.worker.engine.session.csv]).toEqual(['my.csv', text]);
  });

  it('is asked for when a link needs it, and then opened as the link says', async () => {
    const { store } = await openPage({ hash: '#d=csv&ct=species&lr=0.5&file=iris.csv:150' });
    expect(store.notice?.text).toContain('your file iris.csv (150 examples)');
    expect(store.state).toBe('ready');
    store.importCsv('iris.csv', text);
    await quiet();
    expect(store.spec).toMatchObject({
      data: { source: 'csv', csv: { target: 'species' } },
      training: { rate: 0.5 },
    });
    expect(store.notice).toBeNull();
  });

  it('asked for by one link is forgotten by the next', async () => {
    const { store, page } = await openPage({ hash: '#d=moons' });
    page.paste('#d=csv');
    page.paste('#d=xor&t=last');
    await quiet();
    expect([store.spec.data?.source, store.spec.view?.title, store.notice]).toEqual(['xor', 'last', null]);
  });

  it('that is only not kept is wanted by a work, not by a link, and stays what is shared', async () => {
    const storage = memory();
    const own: Spec = { data: { source: 'images' }, seed: 7 };
    storage.setItem('hunch.own', JSON.stringify(own));
    const hash = '#d=images&s=7&file=sheet.png:9';
    const { store } = await openPage({ hash, state: { hunch: 1 }, shelf: tryStorage(() => storage) });
    expect(store.notice?.text).toBe(
      'This work wants your file sheet.png (9 examples): the page does not keep it. Drop the file on the page to open it.',
    );
    store.set('/view/title', 'Mine');
    await quiet();
    expect(store.shared).toMatchObject({ ...own, view: { title: 'Mine' } });
    expect(await store.link()).toMatch(/d=images.*s=7.*file=sheet.png:9/);
    store.set('/data/noise', 0.7);
    await quiet();
    expect(await store.link()).not.toContain('images');
    expect(JSON.parse(storage.getItem('hunch.before') ?? '')).toEqual(own);
    const next = await openPage({ shelf: tryStorage(() => storage) });
    expect(next.store.spec.data).toEqual({ noise: 0.7 });
  });

  it('of another name does not answer a link', async () => {
    const { store, page } = await openPage();
    store.importCsv('mine.csv', text);
    await quiet();
    page.paste('#d=csv&file=yours.csv:9&t=Yours');
    await quiet();
    expect(store.notice?.text).toContain('your file yours.csv');
    expect([store.spec.data, store.spec.view?.title]).toEqual([undefined, 'Yours']);
  });

  it('that is none is refused in plain words', async () => {
    const { store } = await openPage();
    store.importCsv('cat.jpg', 'binary');
    await quiet();
    expect(store.notice?.text).toBe('cat.jpg could not be read: it needs a table.');
    expect(store.spec.data).toBeUndefined();
  });
});

describe('own images', () => {
  const three = tinyImages(3);

  it('are opened with the spec that suits them, and are told of in links', async () => {
    const { store, worker } = await openPage();
    store.importImages('mine', three);
    await quiet();
    expect(store.spec).toMatchObject({ data: { source: 'images' }, model: [{ type: 'flatten' }] });
    expect(worker.engine.session.images).toEqual(three);
    expect(await store.link()).toContain('file=mine:3');
    store.undo();
    await quiet();
    expect([store.spec.data, store.images]).toEqual([undefined, null]);
  });

  it('stay while another set is looked at', async () => {
    const { store, worker } = await openPage();
    store.importImages('mine', three);
    await quiet();
    store.change({ data: { source: 'moons' } });
    await quiet();
    expect(store.images?.name).toBe('mine');
    store.change({ data: { source: 'images' } });
    await quiet();
    expect([store.spec.data?.source, worker.engine.session.images]).toEqual(['images', three]);
  });

  it('stay while a link is looked at', async () => {
    const { store, page, worker } = await openPage();
    store.importImages('mine', three);
    await quiet();
    page.paste('#d=moons');
    await quiet();
    store.change({ data: { source: 'images' } });
    await quiet();
    expect(worker.engine.session.images).toEqual(three);
  });

  it('of IDX files are read by the engine, which says what is wrong with them', async () => {
    const { store } = await openPage();
    store.importImages('t.idx', { pixels: new Uint8Array(4), labels: new Uint8Array(1) });
    await quiet();
    expect(store.images?.images.labels).toHaveLength(4);
    store.importImages('u.idx', { pixels: new Uint8Array(0), labels: new Uint8Array(1) });
    await quiet();
    expect(store.notice?.text).toBe('u.idx could not be read: [idx] pixels: the file is empty.');
    expect(store.images?.name).toBe('t.idx');
  });

  it('are asked for when a link needs them', async () => {
    const { store } = await openPage({ hash: '#d=images&lr=0.5&file=digits:60' });
    expect(store.notice?.text).toContain('your file digits (60 examples)');
    store.importImages('digits', three);
    await quiet();
    expect(store.spec).toMatchObject({ data: { source: 'images' }, training: { rate: 0.5 } });
    expect(store.notice).toBeNull();
  });

  it('come back to the worker that takes a dead one’s place', async () => {
    const { store, worker, workers } = await openPage();
    store.importImages('mine', three);
    await quiet();
    worker.engine.session.trapAt = 1;
    store.step();
    await quiet();
    expect(workers).toHaveLength(2);
    expect(workers[1]!.engine.session.images).toEqual(three);
  });
});

describe('own sounds', () => {
  const three = tinyClips(3);

  it('are opened with the spec that suits them, told of in links, and kept beside images', async () => {
    const { store, worker } = await openPage();
    store.importImages('pictures', tinyImages(4));
    await quiet();
    store.importClips('digits', three);
    await quiet();
    expect(store.spec).toMatchObject({ data: { source: 'audio' }, model: [{ type: 'flatten' }] });
    expect(worker.engine.session.clips).toEqual(three);
    expect(await store.link()).toContain('file=digits:3');
    expect(await store.look('sound', { example: 2 })).toEqual({
      rate: 8000,
      samples: Float32Array.of(2),
    });
    store.change({ data: { source: 'images' } });
    await quiet();
    expect([store.clips?.name, worker.engine.session.images?.labels.length]).toEqual(['digits', 4]);
    store.undo();
    store.undo();
    await quiet();
    expect([store.spec.data?.source, store.clips]).toEqual(['images', null]);
  });

  it('are asked for when a link needs them', async () => {
    const { store } = await openPage({ hash: '#d=audio&lr=0.5&file=digits:60' });
    expect(store.notice?.text).toContain('your file digits (60 examples)');
    store.importClips('digits', three);
    await quiet();
    expect(store.spec).toMatchObject({ data: { source: 'audio' }, training: { rate: 0.5 } });
    expect(store.notice).toBeNull();
  });

  it('come back to the worker that takes a dead one’s place', async () => {
    const { store, worker, workers } = await openPage();
    store.importClips('mine', three);
    await quiet();
    worker.engine.session.trapAt = 1;
    store.step();
    await quiet();
    expect(workers).toHaveLength(2);
    expect(workers[1]!.engine.session.clips).toEqual(three);
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

describe("the reader's own text", () => {
  it('is opened with a network that suits it, kept, and opened again', async () => {
    const shelf = tryStorage(memory);
    const { store, worker } = await openPage({ shelf });
    store.importText('names.txt', 'ada\ngrace\n');
    await quiet();
    expect(store.spec.data?.source).toBe('text');
    expect(worker.engine.session.csv).toBe('ada\ngrace\n');
    expect(store.text?.name).toBe('names.txt');
    store.change({ data: { source: 'moons' } });
    await quiet();
    store.undo();
    await quiet();
    expect(worker.engine.session.csv).toBe('ada\ngrace\n');
    const again = await openPage({ shelf });
    await quiet();
    expect(again.store.text).toEqual({ name: 'names.txt', text: 'ada\ngrace\n' });
    expect(again.worker.engine.session.csv).toBe('ada\ngrace\n');
  });

  it('is asked for by a link that lacks it', async () => {
    const { store, worker } = await openPage({ hash: '#d=text&file=names.txt:3' });
    await quiet();
    expect(store.notice?.text).toContain('Drop the file');
    store.importText('names.txt', 'ada\n');
    await quiet();
    expect(worker.engine.session.spec.data?.source).toBe('text');
  });

  it('of a table can be a series too', async () => {
    const { store, worker } = await openPage();
    store.importCsv('t.csv', 'a,b\n1,2\n');
    await quiet();
    store.change({ data: { source: 'series' } });
    await quiet();
    expect(worker.engine.session.spec.data?.source).toBe('series');
    expect(worker.engine.session.csv).toBe('a,b\n1,2\n');
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
