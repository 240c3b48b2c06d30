// TypeScript bindings for emscripten-generated code.  Automatically generated at compile time.
declare namespace RuntimeExports {
    let HEAPF32: any;
    let HEAPF64: any;
    let HEAP_DATA_VIEW: any;
    let HEAP8: any;
    let HEAPU8: any;
    let HEAP16: any;
    let HEAPU16: any;
    let HEAP32: any;
    let HEAPU32: any;
    let HEAP64: any;
    let HEAPU64: any;
}
interface WasmModule {
}

type EmbindString = ArrayBuffer|Uint8Array|Uint8ClampedArray|Int8Array|string;
export interface EngineSession {
  apply(_0: EmbindString, _1: EmbindString, _2: any, _3: any): string;
  train(_0: number): number;
  finishEpoch(): number;
  resume(): void;
  reset(): void;
  status(): any;
  setWeight(_0: number, _1: number, _2: number, _3: number): boolean;
  seek(_0: number): number;
  describe(): string;
  points(): any;
  history(_0: number): any;
  parameters(): any;
  unitFields(_0: number, _1: any, _2: number): any;
  surface(_0: number, _1: number, _2: number): any;
  draw(_0: number, _1: number): any;
  probe(_0: any, _1: number): any;
  fingerprint(): string;
  checkpoint(): any;
  restore(_0: any): boolean;
  examples(_0: number, _1: number): any;
  stageOutputs(_0: any, _1: number): any;
  probeImage(_0: any, _1: number, _2: number): any;
  review(_0: number, _1: number): any;
  sound(_0: number): any;
  hear(_0: number, _1: any): any;
  textExamples(_0: number, _1: number): any;
  seriesRows(): any;
  probeText(_0: EmbindString, _1: number): any;
  writeText(_0: EmbindString, _1: any, _2: number): any;
  probeSeries(_0: number, _1: number, _2: number): any;
  textStages(_0: EmbindString): any;
  seriesStages(_0: number): any;
  stageFields(_0: any, _1: number): any;
  stageValues(_0: any): any;
  stageAwake(_0: number): any;
  delete(): void;
}

interface EmbindModule {
  EngineSession: {};
  readIdx(_0: EmbindString, _1: EmbindString, _2: EmbindString, _3: EmbindString): any;
  imageSpec(_0: any): string;
  readWav(_0: EmbindString): any;
  clipSpec(_0: any): string;
  textSpec(_0: EmbindString): string;
  kernels(): string;
  layersWork(): boolean;
  validate(_0: EmbindString): string;
  schema(): string;
  inspectCsv(_0: EmbindString, _1: EmbindString): string;
  open(_0: EmbindString, _1: EmbindString, _2: any, _3: any): any;
}

export type MainModule = WasmModule & typeof RuntimeExports & EmbindModule;
export default function MainModuleFactory (options?: unknown): Promise<MainModule>;
