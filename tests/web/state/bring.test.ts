import { describe, expect, it } from 'vitest';
import type { Spec } from '../../../web/src/config/spec-types';
import { tryStorage } from '../../../web/src/state/storage';
import { tinyClips, tinyImages } from '../support/engine';
import { memory, openPage, quiet } from '../support/page';

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
