/**
 * The shape of the wasm module as the worker uses it. wasm/bindings.cpp binds these names; arrays in
 * results are copies. Specs, reports and other documents cross as JSON text.
 */
import type { Frame, Points, Probe, Status, Surface, FunctionDraw } from '../worker/protocol';

export interface EngineSession {
  /** JSON {outcome, issues, spec}. */
  apply(specJson: string, csv: string): string;
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
  open(specJson: string, csv: string): { session: EngineSession | null; issues: string };
}

export type FrameParts = Omit<Frame, 'version' | 'status' | 'playing' | 'speed'>;
