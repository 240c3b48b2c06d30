import { describe, expect, it } from 'vitest';
import { writeLink } from '../../../web/src/config/link';
import type { Spec } from '../../../web/src/config/spec-types';
import { tryStorage } from '../../../web/src/state/storage';
import { memory, openPage, quiet } from '../support/page';

const moons: Spec = { data: { source: 'moons' } };

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
