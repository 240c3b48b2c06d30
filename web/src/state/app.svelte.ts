/** The store: one spec, what the engine says of it, and the only methods that change either. */
import { getContext, setContext } from 'svelte';
import type { LinkContent } from '../config/codec';
import type { ReadLink } from '../config/link';
import { equal, sameSpec, valueAt, withValue } from '../config/pointer';
import type { LayerSpec, Spec } from '../config/spec-types';
import { EngineLost } from '../worker/client';
import type {
  Description,
  EpochMetrics,
  Examples,
  Frame,
  ImageAt,
  Issue,
  OwnClips,
  ReplyOf,
  RequestName,
  RequestOf,
  Status,
  WorkerEvent,
} from '../worker/protocol';
import { Address } from './address';
import type {
  App,
  Brush,
  Field,
  FieldFault,
  ImageFiles,
  LayerKind,
  LinkNotice,
  Look,
  Mode,
  NamedClips,
  NamedImages,
  NamedText,
  PageState,
  Pointed,
  SequenceLook,
  Weight,
} from './app';
import { Applier, fileOf, nothing, type Moment, type Table } from './applier';
import type { Learner } from './bring';
import { faultOf, Fields, isDefault } from './fields';
import { FramePump, Wants } from './frames';
import { Keeper } from './keeper';
import { Live } from './live';
import { isLocked } from './locks';
import type { Origin } from './notices';
import { keptText, previewText } from './notice-words';
import { openNearest, readTable, type Wanted } from './opening';
import type { Work } from './own';
import { Reproduction } from './reproduction';
import type { Client, Surroundings } from './surroundings';
import { Undo } from './undo';

const historyMost = 8192;

type Refuse = (issues: Issue[]) => Promise<never>;

/** What undo goes back to: a spec, or a weight that was typed over (`instead`). */
type Step = Moment & { weight?: Weight & { value: number; instead: number } };

/** Most visits begin without a link or a file: what reads them comes when it is needed. */
const links = () => import('../config/link');

const bringing = () => import('./bring');
type Bringing = Awaited<ReturnType<typeof bringing>>;

/** At full speed small networks are done within a second: begin at a pace that can be watched. The
 *  same as the core's default of /view/speed. */
const firstSpeed = 300;

export class Store implements App {
  state: PageState = $state('loading');
  message = $state('Waking the engine');
  description: Description | null = $state.raw(null);
  frame: Frame | null = $state.raw(null);
  history: readonly EpochMetrics[] = $state.raw([]);
  playing = $state(false);
  fault: FieldFault | null = $state.raw(null);
  notice: LinkNotice | null = $state.raw(null);
  canUndo = $state(false);
  canRedo = $state(false);
  typed = $state(0);
  saved = $state(false);
  fingerprint = $state('');
  reproduced = $state('');
  image: ImageAt = $state.raw({ example: 0 });
  sequence: SequenceLook = $state.raw({ example: 0 });
  probe: number[] | null = $state.raw(null);
  pointed: Pointed | null = $state.raw(null);
  brush: Brush = $state.raw('probe');
  pass = $state(0);
  theme: 'auto' | 'light' | 'dark' = $state('auto');
  readonly embedded: boolean;
  readonly wants = new Wants();

  /** What the reader can change, and undo comes back to. */
  #here: Moment = $state.raw(nothing);
  #mode: Mode = $state('mean');
  #speed = $state(firstSpeed);
  #fields: Fields = $state.raw(new Fields(null));
  readonly #client: Client;
  readonly #pump: FramePump;
  readonly #address: Address;
  readonly #keeper: Keeper;
  readonly #live: Live;
  readonly #undo = new Undo<Step>();
  readonly #run = new Reproduction();
  readonly #home: Spec;
  readonly #root: Surroundings['root'];
  readonly #applier: Applier;
  readonly #learner: Learner = {
    ask: (name, body) => this.#ask(name, body),
    waiting: () => this.#waiting?.spec,
    learn: (spec, own) => {
      this.#waiting = null;
      this.notice = null;
      this.#change({ ...this.#here, ...own, spec }, '', true);
    },
    refuse: (text, issues) => this.#complain(text, issues),
  };
  /** With the fault that is shown: the nearest spec as a whole. */
  #nearest: Spec | null = null;
  /** The spec whose file is not here, and what is shown in its place. */
  #waiting: { spec: Spec; file: LinkContent['file']; shown: Spec } | null = null;
  #step = 0;
  #commands = 0;
  #links = 0;
  #opened = async (): Promise<void> => {};
  /** A link or a host's spec on its way: commands wait for it, since they are meant for what it opens. */
  #opening: Promise<unknown> = Promise.resolve();

  constructor(around: Surroundings) {
    this.embedded = around.embedded;
    this.#home = around.home;
    this.#root = around.root;
    this.#keeper = new Keeper(around.shelf, around.embedded);
    this.saved = this.#keeper.saved;
    this.#live = new Live((text) => around.announce(text));
    this.#client = around.makeClient({
      onEvent: (event) => this.#onEvent(event),
      onRecovered: (reason) => this.#onRecovered(reason),
      onLost: (reason) => this.#fail(reason),
    });
    this.#applier = new Applier((body) => this.#ask('apply', body), {
      accepted: (wanted, reply, last) => this.#accept(wanted, reply, last),
      refused: (wanted, reply) => this.#takeBack(wanted, reply),
    });
    this.#pump = new FramePump(
      this.wants,
      {
        frame: (request) => this.#client.frame(request),
        historyFrom: () => this.history.at(-1)?.epoch ?? -1,
        show: (frame) => this.#show(frame),
      },
      around.screen,
    );
    this.#address = new Address(
      around.page,
      (hash, own) => this.#openHash(hash, own),
      () => this.#hash(),
      !around.embedded,
    );
    this.#mark();
  }

  /**
   * Loads the engine and opens the address, the reader's own last work, or the defaults. `opened` is
   * called, and waited for, before any of it is drawn.
   */
  async start(opened = async (): Promise<void> => {}): Promise<void> {
    this.#opened = opened;
    try {
      const { current } = this.#address;
      const [{ schema }, link] = await Promise.all([
        this.#client.call('schema', {}),
        current ? this.#read(current) : null,
      ]);
      const opening = link
        ? this.#openLink(link, this.#address.written ? 'work' : 'link')
        : this.#open(fileAsText(this.#keeper.last() ?? { spec: this.#home }), 'work');
      this.#fields = new Fields(schema); // the engine opens while the page draws them
      await opening;
      this.#pump.start();
    } catch (error) {
      if (this.state !== 'error') this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  stop(): void {
    this.#pump.stop();
    this.#address.stop();
    this.#live.stop();
    this.#client.close();
  }

  /** The page is seen again, or resized: draw. */
  wake(): void {
    this.#pump.wake();
  }

  // ---- what views read and set ----------------------------------------------------------------

  get spec(): Spec {
    return this.#here.spec;
  }
  get csv(): Table | null {
    return this.#here.csv;
  }
  get images(): NamedImages | null {
    return this.#here.images;
  }
  get clips(): NamedClips | null {
    return this.#here.clips;
  }
  get text(): NamedText | null {
    return this.#here.text;
  }

  get mode(): Mode {
    return this.#mode;
  }
  set mode(mode: Mode) {
    if (mode === this.#mode) return;
    this.#mode = mode;
    if (this.state !== 'loading') this.#address.write(false);
  }

  get speed(): number {
    return this.#speed;
  }
  set speed(stepsPerSecond: number) {
    this.#speed = Math.max(0, stepsPerSecond);
    if (this.playing) void this.play();
  }

  get(pointer: string): unknown {
    const value = valueAt(this.spec, pointer);
    if (value !== undefined) return value;
    if (pointer === '/data/features' && this.description?.inputs.length === 1) return ['x'];
    return this.field(pointer)?.default;
  }

  field(pointer: string): Field | undefined {
    return this.#fields.find(pointer, this.spec);
  }

  fields(start: string): Field[] {
    return this.#fields.under(start);
  }

  get layerKinds(): readonly LayerKind[] {
    return this.#fields.layerKinds;
  }

  locked(part: string): boolean {
    return isLocked(this.spec.view?.lock ?? [], part);
  }

  hidden(part: string): boolean {
    return this.spec.view?.hide?.some((name) => name === part) ?? false;
  }

  say(text: string): void {
    this.#live.say(text);
  }

  // ---- changes of the spec --------------------------------------------------------------------

  set(pointer: string, value: unknown, options: { coalesce?: boolean } = {}): void {
    if (this.locked(pointer)) return;
    // The one fix offered for a joint rule is the engine's nearest spec as a whole.
    if (this.#nearest && this.fault?.pointer === pointer && equal(value, this.fault.nearest)) {
      this.#change({ ...this.#here, spec: this.#nearest });
      return;
    }
    const field = this.field(pointer);
    const fault = field ? faultOf(field, value) : null;
    if (fault) {
      this.#refuse(fault, null);
      return;
    }
    const spec = withValue(this.spec, pointer, isDefault(field, value) ? undefined : value);
    this.#change({ ...this.#here, spec }, options.coalesce ? pointer : '');
  }

  setModel(model: LayerSpec[]): void {
    if (this.locked('/model')) return;
    this.#change({ ...this.#here, spec: { ...this.spec, model } });
  }

  change(spec: Spec): void {
    this.#change({ ...this.#here, spec }, '', true);
  }

  open(spec: Spec, options: { csv?: { name: string; text: string } } = {}): void {
    void this.#openHere({ spec, ...options }, true);
  }

  openSpec(name: string, spec: Spec): void {
    this.#opening = this.#opening
      .then(() => this.#openFile(name, spec))
      .catch((error: unknown) => this.#trouble(error));
  }

  importCsv(name: string, text: string): void {
    this.#bring(({ bringTable }) => bringTable(this.#learner, name, text));
  }

  importImages(name: string, files: ImageFiles): void {
    this.#bring(({ bringImages }) => bringImages(this.#learner, name, files));
  }

  importClips(name: string, clips: OwnClips): void {
    this.#bring(({ bringClips }) => bringClips(this.#learner, name, clips));
  }

  importText(name: string, text: string): void {
    this.#bring(({ bringText }) => bringText(this.#learner, name, text));
  }

  async look<N extends Look>(name: N, body: RequestOf<N>): Promise<ReplyOf<N> | null> {
    await this.#opening;
    return this.description ? this.#ask(name, body) : null;
  }

  /** Null: there are none, or the engine did not answer. */
  async examples(first: number, count: number): Promise<Examples | null> {
    await this.#opening;
    return this.description?.shape.length === 3 ? this.#ask('examples', { first, count }) : null;
  }

  undo(): void {
    this.#travel(this.#undo.undo((to) => this.#opposite(to)));
  }

  redo(): void {
    this.#travel(this.#undo.redo((to) => this.#opposite(to)));
  }

  /** Opens what a host sends, a spec or the hash of a link, as far as it can be; tells what was wrong. */
  show(what: unknown): Promise<Issue[]> {
    const shown = this.#opening.then(() => this.#showLink(what));
    this.#opening = shown.catch(() => undefined);
    return shown;
  }

  restoreOwn(): void {
    const work = this.#keeper.restorable();
    if (!work) return;
    this.#keeper.adopt();
    this.notice = null;
    void this.#openHere(work, false);
  }

  dismiss(): void {
    if (this.fault) this.fault = null;
    else this.notice = null;
  }

  // ---- commands -------------------------------------------------------------------------------

  play(): Promise<void> {
    this.playing = true;
    return this.#command('play', () => {
      const until = this.#run.until(this.#step);
      return { stepsPerSecond: this.#speed, ...(until === undefined ? {} : { until }) };
    });
  }

  pause(): void {
    this.playing = false;
    void this.#command('pause', () => ({})).then(() => this.#checkFingerprint());
  }

  step(): void {
    this.playing = false;
    void this.#command('step', () => ({ steps: 1 })).then(() => this.#checkFingerprint());
  }

  epoch(): void {
    this.playing = false;
    void this.#command('epoch', () => ({})).then(() => this.#checkFingerprint());
  }

  reset(): void {
    this.playing = false;
    this.#forgetTyped();
    this.reproduced = '';
    void this.#command('reset', () => ({})).then(() => this.#checkFingerprint());
  }

  seek(epoch: number): void {
    this.playing = false;
    void this.#command('seek', () => ({ epoch })).then(() => this.#checkFingerprint());
  }

  setWeight({ layer, input, unit }: Weight, value: number, before: number): void {
    const weight = { layer, input, unit, value: before, instead: value };
    this.#undo.note({ ...this.#here, weight });
    this.#markUndo();
    this.#typeWeight({ ...weight, value });
  }

  async link(options: { fingerprint?: boolean; compact?: boolean } = {}): Promise<string> {
    const content = this.#content();
    if (options.compact !== undefined)
      content.spec = withValue(content.spec, '/view/compact', options.compact || undefined);
    if (options.fingerprint && this.fingerprint)
      content.fingerprint = { hash: this.fingerprint, step: this.#step };
    const { base } = this.#address;
    const { writeLink } = await links();
    return `${base}#${await writeLink(content, base.length)}`;
  }

  // ---- opening --------------------------------------------------------------------------------

  #openHash(hash: string, own: boolean): void {
    // One at a time, so that none is opened over a newer one; of those that wait, the last counts.
    const turn = ++this.#links;
    const overtaken = (): boolean => turn !== this.#links;
    this.#opening = this.#opening
      .then(() => (overtaken() ? null : this.#read(hash)))
      .then((link) => (link && !overtaken() ? this.#openLink(link, own ? 'work' : 'link') : undefined))
      .catch((error: unknown) => this.#trouble(error));
  }

  async #showLink(what: unknown): Promise<Issue[]> {
    const isLink = typeof what === 'string';
    // What is no JSON is refused here: the engine would die of what is nested too deep.
    const link = isLink
      ? await this.#read(what)
      : await this.#checked(asLink(JSON.parse(JSON.stringify(what ?? null)) as Spec));
    const refuse = async (issues: Issue[]): Promise<never> => {
      const { reasons } = await import('./notices');
      throw new Error(reasons(issues, this));
    };
    if (isNoSpec(link)) await refuse(link.issues);
    await this.#openLink(link, isLink ? 'link' : 'spec', refuse);
    return [...(this.notice?.issues ?? [])];
  }

  async #openFile(name: string, spec: Spec): Promise<void> {
    const file = await this.#checked(asLink(spec));
    if (isNoSpec(file)) throw new Error(`${name} could not be read: it needs ${file.issues[0]?.allowed}.`);
    await this.#openLink(file, 'spec');
    this.#address.write(true);
  }

  async #read(hash: string): Promise<ReadLink> {
    return this.#checked(await (await links()).readLink(hash));
  }

  /** With the nearest spec that the engine knows, and all that was wrong. */
  async #checked(link: ReadLink): Promise<ReadLink> {
    const { spec, issues } = await this.#client.call('validate', { spec: link.spec });
    return { ...link, spec, issues: [...link.issues, ...issues] };
  }

  /** `from`: a work was written by this page, as in a reload or a step back; others came from somebody. */
  async #openLink(link: ReadLink, from: Origin, refuse?: Refuse): Promise<void> {
    const { spec } = link;
    const kept = link.state !== 'empty' && this.#keeper.lookAt(spec);
    const last = this.#keeper.last()?.csv;
    await this.#open(
      {
        spec,
        csv: this.csv ?? last,
        text: this.text ?? last,
        images: this.images,
        clips: this.clips,
        file: link.file,
      },
      from,
      link,
      refuse,
    );
    this.#run.expect(link.fingerprint);
    if (kept && from !== 'work')
      this.notice ??= { kind: 'preview', text: previewText(`a ${from}`), issues: [] };
  }

  async #open(wanted: Wanted, from: Origin, link = asLink(wanted.spec), refuse?: Refuse): Promise<void> {
    const opened = await openNearest(this.#client, wanted, refuse);
    const { moment, description, refused, waiting } = opened;
    const sound = isSound(link.state) && link.issues.length + refused.length === 0 && !waiting;
    const words = sound ? null : await import('./notices');
    this.playing = false;
    this.fault = null;
    this.#waiting = waiting && { spec: waiting, file: wanted.file, shown: moment.spec };
    // Who edits what stands in its place does not write over it.
    if (waiting) this.#keeper.lookAt(moment.spec);
    this.#applier.accepted = moment;
    const { images, clips, text } = this.#here;
    this.#here = {
      ...moment,
      images: moment.images ?? images,
      clips: moment.clips ?? clips,
      text: moment.text ?? text,
    };
    this.notice = words?.noticeOf(link, from, opened, this) ?? null;
    this.#undo.clear();
    this.#markUndo();
    this.#taken(description, true);
    this.#showAs(moment.spec);
    const shown = this.#opened();
    this.#opened = async () => {};
    await shown;
  }

  /** What the spec's view part says of how the page looks at it. */
  #showAs(spec: Spec): void {
    this.#mode = (spec.view?.mode as Mode | undefined) ?? 'mean';
    if (spec.view?.theme) this.theme = spec.view.theme as 'auto' | 'light' | 'dark';
    if (spec.view?.speed !== undefined) this.#speed = spec.view.speed;
  }

  /** Something the reader chose on the page. `preview`: an example, which writes over nothing. */
  async #openHere(work: Work, preview: boolean): Promise<void> {
    const { spec, csv } = work;
    const text = spec.data?.source === 'text' && csv ? csv : this.text;
    const table =
      csv && csv !== text ? await readTable(this.#client, csv.name, csv.text, spec).catch(() => null) : null;
    if (preview)
      this.notice = this.#keeper.last()
        ? { kind: 'preview', text: previewText('an example'), issues: [] }
        : null;
    this.#change({ ...this.#here, spec, csv: table ?? this.csv, text }, '', true, preview);
    this.#showAs(spec);
  }

  /** Makes a file that the reader brings what is learned from. */
  #bring(how: (by: Bringing) => Promise<void>): void {
    void bringing()
      .then(how)
      .catch((error: unknown) => this.#trouble(error));
  }

  // ---- applying -------------------------------------------------------------------------------

  #isHere(moment: Moment): boolean {
    return (
      sameSpec(moment.spec, this.spec) &&
      moment.csv === this.csv &&
      moment.images === this.images &&
      moment.clips === this.clips &&
      moment.text === this.text
    );
  }

  /** A change by the reader: shown at once, noted for undo, sent to the engine. */
  #change(to: Moment, drag = '', large = false, preview = false): void {
    if (this.#isHere(to)) return;
    this.#undo.note(this.#here, drag);
    this.#move(to, large, preview);
  }

  #travel(to: Step | undefined): void {
    if (to?.weight) this.#typeWeight(to.weight);
    else if (to) this.#move(to, false);
    this.#markUndo();
  }

  /** The step that leads back from another. */
  #opposite(to: Step): Step {
    const { weight } = to;
    return {
      ...this.#here,
      ...(weight && { weight: { ...weight, value: weight.instead, instead: weight.value } }),
    };
  }

  #typeWeight({ layer, input, unit, value }: Weight & { value: number }): void {
    this.#run.pure = false;
    this.fingerprint = '';
    void this.#ask('setWeight', { layer, input, unit, value }).then(() => this.#pump.wake());
  }

  /** The run begins again, with weights of its own. */
  #forgetTyped(): void {
    this.#run.pure = true;
    this.#undo.drop((step) => step.weight !== undefined);
    this.#markUndo();
  }

  #move(to: Moment, large: boolean, preview = false): void {
    this.fault = null;
    this.#nearest = null;
    this.#here = to;
    this.#markUndo();
    if (preview) this.#keeper.lookAt(to.spec);
    else this.#keep();
    this.#address.write(large);
    this.#applier.want(to);
  }

  #accept(wanted: Moment, reply: ReplyOf<'apply'>, last: boolean): void {
    const { outcome, description } = reply;
    if (outcome === 'live' || outcome === 'rebuilt') {
      this.#run.expect(undefined);
      this.#run.pure = outcome === 'rebuilt' || this.#step === 0;
      this.fingerprint = this.reproduced = '';
    }
    if (description) this.#taken(description, outcome === 'rebuilt');
    if (!last) return;
    const read = this.csv && !sameSpec(this.csv.how, reply.spec.data?.csv);
    this.#here = { ...this.#here, spec: reply.spec };
    if (read) void this.#inspectAgain();
  }

  #takeBack(wanted: Moment, reply: ReplyOf<'apply'> | null): void {
    this.#here = this.#applier.accepted;
    this.#keep();
    this.#undo.forget((step) => !step.weight && this.#isHere(step));
    this.#markUndo();
    const issue = reply?.issues[0];
    if (!reply || !issue) return;
    const nearest = valueAt(reply.spec, issue.pointer) ?? this.field(issue.pointer)?.default;
    const value = valueAt(wanted.spec, issue.pointer) ?? issue.value;
    const file = this.#file(wanted)?.name;
    this.#refuse(
      { pointer: issue.pointer, value, allowed: issue.allowed, nearest, ...(file ? { file } : {}) },
      reply.spec,
    );
  }

  /** How the table is read has changed: its columns may be others now. */
  async #inspectAgain(): Promise<void> {
    const { csv, spec } = this;
    const table = csv && (await readTable(this.#client, csv.name, csv.text, spec).catch(() => null));
    if (!table || this.csv !== csv) return;
    this.#here = { ...this.#here, csv: table };
    this.#applier.accepted = { ...this.#applier.accepted, csv: table };
  }

  #refuse(fault: FieldFault, nearest: Spec | null): void {
    this.fault = fault;
    this.#nearest = nearest;
    void import('./fault-words').then(({ faultWords }) => {
      if (this.fault !== fault) return;
      const { title, text } = faultWords(fault, this);
      this.say(`${title} ${text}`);
    });
  }

  /** New facts from the engine. */
  #taken(description: Description, rebuilt: boolean): void {
    const { trainCount, validationCount, testCount } = description;
    const others =
      !equal(this.description?.shape, description.shape) ||
      this.image.example >= trainCount + validationCount + testCount;
    this.description = description;
    if (others) this.image = this.sequence = { example: 0 };
    if (rebuilt) {
      this.#step = 0;
      this.history = [];
      this.fingerprint = '';
      this.reproduced = '';
      this.#forgetTyped();
      if (this.probe && this.probe.length !== description.inputs.length) this.probe = null;
      if (this.pointed && this.pointed.unit >= this.#unitsOf(this.pointed.layer)) this.pointed = null;
    }
    this.#mark();
    this.#pump.wake();
  }

  #unitsOf(layer: number): number {
    const { description } = this;
    return layer < 0 ? (description?.features.length ?? 0) : (description?.layers[layer]?.units ?? 0);
  }

  /** The reader did something of their own: it is their work now. */
  #keep(): void {
    const { spec, csv, text } = this;
    const file = fileOf<NamedText | null>(spec, this) ?? csv ?? text;
    const adopted = this.#keeper.keep({
      spec,
      ...(file ? { csv: { name: file.name, text: file.text } } : {}),
    });
    this.saved = this.#keeper.saved;
    if (adopted && this.notice?.kind === 'preview') this.notice = { ...this.notice, text: keptText };
  }

  get shared(): Spec {
    const { spec } = this;
    const waiting = this.#waiting;
    if (!waiting || !sameSpec({ ...waiting.shown, view: {} }, { ...spec, view: {} })) return spec;
    return { ...waiting.spec, view: { ...waiting.spec.view, ...spec.view } };
  }

  #content(): LinkContent {
    const mode = this.#mode === 'mean' ? undefined : this.#mode;
    const { shared } = this;
    const file = shared === this.spec ? this.#file(this.#here) : this.#waiting?.file;
    return { spec: withValue(shared, '/view/mode', mode), ...(file && { file }) };
  }

  /** The reader's own file that is learned from: a link tells of it. */
  #file({ spec, csv, images, clips, text }: Moment): LinkContent['file'] {
    const source = spec.data?.source;
    if (source === 'text' && text) return { name: text.name, rows: text.text.split('\n').length };
    if ((source === 'csv' || source === 'series') && csv) return { name: csv.name, rows: csv.report.rows };
    if (source === 'images' && images) return { name: images.name, rows: images.images.labels.length };
    if (source === 'audio' && clips) return { name: clips.name, rows: clips.clips.labels.length };
    return undefined;
  }

  async #hash(): Promise<string> {
    const content = this.#content();
    if (sameSpec(content.spec, this.#home)) return '';
    const { writeLink } = await links();
    return writeLink(content, this.#address.base.length);
  }

  // ---- the engine's answers -------------------------------------------------------------------

  /** Null: the engine refused or is gone; the reader has been told. */
  async #ask<N extends RequestName>(name: N, body: RequestOf<N>): Promise<ReplyOf<N> | null> {
    try {
      return await this.#client.call(name, body);
    } catch (error) {
      this.#trouble(error);
      return null;
    }
  }

  async #command<N extends 'play' | 'pause' | 'step' | 'epoch' | 'reset' | 'seek'>(
    name: N,
    body: () => RequestOf<N>,
  ): Promise<void> {
    const command = ++this.#commands;
    await this.#opening;
    if (!this.description || this.state === 'error') {
      this.playing = false;
      return;
    }
    const reply: { status: Status; playing?: boolean } | null = await this.#ask(name, body());
    if (reply) this.#at(reply.status);
    // It may have stopped by itself just before it was told to play.
    if (command === this.#commands) this.playing = reply?.playing ?? false;
    this.#mark();
    this.#pump.wake();
  }

  #onEvent(event: WorkerEvent): void {
    if (event.event === 'loading') {
      const share = event.total > 0 ? ` ${Math.round((100 * event.received) / event.total)} %` : '';
      this.message = `Waking the engine: ${Math.round(event.total / 1024)} KB, once${share}`;
      return;
    }
    this.playing = false;
    this.#at(event.status);
    this.#mark();
    this.#pump.wake();
    void this.#checkFingerprint();
    const { kind, cause, epoch } = event.status.stop;
    if (kind === 'diverged') this.say(`Training stopped: ${cause}, since epoch ${epoch}.`);
    else if (kind !== 'none') this.say(`Training ended at epoch ${event.status.epoch}.`);
  }

  #show(frame: Frame): void {
    this.frame = frame;
    if (frame.rewound) this.history = frame.history;
    else if (frame.history.length > 0) this.history = thinned([...this.history, ...frame.history]);
    this.#at(frame.status);
    this.#mark();
  }

  #at(status: Status): void {
    if (status.step !== this.#step) this.fingerprint = '';
    this.#step = status.step;
  }

  async #checkFingerprint(): Promise<void> {
    const exact = this.spec.exact === true;
    if (this.playing || (!exact && !this.#run.expected)) return;
    const reply = await this.#ask('fingerprint', {});
    if (!reply || this.playing || reply.step !== this.#step) return;
    this.fingerprint = exact && this.#run.pure ? reply.fingerprint : '';
    if (this.reproduced === 'yes') return;
    this.reproduced = this.#run.compare({ hash: reply.fingerprint, step: reply.step }, exact);
    if ((this.reproduced as string) === 'yes') this.say('The result of the link was reproduced.');
  }

  #onRecovered(reason: string): void {
    this.playing = false;
    this.#complain(`${reason} It was started again, and stands where it was last kept.`);
    this.#mark();
    this.#pump.wake();
  }

  #trouble(error: unknown): void {
    if (error instanceof EngineLost) return;
    this.#complain(error instanceof Error ? error.message : String(error));
  }

  #complain(text: string, issues: Issue[] = []): void {
    this.notice = { kind: 'invalid', text, issues };
  }

  #fail(reason: string): void {
    this.playing = false;
    this.state = 'error';
    this.message = reason;
    this.#pump.stop();
    this.#mark();
    this.say(reason);
  }

  #markUndo(): void {
    this.canUndo = this.#undo.canUndo;
    this.canRedo = this.#undo.canRedo;
    this.typed = this.#undo.count((step) => step.weight !== undefined);
  }

  /** Keeps `state` true, here and on the root element for hosts and tests. */
  #mark(): void {
    if (this.state !== 'error' && this.description)
      this.state = this.playing ? 'training' : this.#step > 0 ? 'paused' : 'ready';
    this.#root.dataset['hunchState'] = this.state;
    this.#root.dataset['hunchStep'] = String(this.#step);
  }
}

/** A work's file where it is looked for: texts are kept where tables are. */
const fileAsText = ({ spec, csv }: Work): Wanted => ({ spec, csv, text: csv });

/** What is opened without having been a link. */
const asLink = (spec: Spec): ReadLink => ({ state: 'whole', received: 0, expected: 0, issues: [], spec });

/** There is nothing in it that could be opened, not even the nearest. */
const isNoSpec = ({ issues }: ReadLink): boolean => issues.some(({ pointer }) => pointer === '');

const isSound = (state: ReadLink['state']): boolean =>
  state === 'empty' || state === 'hand' || state === 'whole';

/** Every second epoch when there are too many to draw. */
function thinned(history: EpochMetrics[]): EpochMetrics[] {
  return history.length <= historyMost ? history : history.filter((_, i) => i % 2 === history.length % 2);
}

const key = Symbol('hunch');

export const setApp = (app: App): App => setContext(key, app);
export const getApp = (): App => getContext<App>(key);
