import { describe, expect, it, vi } from 'vitest';
import { EngineClient, EngineLost, Superseded, type ClientOptions } from '../../../web/src/worker/client';
import { FakeWorker } from '../support/worker';

function make(workers: FakeWorker[] = [new FakeWorker(), new FakeWorker(), new FakeWorker()]) {
  let made = 0;
  let tick = (): void => {};
  const time = { now: 0 };
  const handlers = { onEvent: vi.fn(), onRecovered: vi.fn(), onLost: vi.fn() };
  const options: ClientOptions = {
    makeWorker: () => workers[made++] as FakeWorker,
    ...handlers,
    everySecond: (then) => {
      tick = then;
      return () => (tick = () => {});
    },
    now: () => time.now,
  };
  const client = new EngineClient(options);
  const pass = (seconds: number): void => {
    for (let i = 0; i < seconds; ++i) {
      time.now += 1000;
      tick();
    }
  };
  return { client, workers, handlers, pass, time, made: () => made };
}

const spec = { data: { source: 'moons' } };

describe('the client', () => {
  it('loads once, tells progress, and gives typed replies', async () => {
    const { client, handlers, made } = make();
    const [a, b] = await Promise.all([client.start(), client.start()]);
    expect(a).toEqual({ kernels: 'scalar', variant: 'scalar', passed: [] });
    expect(b).toBe(a);
    expect(made()).toBe(1);
    expect(handlers.onEvent).toHaveBeenCalledWith({ event: 'loading', received: 50, total: 100 });
    const { description } = await client.call('open', { spec });
    expect(description?.inputs).toHaveLength(2);
    expect((await client.call('step', { steps: 25 })).status.step).toBe(25);
  });

  it('passes on what the engine says against a request, and lives on', async () => {
    const { client, handlers } = make();
    await expect(client.call('step', { steps: 1 })).rejects.toThrow('no spec is open');
    expect(handlers.onLost).not.toHaveBeenCalled();
    await client.call('open', { spec });
  });

  it('says why the engine cannot be loaded', async () => {
    const { client, handlers } = make([new FakeWorker('no WebAssembly here')]);
    await expect(client.start()).rejects.toThrow('no WebAssembly here');
    expect(handlers.onLost).toHaveBeenCalledExactlyOnceWith('no WebAssembly here');
    await expect(client.call('schema', {})).rejects.toBeInstanceOf(EngineLost);
  });

  it('gives up on a worker that never loads', async () => {
    const worker = new FakeWorker();
    worker.silent = true;
    const { client, handlers, pass } = make([worker]);
    const started = client.start();
    const failed = expect(started).rejects.toThrow('did not answer for 30 seconds');
    pass(29);
    expect(handlers.onLost).not.toHaveBeenCalled();
    pass(3);
    await failed;
    expect(worker.terminated).toBe(true);
  });

  it('rejects all that wait when the worker dies, and goes on from the last checkpoint', async () => {
    const { client, workers, handlers } = make();
    await client.call('open', { spec, csv: 'a,b' });
    await client.call('step', { steps: 30 });
    await client.frame({});
    await vi.waitFor(() => expect(workers[0]?.seen.at(-1)?.name).toBe('checkpoint'));
    await new Promise((done) => setTimeout(done, 20));
    await client.call('step', { steps: 5 });

    const waiting = [client.call('epoch', {}), client.frame({}), client.call('fingerprint', {})];
    await Promise.resolve();
    await Promise.resolve();
    workers[0]?.crash('unreachable');
    for (const call of waiting) await expect(call).rejects.toBeInstanceOf(EngineLost);
    // Asked at once, answered by the new worker.
    expect((await client.call('step', { steps: 1 })).status.step).toBe(31);
    expect(handlers.onRecovered).toHaveBeenCalledExactlyOnceWith('The engine failed: unreachable.');
    expect(workers[0]?.terminated).toBe(true);
    expect(workers[1]?.engine.session.csv).toBe('a,b');
    expect(workers[1]?.engine.session.spec).toEqual({ version: 1, ...spec });
  });

  it('treats a trap in training as death of the worker', async () => {
    const { client, workers, handlers } = make();
    await client.call('open', { spec });
    (workers[0] as FakeWorker).engine.session.trapAt = 500;
    await client.call('play', { stepsPerSecond: 0 });
    await vi.waitFor(() => expect(handlers.onRecovered).toHaveBeenCalled());
    expect((await client.call('pause', {})).status.step).toBe(0);
  });

  it('restarts once, then says why', async () => {
    const { client, workers, handlers, pass } = make();
    await client.call('open', { spec });
    workers[0]?.crash('first');
    await client.call('pause', {});
    workers[1]?.crash('second');
    expect(handlers.onLost).toHaveBeenCalledExactlyOnceWith('The engine failed: second.');
    await expect(client.call('pause', {})).rejects.toBeInstanceOf(EngineLost);
    expect(handlers.onRecovered).toHaveBeenCalledTimes(1);
    pass(100);
    expect(handlers.onLost).toHaveBeenCalledTimes(1);
  });

  it('may restart again after a calm minute', async () => {
    const { client, workers, handlers, pass } = make();
    await client.call('open', { spec });
    workers[0]?.crash('first');
    await client.call('pause', {});
    pass(61);
    workers[1]?.crash('second');
    await client.call('pause', {});
    expect(handlers.onRecovered).toHaveBeenCalledTimes(2);
  });

  it('does not take a frozen page for a silent engine', async () => {
    const { client, workers, handlers, pass, time } = make();
    await client.call('open', { spec });
    (workers[0] as FakeWorker).silent = true;
    const call = client.call('pause', {}).catch(() => 'rejected');
    await Promise.resolve();
    time.now += 3_600_000;
    pass(20);
    expect(handlers.onRecovered).not.toHaveBeenCalled();
    expect((workers[0] as FakeWorker).terminated).toBe(false);
    pass(15);
    expect(await call).toBe('rejected');
  });

  it('keeps one frame under way, and the newest of those that wait', async () => {
    const { client, workers } = make();
    await client.call('open', { spec });
    const first = client.frame({ weights: true });
    const second = client.frame({ zoom: { layer: 0, unit: 0, cells: 2 } });
    const third = client.frame({ zoom: { layer: 0, unit: 3, cells: 2 } });
    await expect(second).rejects.toBeInstanceOf(Superseded);
    expect((await first).weights).toEqual(Float32Array.of(0));
    expect((await third).zoom).toEqual(Float32Array.of(3, 3, 3, 3));
    expect(workers[0]?.seen.filter(({ name }) => name === 'frame')).toHaveLength(2);
  });

  it('rejects what waits when it is closed', async () => {
    const { client } = make();
    await client.call('open', { spec });
    const call = client.call('epoch', {});
    await Promise.resolve();
    client.close();
    await expect(call).rejects.toBeInstanceOf(EngineLost);
  });
});
