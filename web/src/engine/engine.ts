/**
 * The shape of the wasm module as the worker uses it. wasm/bindings.cpp binds these names; arrays in
 * results are copies. Specs, reports and other documents cross as JSON text.
 */
import type {
  Examples,
  Frame,
  FunctionDraw,
  ImageAt,
  ImageProbe,
  OwnClips,
  OwnImages,
  Points,
  Probe,
  Review,
  SequenceStages,
  SeriesProbe,
  SeriesRows,
  Sound,
  Status,
  Surface,
  TextExamples,
  TextProbe,
  Writing,
  WrittenText,
} from '../worker/protocol';

export interface EngineSession {
  /** JSON {outcome, issues, spec}. */
  apply(specJson: string, csv: string, images: OwnImages | null, clips: OwnClips | null): string;
  train(steps: number): number;
  finishEpoch(): number;
  resume(): void;
  reset(): void;
  status(): Status;
  setWeight(layer: number, input: number, unit: number, value: number): boolean;
  seek(epoch: number): number;
  /** JSON of the protocol's Description without `points`. */
  describe(): string;
  points(): Points;
  /** Rows of 9: epoch, then loss, accuracy, rmse, r2 of train and of validation; epochs > from. */
  history(from: number): Float64Array;
  parameters(): Float32Array;
  unitFields(layer: number, units: Int32Array, cells: number): Float32Array;
  surface(cells: number, samples: number, more: number): Surface;
  draw(cells: number, pass: number): FunctionDraw;
  probe(raw: Float64Array, samples: number): Probe;
  // Of images, in the second part only.
  examples(first: number, count: number): Examples;
  /** As Description.stages; pass -1: dropout off. */
  stageOutputs(at: ImageAt, pass: number): Float32Array[];
  probeImage(at: ImageAt, samples: number, more: number): ImageProbe;
  review(samples: number, more: number): Review;
  // Of sounds, in the second part only.
  sound(example: number): Sound | null;
  hear(rate: number, samples: Float32Array): { pixels: Uint8Array; error: string };
  // Of texts and series, in the second part only.
  textExamples(first: number, count: number): TextExamples;
  seriesRows(): SeriesRows;
  probeText(text: string, samples: number): Omit<TextProbe, 'complete'>;
  writeText(prompt: string, how: Writing, n: number): WrittenText;
  probeSeries(example: number, samples: number, futures: number): Omit<SeriesProbe, 'complete'>;
  textStages(text: string): SequenceStages;
  seriesStages(example: number): SequenceStages;
  // Of points and tables through layers of any kind, in the second part only.
  /** units[k] of Description.stages[k]: of each stage (units, G), one after the other. */
  stageFields(units: Int32Array[], cells: number): Float32Array[];
  /** As Description.stages, whole. */
  stageValues(raw: Float64Array): Float32Array[];
  /** Of each stage that is a dropout of units: 1 = awake in the pass. */
  stageAwake(pass: number): Uint8Array[];
  fingerprint(): string;
  checkpoint(): Uint8Array;
  restore(bytes: Uint8Array): boolean;
  delete(): void;
}

export interface EngineModule {
  kernels(): string;
  /** JSON {valid, issues, spec}. */
  validate(json: string): string;
  schema(): string;
  /** JSON {report, spec, issues}. */
  inspectCsv(text: string, howJson: string): string;
  /** JSON {issues}; the session is null when the data cannot be used. */
  open(
    specJson: string,
    csv: string,
    images: OwnImages | null,
    clips: OwnClips | null,
  ): { session: EngineSession | null; issues: string };
  // In the second part only.
  /** Whether its kernels compute rightly here. */
  layersWork(): boolean;
  readIdx(
    pixels: Uint8Array,
    labels: Uint8Array,
    testPixels: Uint8Array | string,
    testLabels: Uint8Array | string,
  ): { images: OwnImages | null; error: string };
  /** JSON of a spec. */
  imageSpec(images: OwnImages): string;
  readWav(bytes: Uint8Array): Sound & { error: string };
  clipSpec(clips: OwnClips): string;
  textSpec(text: string): string;
}

export type FrameParts = Omit<Frame, 'version' | 'status' | 'playing' | 'speed'>;
