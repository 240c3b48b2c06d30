/**
 * The worker's side of the protocol: one session, its player, and an answer for every request. Knows
 * no worker, so that tests run it in the page's own thread.
 */
import type { EngineModule, EngineSession } from '../engine/engine';
import type { Loaded } from '../engine/load';
import { needsSecondPart } from '../engine/needs';
import type { Spec } from '../config/spec-types';
import { Budgets, buffersOf, historyOf, pictures } from './pictures';
import { Player, type Clock } from './player';
import type {
  Description,
  Issue,
  Outcome,
  OwnFiles,
  ReplyMessage,
  ReplyOf,
  RequestMessage,
  RequestName,
  RequestOf,
  Status,
  Variant,
  WorkerEvent,
} from './protocol';

export interface World extends Clock {
  load(progress: (received: number, total: number) => void, variant?: Variant): Promise<Loaded>;
  post(message: ReplyMessage | WorkerEvent, transfer: ArrayBuffer[]): void;
}

const mostBetweenFrames = 100;

type Checked = { spec: Spec; issues: Issue[] };

export class Server {
  private loaded: Loaded | null = null;
  /** What was fetched besides. */
  private readonly others = new Map<Variant, Promise<Loaded>>();
  private lastChange: Promise<unknown> = Promise.resolve();
  private spec: Spec = {};
  private own: OwnFiles = {};
  private session: EngineSession | null = null;
  private version = 0;
  /** The past changed since the last frame, so that the page must forget its history. */
  private rewound = true;
  /** Not before this time, while training runs. */
  private nextFrame = 0;
  private readonly player: Player;
  private readonly budgets: Budgets;

  constructor(private readonly world: World) {
    this.player = new Player(
      { run: (count) => this.train(count), at: () => this.open.status().step },
      world,
      () => world.post({ event: 'stopped', status: this.open.status() }, []),
    );
    this.budgets = new Budgets(() => world.now());
  }

  async receive(message: RequestMessage): Promise<void> {
    const { id, name } = message;
    try {
      const body = await this.answer(message);
      this.world.post({ id, name, body } as ReplyMessage, [...buffersOf(body)]);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.world.post({ id, name, error: { message: text, fatal: name === 'boot' || isFatal(error) } }, []);
    }
  }

  private answer(message: RequestMessage): unknown {
    const name: RequestName = message.name;
    const body = message.body;
    const of = <N extends RequestName>(): RequestOf<N> => body as RequestOf<N>;
    switch (name) {
      case 'boot':
        return this.boot(of<'boot'>());
      case 'validate':
        return this.checked(this.engine.validate(JSON.stringify(of<'validate'>().spec)));
      case 'schema':
        return { schema: JSON.parse(this.engine.schema()) as unknown };
      case 'open':
        return this.inTurn(() => this.openSpec(of<'open'>()));
      case 'apply':
        return this.inTurn(() => this.apply(of<'apply'>()));
      case 'play':
        return this.play(of<'play'>());
      case 'pause':
        this.player.pause();
        return this.status();
      case 'step':
        return this.runSteps(of<'step'>().steps);
      case 'epoch':
        return this.runEpoch();
      case 'reset':
        this.player.pause();
        this.open.reset();
        this.changed(true);
        return this.status();
      case 'seek':
        this.player.pause();
        this.open.seek(of<'seek'>().epoch);
        this.changed(true);
        return this.status();
      case 'setWeight': {
        const { layer, input, unit, value } = of<'setWeight'>();
        const done = this.open.setWeight(layer, input, unit, value);
        this.changed(false);
        return { done };
      }
      case 'frame':
        return this.frame(of<'frame'>());
      case 'fingerprint':
        return { fingerprint: this.open.fingerprint(), step: this.open.status().step };
      case 'inspectCsv':
        return this.inspect(of<'inspectCsv'>());
      case 'examples': {
        const { first, count } = of<'examples'>();
        return this.open.examples(first, count);
      }
      case 'readIdx':
        return this.readIdx(of<'readIdx'>());
      case 'imageSpec':
        return this.suited((module) => module.imageSpec(of<'imageSpec'>().images));
      case 'sound':
        return this.open.sound(of<'sound'>().example);
      case 'hear': {
        const { rate, samples } = of<'hear'>();
        return this.open.hear(rate, samples);
      }
      case 'readWav':
        return this.reader().then((module) => module.readWav(of<'readWav'>().bytes));
      case 'clipSpec':
        return this.suited((module) => module.clipSpec(of<'clipSpec'>().clips));
      case 'textExamples': {
        const { first, count } = of<'textExamples'>();
        return this.open.textExamples(first, count);
      }
      case 'seriesRows':
        return this.open.seriesRows();
      case 'writeText': {
        const { prompt, how, n } = of<'writeText'>();
        return this.open.writeText(prompt, how, n);
      }
      case 'textSpec':
        return this.suited((module) => module.textSpec(of<'textSpec'>().text));
      case 'checkpoint': {
        const bytes = this.open.checkpoint();
        return { bytes: bytes.slice().buffer };
      }
      case 'restore': {
        const done = this.open.restore(new Uint8Array(of<'restore'>().bytes));
        this.changed(true);
        return { done };
      }
    }
    name satisfies never;
    throw new Error(`no request is called ${String(name)}`);
  }

  private get engine(): EngineModule {
    return this.mine.module;
  }

  /** The page's own engine. */
  private get mine(): Loaded {
    if (!this.loaded) throw new Error('the engine is not loaded');
    return this.loaded;
  }

  private get open(): EngineSession {
    if (!this.session) throw new Error('no spec is open');
    return this.session;
  }

  private async boot({ variant }: RequestOf<'boot'>): Promise<ReplyOf<'boot'>> {
    const report = (received: number, total: number): void =>
      this.world.post({ event: 'loading', received, total }, []);
    const loaded = await this.world.load(report, variant);
    this.loaded = loaded;
    return { kernels: loaded.module.kernels(), variant: loaded.variant, passed: loaded.passed };
  }

  private checked(json: string): Checked {
    const { spec, issues } = JSON.parse(json) as { spec?: Spec; issues?: Issue[] };
    return { spec: spec ?? {}, issues: issues ?? [] };
  }

  /** The relaxed module rounds in its own way, so runs in exact mode want another. */
  private variantFor(spec: Spec): Variant {
    return spec.exact && this.mine.variant === 'relaxed' ? 'simd' : this.mine.variant;
  }

  /** The module that can do what a spec says. */
  private async moduleFor(spec: Spec): Promise<EngineModule> {
    const loaded = await this.loadedAs(this.variantFor(spec));
    if (needsSecondPart(spec)) await loaded.secondPart();
    return loaded.module;
  }

  private async loadedAs(variant: Variant): Promise<Loaded> {
    if (variant === this.mine.variant) return this.mine;
    const loaded = this.others.get(variant) ?? this.world.load(() => undefined, variant);
    this.others.set(variant, loaded);
    loaded.catch(() => this.others.delete(variant)); // asked for again, it is fetched again
    return loaded;
  }

  /** The page's engine, able to read files. */
  private async reader(): Promise<EngineModule> {
    await this.mine.secondPart();
    return this.engine;
  }

  /** Specs are taken in the order they came in, also when one waits for a file. */
  private inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.lastChange.then(change, change);
    this.lastChange = done;
    return done;
  }

  private async openSpec({ spec, ...own }: RequestOf<'open'>): Promise<ReplyOf<'open'>> {
    const checked = this.checked(this.engine.validate(JSON.stringify(spec)));
    const module = await this.moduleFor(checked.spec);
    const { session, issues } = module.open(
      JSON.stringify(checked.spec),
      own.csv ?? '',
      own.images ?? null,
      own.clips ?? null,
    );
    const found = (JSON.parse(issues) as { issues: Issue[] }).issues;
    if (!session) return { description: null, spec: checked.spec, issues: [...checked.issues, ...found] };
    this.player.pause();
    this.session?.delete();
    this.session = session;
    this.spec = checked.spec;
    this.own = own;
    this.changed(true);
    return { description: this.describe(), spec: checked.spec, issues: [...checked.issues, ...found] };
  }

  private async apply({ spec, ...own }: RequestOf<'apply'>): Promise<ReplyOf<'apply'>> {
    const checked = this.checked(this.engine.validate(JSON.stringify(spec)));
    if (checked.issues.length > 0) return { ...checked, outcome: 'refused', description: null };
    if (this.variantFor(this.spec) !== this.variantFor(checked.spec)) {
      const opened = await this.openSpec({ spec, ...this.own, ...own });
      return { ...opened, outcome: opened.description ? 'rebuilt' : 'refused' };
    }
    await this.moduleFor(checked.spec);
    const answer = JSON.parse(
      this.open.apply(JSON.stringify(spec), own.csv ?? '', own.images ?? null, own.clips ?? null),
    ) as { outcome: Outcome; issues: Issue[]; spec: Spec };
    if (answer.outcome !== 'refused') {
      this.spec = answer.spec;
      this.own = { ...this.own, ...own };
    }
    if (answer.outcome === 'rebuilt' || answer.outcome === 'live') this.changed(answer.outcome === 'rebuilt');
    return { ...answer, description: answer.outcome === 'refused' ? null : this.describe() };
  }

  private async inspect({ text, how }: RequestOf<'inspectCsv'>): Promise<ReplyOf<'inspectCsv'>> {
    const module = await this.reader();
    return JSON.parse(module.inspectCsv(text, JSON.stringify(how ?? {}))) as ReplyOf<'inspectCsv'>;
  }

  private async readIdx(files: RequestOf<'readIdx'>): Promise<ReplyOf<'readIdx'>> {
    const module = await this.reader();
    return module.readIdx(files.pixels, files.labels, files.testPixels ?? '', files.testLabels ?? '');
  }

  private async suited(choose: (module: EngineModule) => string): Promise<{ spec: Spec }> {
    return { spec: JSON.parse(choose(await this.reader())) as Spec };
  }

  private describe(): Description {
    const facts = JSON.parse(this.open.describe()) as Omit<Description, 'points'>;
    return { ...facts, points: this.open.points() };
  }

  /** The first steps come before the answer, so that it can tell of them. */
  private async play({ stepsPerSecond, until }: RequestOf<'play'>): Promise<ReplyOf<'play'>> {
    this.goOn();
    this.player.play(stepsPerSecond, until);
    await new Promise<void>((then) => this.world.soon(then));
    return { ...this.status(), playing: this.player.playing };
  }

  /** After the last epoch, or early stopping, the reader may ask for more. */
  private goOn(): void {
    const { kind } = this.open.status().stop;
    if (kind === 'early' || kind === 'epochs') this.open.resume();
  }

  private async runSteps(steps: number): Promise<ReplyOf<'step'>> {
    this.goOn();
    await this.player.runThrough(steps);
    return this.status();
  }

  private async runEpoch(): Promise<ReplyOf<'epoch'>> {
    this.goOn();
    const { step, stepsPerEpoch } = this.open.status();
    await this.player.runThrough(stepsPerEpoch - (step % stepsPerEpoch));
    return this.status();
  }

  private train(count: number): number {
    const ran = this.open.train(count);
    if (ran > 0) this.changed(false);
    return ran;
  }

  private changed(rewound: boolean): void {
    ++this.version;
    this.rewound ||= rewound;
  }

  private status(): { status: Status } {
    return { status: this.open.status() };
  }

  /** At full speed pictures get half of the time at most. */
  private async frame(request: RequestOf<'frame'>): Promise<ReplyOf<'frame'>> {
    while (this.player.playing && this.world.now() < this.nextFrame)
      await new Promise<void>((then) => this.world.soon(then));
    const start = this.world.now();
    const frame = this.draw(request);
    const end = this.world.now();
    this.nextFrame = end + Math.min(mostBetweenFrames, end - start);
    return frame;
  }

  private draw(request: RequestOf<'frame'>): ReplyOf<'frame'> {
    const session = this.open;
    const { rewound } = this;
    const parts = pictures(session, request, this.budgets, this.player.playing, this.version);
    const reply: ReplyOf<'frame'> = {
      version: this.version,
      status: session.status(),
      playing: this.player.playing,
      speed: this.player.speed(),
      history: historyOf(session.history(rewound ? -1 : (request.historyFrom ?? -1))),
      rewound,
      ...parts,
    };
    this.rewound = false;
    return reply;
  }
}

/** Traps and exhausted memory leave the instance unusable. */
export function isFatal(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError)
  );
}
