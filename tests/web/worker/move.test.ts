import { describe, expect, it } from 'vitest';
import type { Spec } from '../../../web/src/config/spec-types';
import { EngineClient } from '../../../web/src/worker/client';
import { FakeWorker } from '../support/worker';

const plain: Spec = { data: { source: 'moons' }, model: [{ type: 'dense' }] };
const smooth: Spec = { ...plain, training: { labelSmoothing: 0.1 } };

async function running(): Promise<{ client: EngineClient; worker: FakeWorker }> {
  const worker = new FakeWorker();
  const client = new EngineClient({
    makeWorker: () => worker,
    onEvent: () => undefined,
    onRecovered: () => undefined,
    onLost: () => undefined,
    everySecond: () => () => undefined,
    now: () => 0,
  });
  await client.call('open', { spec: plain });
  await client.call('step', { steps: 35 });
  return { client, worker };
}

describe('the move to the full engine', () => {
  it('takes the run along: weights, step and history', async () => {
    const { client, worker } = await running();
    expect((await client.frame({})).history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    const applied = await client.call('apply', { spec: smooth });
    expect(applied.outcome).toBe('live');
    expect(worker.parts).toEqual(['first', 'full']);
    expect(worker.engine.sessions.map(({ deleted }) => deleted)).toEqual([true, false]);
    await client.call('step', { steps: 10 });
    const frame = await client.frame({ historyFrom: 3 });
    expect([frame.status.step, frame.rewound]).toEqual([45, false]);
    expect(frame.history.map(({ epoch }) => epoch)).toEqual([4]);
    // Asked from the beginning it is all there, and goes when the run does.
    expect((await client.frame({})).history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    await client.call('seek', { epoch: 2 });
    expect((await client.frame({})).history.map(({ epoch }) => epoch)).toEqual([1, 2]);
    await client.call('reset', {});
    expect((await client.frame({})).history).toEqual([]);
  });

  it('stays in the full one when a spec could do with less', async () => {
    const { client, worker } = await running();
    await client.call('apply', { spec: smooth });
    await client.call('apply', { spec: plain });
    expect(worker.engine.sessions).toHaveLength(2);
    expect((await client.frame({})).status.step).toBe(35);
  });

  it('lets the engine decide what is a new run', async () => {
    const { client } = await running();
    const spec: Spec = { ...plain, model: [{ type: 'dense' }, { type: 'batch-norm' }] };
    expect((await client.call('apply', { spec })).outcome).toBe('rebuilt');
    const frame = await client.frame({});
    expect([frame.status.step, frame.rewound, frame.history]).toEqual([0, true, []]);
  });
});

describe('pictures of layers of any kind', () => {
  it('are those of the units asked for, stage by stage', async () => {
    const { client } = await running();
    const asked = { cells: 2, units: [[0], [], [1, 2]], raw: [0.5, -1], pass: 3 };
    const { stages } = await client.frame({ stages: asked });
    expect(stages?.fields.map((fields) => fields.map((one) => [...one]))).toEqual([
      [[0, 0]],
      [],
      [
        [2, 2],
        [2, 2],
      ],
    ]);
    expect(stages?.values).toEqual([Float32Array.of(0.5, -1)]);
    expect(stages?.awake).toEqual([Uint8Array.of(3)]);
    const { cells, units, raw } = asked;
    expect((await client.frame({ stages: { cells, units, raw } })).stages).not.toHaveProperty('awake');
  });

  it('are enlarged by their stage', async () => {
    const { client } = await running();
    const { zoom } = await client.frame({ zoom: { layer: -1, stage: 2, unit: 4, cells: 3 } });
    expect(zoom).toEqual(Float32Array.of(2, 2, 2));
  });
});
