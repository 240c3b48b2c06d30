/**
 * An engine that only counts, for tests of what surrounds it: the protocol, the client, the store. Its
 * weights are its step, its rules are few and known.
 */
import type { EngineModule, EngineSession } from '../../../web/src/engine/engine';
import type { LayerSpec, Spec } from '../../../web/src/config/spec-types';
import { isTree, withValue } from '../../../web/src/config/pointer';
import type { ImageAt, Issue, OwnClips, OwnImages, Status } from '../../../web/src/worker/protocol';

type Checked = { valid: boolean; issues: Issue[]; spec: Spec };

/** Rate 0 to 10; at most 512 units; batch at most 1000 with more than 100 units; no other limits. */
export function check(json: string): Checked {
  const document: unknown = JSON.parse(json);
  const issues: Issue[] = [];
  if (!isTree(document))
    issues.push({ pointer: '', value: document, allowed: 'an object with the fields of a spec' });
  let spec: Spec = isTree(document) ? document : {};
  const rate = spec.training?.rate;
  if (rate !== undefined && (typeof rate !== 'number' || rate > 10)) {
    issues.push({ pointer: '/training/rate', value: rate, allowed: 'a number from 0.000001 to 10' });
    spec = withValue(spec, '/training/rate', typeof rate === 'number' ? 10 : undefined);
  }
  spec.model?.forEach((layer, i) => {
    if (layer.type !== 'dense' || (layer.units ?? 8) <= 512) return;
    issues.push({
      pointer: `/model/${i}/units`,
      value: layer.units,
      allowed: 'a whole number from 1 to 512',
    });
    spec = withValue(spec, `/model/${i}/units`, 512);
  });
  const units = (spec.model ?? []).reduce(
    (sum, layer) => sum + (layer.type === 'dense' ? (layer.units ?? 8) : 0),
    0,
  );
  if (units > 100 && (spec.training?.batch ?? 32) > 1000) {
    issues.push({
      pointer: '/training/batch',
      value: spec.training?.batch,
      allowed: 'at most 1000 with so many units',
    });
    spec = withValue(spec, '/training/batch', 1000);
  }
  return { valid: issues.length === 0, issues, spec: { version: 1, ...spec } };
}

/** What only the data can tell: a join of fewer than two, images without a convolution. */
function misfit({ data, model }: Spec): Issue[] {
  const layers: LayerSpec[] = model ?? [{ type: 'dense' }];
  if (data?.source === 'digits' && layers[0]?.type !== 'conv2d')
    return [{ pointer: '/model/0', value: 'dense', allowed: '[dense] input (28,28,1): needs (D) or (T,D)' }];
  const i = layers.findIndex((layer) => layer.type === 'add' && (layer.inputs ?? []).length < 2);
  if (i < 0) return [];
  const count = layers[i]?.inputs?.length ?? 0;
  const allowed = `[add] ${count} inputs: needs the names of at least two layers`;
  return [{ pointer: `/model/${i}`, value: 'add', allowed }];
}

export const schema = {
  type: 'object',
  properties: {
    data: {
      type: 'object',
      properties: {
        source: {
          title: 'Data',
          description: '',
          type: 'string',
          enum: ['spiral', 'moons', 'gap', 'csv', 'images', 'text', 'series', 'audio'],
          default: 'spiral',
          'x-hunch': {
            label: 'Data',
            urlKey: 'd',
            enumLabels: ['Spiral', 'Two moons', 'Gap', 'Table', 'Images', 'Text', 'Series', 'Sounds'],
          },
        },
        noise: number('Noise', 0, 1, 0.1),
      },
    },
    model: {
      type: 'array',
      items: {
        oneOf: [
          {
            title: 'Dense',
            type: 'object',
            properties: {
              type: { const: 'dense' },
              units: { ...number('Units', 1, 512, 8), type: 'integer' },
            },
          },
          { title: 'Add', type: 'object', properties: { type: { const: 'add' } } },
          {
            type: 'object',
            properties: { type: { const: 'dropout' }, rate: number('Dropout', 0, 0.95, 0.1) },
          },
        ],
      },
      default: [{ type: 'dense', units: 8 }],
      'x-hunch': { label: 'Layers' },
    },
    training: {
      type: 'object',
      properties: {
        rate: number('Rate', 1e-6, 10, 0.01),
        batch: { ...number('Batch', 1, 4096, 32), type: 'integer' },
      },
    },
    exact: {
      title: 'Exact',
      description: '',
      type: 'boolean',
      default: false,
      'x-hunch': { label: 'Exact' },
    },
  },
};

function number(title: string, minimum: number, maximum: number, fallback: number): object {
  const extra = { label: title, step: 0.01, scale: 'log' };
  return { title, description: '', type: 'number', minimum, maximum, default: fallback, 'x-hunch': extra };
}

/** So many images of one pixel. */
export const tinyImages = (count: number): OwnImages => ({
  height: 1,
  width: 1,
  channels: 1,
  pixels: new Uint8Array(count),
  labels: Uint16Array.from({ length: count }, (_, i) => i % 2),
  isTest: new Uint8Array(count),
  classNames: ['a', 'b'],
});

/** So many sounds of one sample. */
export const tinyClips = (count: number): OwnClips => ({
  samples: new Float32Array(count),
  counts: new Int32Array(count).fill(1),
  rates: new Int32Array(count).fill(8000),
  labels: Uint16Array.from({ length: count }, (_, i) => i % 2),
  isTest: new Uint8Array(count),
  classNames: ['a', 'b'],
});

export class FakeSession implements EngineSession {
  stepNow = 0;
  deleted = false;
  /** Throws on reaching this step, as a trap does. */
  trapAt = Infinity;
  stop: Status['stop'] = { kind: 'none', layer: '', cause: '', epoch: 0 };
  /** Only later epochs are told: the run came from another session. */
  private since = 0;
  private painted = 0;
  private asked = 0;
  private reviewed = 0;

  constructor(
    public spec: Spec,
    public csv: string,
    public images: OwnImages | null = null,
    public clips: OwnClips | null = null,
  ) {}

  apply(specJson: string, csv: string, images: OwnImages | null, clips: OwnClips | null): string {
    const { spec } = check(specJson);
    const rebuilt =
      JSON.stringify([spec.data, spec.model]) !== JSON.stringify([this.spec.data, this.spec.model]);
    if (spec.data?.source === 'csv' && !csv && !this.csv) {
      const issues = [{ pointer: '/data/source', value: 'csv', allowed: 'a table' }];
      return JSON.stringify({ outcome: 'refused', issues, spec: this.spec });
    }
    if (spec.data?.source === 'images' && !images && !this.images) {
      const issues = [{ pointer: '/data/source', value: 'images', allowed: 'images' }];
      return JSON.stringify({ outcome: 'refused', issues, spec: this.spec });
    }
    const wrong = misfit(spec);
    if (spec.data?.source === 'text' && csv && !csv.includes('\n'))
      wrong.push({ pointer: '/text', value: 1, allowed: 'at least 4 lines that are not empty' });
    if (wrong.length > 0) return JSON.stringify({ outcome: 'refused', issues: wrong, spec: this.spec });
    this.spec = spec;
    if (csv) this.csv = csv;
    if (images) this.images = images;
    if (clips) this.clips = clips;
    if (rebuilt) this.stepNow = 0;
    return JSON.stringify({ outcome: rebuilt ? 'rebuilt' : 'live', issues: [], spec });
  }
  /** A step takes 50 microseconds, so that time means something. */
  train(steps: number): number {
    this.painted = this.asked = this.reviewed = 0;
    const end = performance.now() + steps * 0.05;
    while (performance.now() < end);
    this.stepNow += steps;
    if (this.stepNow >= this.trapAt) throw new WebAssembly.RuntimeError('unreachable');
    return steps;
  }
  finishEpoch(): number {
    return this.train(10 - (this.stepNow % 10));
  }
  resume(): void {
    this.stop = { ...this.stop, kind: 'none' };
  }
  reset(): void {
    this.stepNow = this.since = 0;
    this.painted = 0;
  }
  status(): Status {
    const epoch = Math.floor(this.stepNow / 10);
    return { step: this.stepNow, epoch, stepsPerEpoch: 10, rate: 0.01, batchLoss: 1, stop: this.stop };
  }
  setWeight(): boolean {
    return true;
  }
  seek(epoch: number): number {
    this.stepNow = epoch * 10;
    return epoch;
  }
  describe(): string {
    const { source } = this.spec.data ?? {};
    const curve = source === 'gap';
    const image = source === 'images' && { shape: [this.images?.height, this.images?.width, 1] };
    return JSON.stringify({
      task: 'classification',
      shape: [curve ? 1 : 2],
      stages: [{ type: 'output', specIndex: -1, shape: [1] }],
      ...image,
      inputs: curve ? [{ name: 'x' }] : [{ name: 'x' }, { name: 'y' }],
      features: curve ? ['x'] : ['x', 'y'],
      layers: [{ units: 8 }, { units: 1 }],
    });
  }
  points(): ReturnType<EngineSession['points']> {
    const none = new Float32Array(1);
    return { x: none, y: none, value: none, isTrain: new Uint8Array(1), origin: new Int32Array(1) };
  }
  history(from: number): Float64Array {
    const rows: number[] = [];
    for (let epoch = this.since + 1; epoch <= this.stepNow / 10; ++epoch)
      if (epoch > from) rows.push(epoch, 1 / epoch, 0.5, 0, 0, 2 / epoch, 0.4, 0, 0);
    return Float64Array.from(rows);
  }
  parameters(): Float32Array {
    return Float32Array.of(this.stepNow);
  }
  unitFields(layer: number, units: Int32Array, cells: number): Float32Array {
    const size = cells * cells;
    return Float32Array.from(
      { length: units.length * size },
      (_, i) => layer * 100 + (units[Math.floor(i / size)] ?? 0),
    );
  }
  surface(cells: number, samples: number, more: number): ReturnType<EngineSession['surface']> {
    this.painted = Math.min(samples, this.painted + more);
    const field = (): Float32Array => new Float32Array(cells * cells);
    return {
      cells,
      samples: this.painted,
      complete: this.painted >= samples,
      mean: field(),
      winner: new Uint8Array(0),
      total: field(),
      aleatoric: field(),
      epistemic: field(),
    };
  }
  draw(cells: number, pass: number): ReturnType<EngineSession['draw']> {
    return { cells, mean: Float32Array.of(pass), winner: new Uint8Array(0), awake: [] };
  }
  probe(raw: Float64Array): ReturnType<EngineSession['probe']> {
    return { raw: [...raw] } as ReturnType<EngineSession['probe']>;
  }
  examples(first: number, count: number): ReturnType<EngineSession['examples']> {
    const bytes = new Uint8Array(count);
    return { first, pixels: bytes, labels: new Uint16Array(count), parts: bytes.slice() };
  }
  stageOutputs({ example }: ImageAt, pass: number): Float32Array[] {
    return [Float32Array.of(example, pass)];
  }
  probeImage(_: ImageAt, samples: number, more: number): ReturnType<EngineSession['probeImage']> {
    this.asked = Math.min(samples, this.asked + more);
    const none = new Float32Array(0);
    return {
      samples: this.asked,
      complete: this.asked >= samples,
      probabilities: none,
      low: none,
      high: none,
      draws: none,
      votes: new Uint8Array(0),
      total: 0,
      aleatoric: 0,
      epistemic: 0,
      told: none,
      deviation: none,
      passes: new Uint8Array(0),
    };
  }
  review(_: number, more: number): ReturnType<EngineSession['review']> {
    this.reviewed = Math.min(10, this.reviewed + more);
    return {
      complete: this.reviewed === 10,
      examples: Int32Array.of(0),
      labels: Uint16Array.of(0),
      parts: Uint8Array.of(1),
      winners: Uint16Array.of(0),
      total: Float32Array.of(0),
      epistemic: Float32Array.of(0),
    };
  }
  sound(example: number): ReturnType<EngineSession['sound']> {
    return this.clips && { rate: 8000, samples: Float32Array.of(example) };
  }
  hear(rate: number, samples: Float32Array): ReturnType<EngineSession['hear']> {
    return { pixels: Uint8Array.from(samples), error: rate < 8000 ? 'a higher rate' : '' };
  }
  /** Texts of three tokens, the middle one the example's number. */
  textExamples(first: number, count: number): ReturnType<EngineSession['textExamples']> {
    const tokens = Array.from({ length: count }, (_, n) => [1, first + n, 1]).flat();
    return {
      first,
      tokens: Int32Array.from(tokens),
      counts: new Int32Array(count).fill(3),
      parts: new Uint8Array(count),
    };
  }
  seriesRows(): ReturnType<EngineSession['seriesRows']> {
    const none = new Int32Array(0);
    return { values: new Float32Array(0), first: none, parts: new Uint8Array(0), window: 1, horizon: 1 };
  }
  probeText(text: string, samples: number): ReturnType<EngineSession['probeText']> {
    const none = new Float32Array(0);
    return {
      samples,
      tokens: Int32Array.of(text.length),
      probabilities: none,
      total: none,
      aleatoric: none,
      epistemic: none,
      low: none,
      high: none,
    };
  }
  writeText(prompt: string, _: unknown, n: number): ReturnType<EngineSession['writeText']> {
    const none = new Float32Array(2);
    const tokens = Int32Array.of(prompt.length, n);
    return { tokens, probabilities: none, total: none, epistemic: none };
  }
  probeSeries(example: number, samples: number): ReturnType<EngineSession['probeSeries']> {
    const none = Float64Array.of(example);
    return {
      samples,
      seen: none,
      truth: none,
      naive: none,
      mean: none,
      deviation: none,
      aleatoric: none,
      epistemic: none,
      low: none,
      high: none,
      futures: [],
    };
  }
  textStages(text: string): ReturnType<EngineSession['textStages']> {
    return { length: text.length, outputs: [], attention: [] };
  }
  seriesStages(example: number): ReturnType<EngineSession['seriesStages']> {
    return { length: example, outputs: [], attention: [] };
  }
  /** (units, cells) of stage numbers. */
  stageFields(units: Int32Array[], cells: number): Float32Array[] {
    return units.map((some, k) => new Float32Array(some.length * cells).fill(k));
  }
  stageAwake(pass: number): Uint8Array[] {
    return [Uint8Array.of(pass)];
  }
  stageValues(raw: Float64Array): Float32Array[] {
    return [Float32Array.from(raw)];
  }
  fingerprint(): string {
    return this.stepNow.toString(16).padStart(16, '0');
  }
  checkpoint(): Uint8Array {
    return Uint8Array.of(this.stepNow);
  }
  restore(bytes: Uint8Array): boolean {
    this.stepNow = bytes[0] ?? 0;
    this.since = Math.floor(this.stepNow / 10);
    return true;
  }
  delete(): void {
    this.deleted = true;
  }
}

export class FakeEngine implements EngineModule {
  sessions: FakeSession[] = [];
  get session(): FakeSession {
    return this.sessions.at(-1) as FakeSession;
  }
  layersWork(): boolean {
    return true;
  }
  kernels(): string {
    return 'scalar';
  }
  validate(json: string): string {
    return JSON.stringify(check(json));
  }
  schema(): string {
    return JSON.stringify(schema);
  }
  inspectCsv(text: string): string {
    if (!text.includes(','))
      return JSON.stringify({
        report: null,
        spec: null,
        issues: [{ pointer: '', value: '', allowed: 'a table' }],
      });
    const report = { rows: text.split('\n').length - 1, target: 'b', columns: [] };
    return JSON.stringify({ report, spec: { version: 1, data: { source: 'csv' } }, issues: [] });
  }
  readIdx(pixels: Uint8Array): ReturnType<EngineModule['readIdx']> {
    if (pixels.length === 0) return { images: null, error: '[idx] pixels: the file is empty' };
    return { images: tinyImages(pixels.length), error: '' };
  }
  textSpec(): string {
    return JSON.stringify({ data: { source: 'text' }, model: [{ type: 'embedding' }] });
  }
  imageSpec(): string {
    return JSON.stringify({ data: { source: 'images' }, model: [{ type: 'flatten' }] });
  }
  readWav(bytes: Uint8Array): ReturnType<EngineModule['readWav']> {
    const error = bytes.length === 0 ? '[wav] this is no WAV file' : '';
    return { rate: 8000, samples: Float32Array.from(bytes), error };
  }
  clipSpec(): string {
    return JSON.stringify({ data: { source: 'audio' }, model: [{ type: 'flatten' }] });
  }
  open(
    specJson: string,
    csv: string,
    images: OwnImages | null,
    clips: OwnClips | null,
  ): { session: EngineSession | null; issues: string } {
    const { spec } = check(specJson);
    if (['csv', 'series', 'text'].includes(spec.data?.source ?? '') && csv === '') {
      const issues = [{ pointer: '/data/source', value: 'csv', allowed: 'a file' }];
      return { session: null, issues: JSON.stringify({ issues }) };
    }
    if (spec.data?.source === 'images' && !images) {
      const issues = [{ pointer: '/data/source', value: 'images', allowed: 'images' }];
      return { session: null, issues: JSON.stringify({ issues }) };
    }
    if (spec.data?.source === 'audio' && !clips) {
      const issues = [{ pointer: '/data/source', value: 'audio', allowed: 'sounds' }];
      return { session: null, issues: JSON.stringify({ issues }) };
    }
    const issues = misfit(spec);
    if (issues.length > 0) return { session: null, issues: JSON.stringify({ issues }) };
    this.sessions.push(new FakeSession(spec, csv, images, clips));
    return { session: this.session, issues: JSON.stringify({ issues: [] }) };
  }
}
