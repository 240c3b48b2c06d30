/**
 * The one table of what page and worker say to each other. A request has an id; its reply carries the
 * same id, or `error` in its place. Nothing else is sent, but `event`s from the worker.
 * All pictures are pulled: the page asks for a frame when it has drawn the last one.
 */
import type { Spec } from '../config/spec-types';

/** One thing wrong with a spec, a link or a file. */
export interface Issue {
  pointer: string;
  value: unknown;
  allowed: string;
}

export interface Metrics {
  loss: number;
  /** Classification, 0..1. */
  accuracy: number;
  /** Regression, in the target's own units. */
  rmse: number;
  r2: number;
}

export interface EpochMetrics {
  epoch: number;
  train: Metrics;
  validation: Metrics;
}

export type StopKind = 'none' | 'diverged' | 'early' | 'epochs';

export interface Status {
  step: number;
  epoch: number;
  stepsPerEpoch: number;
  rate: number;
  batchLoss: number;
  stop: { kind: StopKind; layer: string; cause: string; epoch: number };
}

export interface LayerInfo {
  title: string;
  units: number;
  activation: string;
  /** 0 when no dropout follows. */
  dropout: number;
  /** Index in spec.model, -1 for the output layer. */
  specIndex: number;
  /** Index in spec.model of the dropout after it, -1 if none. */
  dropoutIndex: number;
  /** Where its weight (inputs x units, row-major) and bias lie in the parameter buffer. */
  weightOffset: number;
  biasOffset: number;
  inputs: number;
}

/** A layer of the spec: what one example looks like when it has passed. */
export interface StageInfo {
  /** As in the spec; "output". */
  type: string;
  /** Index in spec.model, -1 for the output layer. */
  specIndex: number;
  /** [Y, X, C] of feature maps, [D] of units. */
  shape: number[];
  /** Of a text's lines, what it is told by. */
  part: 'line' | 'source' | 'target';
}

export interface InputInfo {
  name: string;
  low: number;
  high: number;
  median: number;
  /** Text column: its categories, raw value = index. Numeric: empty. */
  categories: string[];
  /** How raw values read: dates are days since 1970-01-01. */
  kind?: 'number' | 'date' | 'text';
}

/** Facts that hold until the data or the layers change. */
export interface Description {
  task: 'classification' | 'regression';
  /** Classes are labels of which several may hold at once. */
  several: boolean;
  /** The examples themselves are told: an autoencoder. */
  itself: boolean;
  head: 'value' | 'gaussian' | 'logit' | 'logits';
  loss: string;
  features: string[];
  inputs: InputInfo[];
  /** Of a table with several labels: what its plane shows of one. */
  classes: string[];
  /** Of texts: the token that ends what is given of a line, -1: nothing does. */
  separator: number;
  /** Those of which several may hold; else none. */
  labels: string[];
  target: string;
  /** One or two indices into `inputs`. */
  axes: number[];
  targetLow: number;
  targetHigh: number;
  /** Of one example: [D], or [Y, X, C] of an image. */
  shape: number[];
  /** Every layer in order, the output last. */
  stages: StageInfo[];
  layers: LayerInfo[];
  parameters: number;
  trainCount: number;
  validationCount: number;
  testCount: number;
  kernels: string;
  exact: boolean;
  stochastic: boolean;
  /** That each sound is brought to; 0: these are no sounds. */
  seconds: number;
  warnings: Issue[];
  points: Points;
}

export interface Points {
  x: Float32Array;
  y: Float32Array;
  /** Class index, or target in own units. */
  value: Float32Array;
  isTrain: Uint8Array;
  /** Index of the generated point or table row; -1 - i for the i-th point of spec.data.points. */
  origin: Int32Array;
}

/** Over cells x cells points (two axes; row 0 at the top) or `cells` points (one axis). */
export interface Surface {
  cells: number;
  samples: number;
  complete: boolean;
  /** Regression: mean. Two classes: p(class 1). More: p of the winner. */
  mean: Float32Array;
  winner: Uint8Array;
  /** Nats (classification), or variances in squared target units (regression). */
  total: Float32Array;
  aleatoric: Float32Array;
  epistemic: Float32Array;
}

export interface FunctionDraw {
  cells: number;
  mean: Float32Array;
  winner: Uint8Array;
  /** Per dense layer: 1 = awake; an empty array where there is no dropout. */
  awake: Uint8Array[];
}

export interface Probe {
  raw: number[];
  features: Float32Array;
  samples: number;
  probabilities: Float32Array;
  /** (K) of several labels: that each holds, with the 5 % and 95 % quantiles over the samples. */
  labels: Float32Array;
  labelsLow: Float32Array;
  labelsHigh: Float32Array;
  mean: number;
  deviation: number;
  total: number;
  aleatoric: number;
  epistemic: number;
  q05: number;
  q50: number;
  q95: number;
  draws: Float32Array;
  votes: Uint8Array;
  /** Per dense layer, dropout off. */
  sums: Float32Array[];
  outputs: Float32Array[];
  /** Per dense layer: in how many of the samples each unit slept. */
  asleep: Uint16Array[];
}

/** The reader's own images, all of one size, or short clips of grey ones. */
export interface OwnImages {
  height: number;
  width: number;
  channels: number;
  /** T of a clip; absent: still images. */
  frames?: number;
  /** (N, Y, X, C) or (N, T, Y, X), 0 to 255. */
  pixels: Uint8Array;
  labels: Uint16Array;
  /** 1: of the test set that came with them. */
  isTest: Uint8Array;
  classNames: string[];
}

/** A recording in one channel. */
export interface Sound {
  /** Samples a second. */
  rate: number;
  /** 1 is full scale. */
  samples: Float32Array;
}

/** The reader's own sounds, of any rates and lengths. */
export interface OwnClips {
  /** All sounds' samples one after the other; of each (N) how many, and how many a second. */
  samples: Float32Array;
  counts: Int32Array;
  rates: Int32Array;
  labels: Uint16Array;
  /** 1: of the test set that came with them. */
  isTest: Uint8Array;
  classNames: string[];
}

/** An image that is looked at: an example, or pixels (Y, X, C) in its place. */
export interface ImageAt {
  example: number;
  pixels?: Uint8Array;
}

/** Examples from number `first` on. */
export interface Examples {
  first: number;
  pixels: Uint8Array;
  /** The class, or where several labels may hold bit k: whether label k does. */
  labels: Uint16Array;
  /** 0 training, 1 validation, 2 test. */
  parts: Uint8Array;
}

/** What the samples so far say of an image; entropies in nats. */
export interface ImageProbe {
  samples: number;
  complete: boolean;
  /** (K) means over the samples, and their 5 % and 95 % quantiles. */
  probabilities: Float32Array;
  low: Float32Array;
  high: Float32Array;
  /** (S, K) probabilities of each sample. */
  draws: Float32Array;
  votes: Uint8Array;
  total: number;
  aleatoric: number;
  epistemic: number;
  /** Of an autoencoder in place of all that: (Y, X, C) mean and deviation in ink from 0 to 1. */
  told: Float32Array;
  deviation: Float32Array;
  /** (P, Y, X, C) the first samples themselves, 0 to 255. */
  passes: Uint8Array;
}

/** What the network says of many examples, validation first; entropies in nats. */
export interface Review {
  /** All of it is of the weights as they are. */
  complete: boolean;
  examples: Int32Array;
  labels: Uint16Array;
  parts: Uint8Array;
  /** The most probable class, or the bits of the likely labels; 65535: not asked yet. */
  winners: Uint16Array;
  total: Float32Array;
  epistemic: Float32Array;
}

/** Texts from number `first` on, as ids: names of tokens are Description.classes. */
export interface TextExamples {
  first: number;
  /** All texts' tokens one after the other, and how many are of each. */
  tokens: Int32Array;
  counts: Int32Array;
  /** 0 training, 1 validation, 2 test. */
  parts: Uint8Array;
}

/** A series in its target's own units; NaN where no window looks. */
export interface SeriesRows {
  values: Float32Array;
  /** Of each example: its first row, and its part as in TextExamples. */
  first: Int32Array;
  parts: Uint8Array;
  window: number;
  horizon: number;
}

/** What is said after each of T tokens, K being possible; entropies in nats. */
export interface TextProbe {
  samples: number;
  complete: boolean;
  /** (T) those that were read: the last of a longer text. */
  tokens: Int32Array;
  /** (T, K) means over the samples. */
  probabilities: Float32Array;
  total: Float32Array;
  aleatoric: Float32Array;
  epistemic: Float32Array;
  /** (K) 5 % and 95 % quantiles over the samples, after the last token. */
  low: Float32Array;
  high: Float32Array;
}

/** A window of a series and what is said of the H steps after it, in the target's own units. */
export interface SeriesProbe {
  samples: number;
  complete: boolean;
  seen: Float64Array;
  truth: Float64Array;
  /** NaN where it is not known. */
  naive: Float64Array;
  mean: Float64Array;
  /** Standard deviations: all of it, the noise's and the model's own. */
  deviation: Float64Array;
  aleatoric: Float64Array;
  epistemic: Float64Array;
  /** Nine of ten lie between. */
  low: Float64Array;
  high: Float64Array;
  futures: Float64Array[];
}

/** How much each head looks from each step at each other: (heads, T, S), each row sums to 1. */
export interface AttentionMap {
  specIndex: number;
  heads: number;
  /** T steps that look, S that are looked at, and for which token of the text the first of each stands. */
  steps: number;
  seen: number;
  firstStep: number;
  firstSeen: number;
  weights: Float32Array;
}

/** Layers looking at one text or window; dropout is off. */
export interface SequenceStages {
  /** Steps that count. */
  length: number;
  /** As Description.stages, each as its shape says. */
  outputs: Float32Array[];
  attention: AttentionMap[];
}

/** What the layers of a network over points give, as Description.stages; dropout is off. */
export interface StagePictures {
  /** Of the units asked for, over the plane or along the axis. */
  fields: Float32Array[][];
  /** At one input, whole. */
  values: Float32Array[];
  /** In pass `pass`, if one was asked for: of dropouts of units 1 = awake, of other layers none. */
  awake?: Uint8Array[];
}

/** How texts are written. */
export interface Writing {
  /** Below 1: the likely ones more often; 0: always the likeliest. */
  temperature: number;
  /** Only so many of the likeliest; 0: all. */
  topK: number;
  /** Of these only the fewest that together have this probability. */
  topP: number;
  longest: number;
  samples: number;
  seed: number;
}

/** Tokens that were written: how probable each was, and the doubt of all that might have come. */
export interface WrittenText {
  tokens: Int32Array;
  probabilities: Float32Array;
  total: Float32Array;
  epistemic: Float32Array;
}

/** A text, or an example of a series. */
export type SequenceAt = { text: string } | { example: number };

/** What the page wants to see; whatever is left out is not computed. */
export interface FrameRequest {
  /** Units to picture: per dense layer (0-based; inputs first) the chosen unit indices. */
  units?: { cells: number; inputs: number[]; layers: number[][] };
  surface?: { cells: number; samples: number };
  /** Function draws with these pass numbers. */
  draws?: { cells: number; passes: number[] };
  probe?: { raw: number[]; samples: number };
  weights?: boolean;
  /** Epochs the page already has: only later ones are sent. */
  historyFrom?: number;
  /** A single unit enlarged: layer -1 = inputs; or of the stage, if given. */
  zoom?: { layer: number; unit: number; cells: number; stage?: number | undefined };
  /** Of layers of any kind: units[k] are numbers of Description.stages[k], looked at from `raw` too. */
  stages?: { cells: number; units: number[][]; raw: number[]; pass?: number };
  image?: { at: ImageAt; samples: number };
  /** What every layer makes of an image; with dropout as in pass `pass`, else without. */
  maps?: { at: ImageAt; pass?: number };
  review?: { samples: number };
  // Of these a frame may leave out what was told a moment ago: see worker/sequences.ts.
  text?: { text: string; samples: number };
  forecast?: { example: number; samples: number; futures: number };
  layers?: { at: SequenceAt };
}

export interface Frame {
  /** Grows with every change of weights or data; equal versions show equal pictures. */
  version: number;
  status: Status;
  playing: boolean;
  /** Steps a second over about the last second. */
  speed: number;
  /** Loss of training epochs after `historyFrom`; `rewound` when the past changed (reset, seek). */
  history: EpochMetrics[];
  rewound: boolean;
  inputs?: Float32Array[];
  units?: Float32Array[][];
  surface?: Surface;
  draws?: FunctionDraw[];
  probe?: Probe;
  weights?: Float32Array;
  zoom?: Float32Array;
  stages?: StagePictures;
  image?: ImageProbe;
  /** As Description.stages, each as its shape says. */
  maps?: Float32Array[];
  review?: Review;
  text?: TextProbe;
  forecast?: SeriesProbe;
  layers?: SequenceStages;
}

export interface CsvColumn {
  name: string;
  kind: 'number' | 'text' | 'date' | 'constant' | 'empty';
  examples: string[];
  missing: number;
  distinct: number;
}

export interface CsvReport {
  separator: string;
  decimal: string;
  header: boolean;
  rows: number;
  target: string;
  task: 'classification' | 'regression';
  columns: CsvColumn[];
  warnings: Issue[];
}

export type Variant = 'relaxed' | 'simd' | 'scalar';

export type Outcome = 'same' | 'live' | 'rebuilt' | 'refused';

/** What the reader brought along; left out: none, or as it was. */
export interface OwnFiles {
  csv?: string;
  images?: OwnImages;
  clips?: OwnClips;
}

export interface Requests {
  /** Loads the engine (first request). `variant` forces one for tests; `passed` tells why faster ones were not taken. */
  boot: {
    request: { variant?: Variant };
    reply: { kernels: string; variant: Variant; passed: { variant: Variant; reason: string }[] };
  };
  /** Checks a spec; `spec` in the reply is the nearest valid one, defaults left out. */
  validate: { request: { spec: unknown }; reply: { spec: Spec; issues: Issue[] } };
  schema: { request: Record<string, never>; reply: { schema: unknown } };
  /** Opens a spec: on issues with the data, `description` is null and what was open stays open. */
  open: {
    request: { spec: Spec } & OwnFiles;
    reply: { description: Description | null; spec: Spec; issues: Issue[] };
  };
  /** Moves to another spec, changing as little as it can. */
  apply: {
    request: { spec: Spec } & OwnFiles;
    reply: { outcome: Outcome; description: Description | null; spec: Spec; issues: Issue[] };
  };
  /** stepsPerSecond: 0 = as fast as it can. Pauses by itself at step `until`. */
  play: {
    request: { stepsPerSecond: number; until?: number };
    /** `playing` false: the first steps were the last. */
    reply: { status: Status; playing: boolean };
  };
  pause: { request: Record<string, never>; reply: { status: Status } };
  step: { request: { steps: number }; reply: { status: Status } };
  epoch: { request: Record<string, never>; reply: { status: Status } };
  reset: { request: Record<string, never>; reply: { status: Status } };
  /** Back in time: to the nearest kept epoch at or before this one. */
  seek: { request: { epoch: number }; reply: { status: Status } };
  setWeight: {
    request: { layer: number; input: number; unit: number; value: number };
    reply: { done: boolean };
  };
  frame: { request: FrameRequest; reply: Frame };
  fingerprint: { request: Record<string, never>; reply: { fingerprint: string; step: number } };
  inspectCsv: {
    request: { text: string; how: unknown };
    reply: { report: CsvReport | null; spec: Spec | null; issues: Issue[] };
  };
  examples: { request: { first: number; count: number }; reply: Examples };
  /** Reads the bytes of IDX files: one pair or two. Null: `error` says what is wrong. */
  readIdx: {
    request: { pixels: Uint8Array; labels: Uint8Array; testPixels?: Uint8Array; testLabels?: Uint8Array };
    reply: { images: OwnImages | null; error: string };
  };
  /** A spec that suits them. */
  imageSpec: { request: { images: OwnImages }; reply: { spec: Spec } };
  /** The sound that an example is the spectrogram of. */
  sound: { request: { example: number }; reply: Sound | null };
  /** What the network would see of a sound; `error` says why it cannot. */
  hear: { request: Sound; reply: { pixels: Uint8Array; error: string } };
  /** Reads the bytes of a WAV file; `error` says what is wrong with it. */
  readWav: { request: { bytes: Uint8Array }; reply: Sound & { error: string } };
  /** A spec that suits them. */
  clipSpec: { request: { clips: OwnClips }; reply: { spec: Spec } };
  textExamples: { request: { first: number; count: number }; reply: TextExamples };
  seriesRows: { request: Record<string, never>; reply: SeriesRows };
  /** Text number n of a seed that goes on after `prompt`. */
  writeText: { request: { prompt: string; how: Writing; n: number }; reply: WrittenText };
  /** A spec that suits a text. */
  textSpec: { request: { text: string }; reply: { spec: Spec } };
  /** Everything training changed, to go on after a crash of the worker. */
  checkpoint: { request: Record<string, never>; reply: { bytes: ArrayBuffer } };
  restore: { request: { bytes: ArrayBuffer }; reply: { done: boolean } };
}

export type RequestName = keyof Requests;
export type RequestOf<N extends RequestName> = Requests[N]['request'];
export type ReplyOf<N extends RequestName> = Requests[N]['reply'];

export interface RequestMessage<N extends RequestName = RequestName> {
  id: number;
  name: N;
  body: RequestOf<N>;
}

export type ReplyMessage<N extends RequestName = RequestName> =
  | { id: number; name: N; body: ReplyOf<N> }
  | { id: number; name: N; error: { message: string; fatal: boolean } };

/** Sent without being asked: progress of loading, and when training stopped or paused by itself. */
export type WorkerEvent =
  { event: 'loading'; received: number; total: number } | { event: 'stopped'; status: Status };
