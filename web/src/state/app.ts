/**
 * What views and controls see: one store, read by all, written by its own methods alone. The class in
 * app.svelte.ts implements it with Svelte runes; views import this interface and get the store by
 * `getApp()` (context). Views never talk to the worker.
 */
import type { LayerSpec, Spec } from '../config/spec-types';
import type {
  CsvReport,
  Description,
  EpochMetrics,
  Examples,
  Frame,
  FrameRequest,
  ImageAt,
  Issue,
  OwnClips,
  OwnImages,
  ReplyOf,
  RequestOf,
} from '../worker/protocol';

export type PageState = 'loading' | 'ready' | 'training' | 'paused' | 'error';
export type Mode = 'mean' | 'total' | 'aleatoric' | 'epistemic' | 'sample';
export type Brush = 'probe' | 'move' | 'erase' | { add: number };

/** A field of the spec as the controls need it; from the schema's `x-hunch` members. */
export interface Field {
  pointer: string;
  label: string;
  help: string;
  type: 'number' | 'integer' | 'boolean' | 'choice' | 'text';
  default: unknown;
  min?: number;
  max?: number;
  step?: number;
  log?: boolean;
  choices?: { value: string; label: string }[];
  /** The value is a list of such values. */
  list?: boolean;
  /** How people read a 0 that stands for another value. */
  zero?: string;
  /** When the field matters: the value of another field is one of these. Absent: always. */
  applies?: { pointer: string; in: string[] };
}

/** A type of layer that the spec knows. */
export interface LayerKind {
  type: string;
  label: string;
}

/** A value the user asked for that is not allowed: shown beside its control; the last good one stays. */
export interface FieldFault {
  pointer: string;
  value: unknown;
  allowed: string;
  /** Nearest value that is allowed: the one fix offered. */
  nearest: unknown;
  /** The reader's file that it was asked for with. */
  file?: string;
}

/** Where the spec on the page came from. */
export interface LinkNotice {
  kind: 'preview' | 'cut' | 'invalid' | 'corrupt' | 'newer';
  /** Plain sentences, ready to show. */
  text: string;
  issues: Issue[];
}

/** A weight, or at input -1 a bias, of a layer with parameters. */
export interface Weight {
  layer: number;
  input: number;
  unit: number;
}

/** The reader's own images, and what the folder or file that they came from is called. */
export interface NamedImages {
  name: string;
  images: OwnImages;
}

/** The reader's own sounds, likewise. */
export interface NamedClips {
  name: string;
  clips: OwnClips;
}

/** The reader's own text. */
export interface NamedText {
  name: string;
  text: string;
}

/** What can be asked about sounds, texts and series without changing anything. */
export type Look = 'sound' | 'hear' | 'readWav' | 'textExamples' | 'seriesRows' | 'writeText';

/** Of texts and series: the example that is looked at, or a typed text in its place. */
export interface SequenceLook {
  example: number;
  text?: string;
}

/** Images as they come from the reader: read already, or the bytes of IDX files. */
export type ImageFiles = OwnImages | RequestOf<'readIdx'>;

/** A picture of a unit or link being pointed at. */
export interface Pointed {
  /** -1: the inputs. */
  layer: number;
  unit: number;
  pinned: boolean;
  /** Index in Description.stages of a layer of any kind, and what it is called. */
  stage?: number;
  title?: string;
}

export interface App {
  // What there is (reactive, read only to views).
  readonly state: PageState;
  readonly message: string; // loading progress or error text
  readonly spec: Spec; // defaults left out
  readonly description: Description | null;
  readonly frame: Frame | null;
  readonly history: readonly EpochMetrics[];
  readonly playing: boolean;
  readonly fault: FieldFault | null;
  readonly notice: LinkNotice | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly typed: number; // weights typed by hand since the run began, and not undone
  readonly saved: boolean; // false: storage is blocked, "not saved"
  readonly embedded: boolean; // inside a frame
  readonly fingerprint: string; // '' when not in exact mode or not known
  readonly reproduced: '' | 'yes' | string; // a link carried a fingerprint: what came of it
  readonly csv: { name: string; text: string; report: CsvReport } | null;
  readonly images: NamedImages | null;
  readonly clips: NamedClips | null;
  readonly text: NamedText | null;

  // What the page looks at (views may set these).
  mode: Mode;
  probe: number[] | null; // raw values
  image: ImageAt; // the image that is looked at, where the network learns from images
  sequence: SequenceLook; // the same of texts and series
  pointed: Pointed | null;
  brush: Brush;
  pass: number; // which single pass is drawn
  theme: 'auto' | 'light' | 'dark';
  speed: number; // steps a second; 0 = as fast as it can
  /** Each view adds what it wants of the next frame; merged by the store. */
  wants: Map<string, FrameRequest>;

  // The only way up. Every one makes a new spec or a command; nothing else changes.
  /** Value of a field, default included, by JSON pointer. */
  get(pointer: string): unknown;
  field(pointer: string): Field | undefined;
  /** All fields whose pointer begins so; those of layers begin with "/model/TYPE/". */
  fields(start: string): Field[];
  readonly layerKinds: readonly LayerKind[];
  /** Sets a field; `coalesce` joins a drag into one undo step. Invalid: `fault` says so. */
  set(pointer: string, value: unknown, options?: { coalesce?: boolean }): void;
  setModel(model: LayerSpec[]): void;
  /** Several fields at once: one step back in the browser and of undo. */
  change(spec: Spec): void;
  open(spec: Spec, options?: { csv?: { name: string; text: string } }): void;
  /** From a file, as far as it can be, like a link. */
  openSpec(name: string, spec: Spec): void;
  importCsv(name: string, text: string): void;
  importImages(name: string, files: ImageFiles): void;
  importClips(name: string, clips: OwnClips): void;
  importText(name: string, text: string): void;
  /** Examples of a set of images. Null: there are none. */
  examples(first: number, count: number): Promise<Examples | null>;
  /** Of sounds, texts and series. Null: there are none, or the engine did not answer. */
  look<N extends Look>(name: N, body: RequestOf<N>): Promise<ReplyOf<N> | null>;
  undo(): void;
  redo(): void;
  play(): void;
  pause(): void;
  step(): void;
  epoch(): void;
  reset(): void;
  seek(epoch: number): void;
  /** Types a weight, or a bias at input -1, that was `before`: it lasts until the run begins again. */
  setWeight(at: Weight, value: number, before: number): void;
  /** The spec that links and files hold: while one waits for its file, that and not what is shown instead. */
  readonly shared: Spec;
  /** The whole state as a link. */
  link(options?: { fingerprint?: boolean; compact?: boolean }): Promise<string>;
  /** Back to the reader's own last work, from a preview. */
  restoreOwn(): void;
  dismiss(): void; // the fault or notice shown
  locked(part: string): boolean;
  hidden(part: string): boolean;
  say(text: string): void; // screen reader's live region, at most one line in 5 s
}
