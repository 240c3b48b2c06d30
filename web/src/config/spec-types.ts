/* Made from the core’s field table by `npm run types`. Do not edit. */
export type Feature = 'x' | 'y' | 'x2' | 'y2' | 'xy' | 'sinx' | 'siny' | 'cosx' | 'cosy';
export type SpecPoint = [x: number, y: number, label: number];
export interface CsvSpec {
  target?: string;
  separator?: string;
  decimal?: string;
  header?: string;
  missing?: string;
  task?: string;
  labels?: string[];
  exclude?: string[];
}
export interface TextSpec {
  level?: string;
  unit?: string;
  separator?: string;
  longest?: number;
  vocabulary?: number;
}
export interface SeriesSpec {
  window?: number;
  horizon?: number;
  stride?: number;
  season?: number;
  channels?: string;
  relative?: boolean;
}
export interface AudioSpec {
  seconds?: number;
  mels?: number;
  hop?: number;
}
export interface AugmentSpec {
  shift?: number;
  rotate?: number;
  jitter?: number;
  mirror?: boolean;
}
export interface DataSpec {
  source?: string;
  goal?: string;
  samples?: number;
  noise?: number;
  labelNoise?: number;
  classes?: number;
  arms?: number;
  gap?: number;
  thickness?: number;
  affine?: number;
  elastic?: number;
  rotation?: number;
  depth?: number;
  kinds?: number;
  length?: number;
  digits?: number;
  reversed?: boolean;
  waves?: number;
  period?: number;
  dwell?: number;
  frames?: string;
  trainFraction?: number;
  features?: Feature[];
  formulas?: string[];
  points?: SpecPoint[];
  removed?: number[];
  csv?: CsvSpec;
  text?: TextSpec;
  series?: SeriesSpec;
  side?: number;
  audio?: AudioSpec;
  augment?: AugmentSpec;
}
export type LayerSpec =
  | { type: 'dense'; units?: number; activation?: string; init?: string; name?: string; inputs?: string[] }
  | { type: 'dropout'; rate?: number; name?: string; inputs?: string[] }
  | { type: 'activation'; activation?: string; name?: string; inputs?: string[] }
  | {
      type: 'conv2d';
      filters?: number;
      kernel?: number;
      stride?: number;
      padding?: string;
      dilation?: number;
      groups?: number;
      activation?: string;
      init?: string;
      name?: string;
      inputs?: string[];
    }
  | { type: 'max-pool2d'; size?: number; stride?: number; padding?: string; name?: string; inputs?: string[] }
  | {
      type: 'average-pool2d';
      size?: number;
      stride?: number;
      padding?: string;
      name?: string;
      inputs?: string[];
    }
  | { type: 'global-average-pool'; name?: string; inputs?: string[] }
  | { type: 'global-max-pool'; name?: string; inputs?: string[] }
  | { type: 'flatten'; name?: string; inputs?: string[] }
  | { type: 'batch-norm'; name?: string; inputs?: string[] }
  | { type: 'layer-norm'; name?: string; inputs?: string[] }
  | { type: 'rms-norm'; name?: string; inputs?: string[] }
  | { type: 'group-norm'; groups?: number; name?: string; inputs?: string[] }
  | {
      type: 'conv1d';
      filters?: number;
      kernel?: number;
      stride?: number;
      padding?: string;
      dilation?: number;
      groups?: number;
      activation?: string;
      init?: string;
      name?: string;
      inputs?: string[];
    }
  | { type: 'max-pool1d'; size?: number; stride?: number; padding?: string; name?: string; inputs?: string[] }
  | {
      type: 'average-pool1d';
      size?: number;
      stride?: number;
      padding?: string;
      name?: string;
      inputs?: string[];
    }
  | {
      type: 'conv-transpose2d';
      filters?: number;
      kernel?: number;
      stride?: number;
      padding?: string;
      dilation?: number;
      groups?: number;
      activation?: string;
      init?: string;
      name?: string;
      inputs?: string[];
    }
  | {
      type: 'conv-transpose1d';
      filters?: number;
      kernel?: number;
      stride?: number;
      padding?: string;
      dilation?: number;
      groups?: number;
      activation?: string;
      init?: string;
      name?: string;
      inputs?: string[];
    }
  | { type: 'reshape'; shape?: number[]; name?: string; inputs?: string[] }
  | { type: 'embedding'; units?: number; name?: string; inputs?: string[] }
  | { type: 'one-hot'; name?: string; inputs?: string[] }
  | { type: 'sinusoidal-position'; name?: string; inputs?: string[] }
  | { type: 'learned-position'; name?: string; inputs?: string[] }
  | {
      type: 'simple-rnn';
      units?: number;
      activation?: string;
      init?: string;
      returns?: string;
      bidirectional?: boolean;
      truncation?: number;
      inputRate?: number;
      stateRate?: number;
      name?: string;
      inputs?: string[];
    }
  | {
      type: 'lstm';
      units?: number;
      init?: string;
      returns?: string;
      bidirectional?: boolean;
      truncation?: number;
      inputRate?: number;
      stateRate?: number;
      name?: string;
      inputs?: string[];
    }
  | {
      type: 'gru';
      units?: number;
      init?: string;
      returns?: string;
      bidirectional?: boolean;
      truncation?: number;
      inputRate?: number;
      stateRate?: number;
      name?: string;
      inputs?: string[];
    }
  | {
      type: 'attention';
      init?: string;
      rate?: number;
      heads?: number;
      causal?: boolean;
      rotary?: boolean;
      name?: string;
      inputs?: string[];
    }
  | {
      type: 'transformer-block';
      activation?: string;
      init?: string;
      rate?: number;
      heads?: number;
      causal?: boolean;
      rotary?: boolean;
      hidden?: number;
      norm?: string;
      name?: string;
      inputs?: string[];
    }
  | { type: 'spatial-dropout'; rate?: number; name?: string; inputs?: string[] }
  | { type: 'gaussian-dropout'; rate?: number; name?: string; inputs?: string[] }
  | { type: 'alpha-dropout'; rate?: number; name?: string; inputs?: string[] }
  | { type: 'stochastic-depth'; rate?: number; name?: string; inputs?: string[] }
  | {
      type: 'dropconnect';
      units?: number;
      activation?: string;
      init?: string;
      rate?: number;
      name?: string;
      inputs?: string[];
    }
  | { type: 'source'; name?: string; inputs?: string[] }
  | { type: 'target'; name?: string; inputs?: string[] }
  | { type: 'repeat'; name?: string; inputs?: string[] }
  | { type: 'add'; name?: string; inputs?: string[] }
  | { type: 'multiply'; name?: string; inputs?: string[] }
  | { type: 'concat'; name?: string; inputs?: string[] }
  | {
      type: 'cross-attention';
      init?: string;
      rate?: number;
      heads?: number;
      name?: string;
      inputs?: string[];
    }
  | {
      type: 'transformer-decoder';
      activation?: string;
      init?: string;
      rate?: number;
      heads?: number;
      rotary?: boolean;
      hidden?: number;
      norm?: string;
      name?: string;
      inputs?: string[];
    };
export interface TrainingSpec {
  loss?: string;
  huberDelta?: number;
  labelSmoothing?: number;
  focalGamma?: number;
  classWeights?: string;
  optimizer?: string;
  rate?: number;
  momentum?: number;
  beta1?: number;
  beta2?: number;
  rho?: number;
  epsilon?: number;
  batch?: number;
  epochs?: number;
  schedule?: string;
  scheduleEpochs?: number;
  scheduleFactor?: number;
  l1?: number;
  l2?: number;
  weightDecay?: number;
  clip?: number;
  patience?: number;
  minDelta?: number;
}
export interface UncertaintySpec {
  samples?: number;
  tau?: number;
}
export interface ViewSpec {
  title?: string;
  text?: string;
  mode?: string;
  hide?: string[];
  lock?: string[];
  theme?: string;
  compact?: boolean;
  autoplay?: boolean;
  speed?: number;
  axes?: number[];
  label?: number;
  held?: number[];
}
export interface Spec {
  version?: number;
  data?: DataSpec;
  model?: LayerSpec[];
  training?: TrainingSpec;
  uncertainty?: UncertaintySpec;
  seed?: number;
  exact?: boolean;
  view?: ViewSpec;
}
