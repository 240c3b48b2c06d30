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
  exclude?: string[];
}
export interface AugmentSpec {
  shift?: number;
  rotate?: number;
  jitter?: number;
  mirror?: boolean;
}
export interface DataSpec {
  source?: string;
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
  trainFraction?: number;
  features?: Feature[];
  formulas?: string[];
  points?: SpecPoint[];
  removed?: number[];
  csv?: CsvSpec;
  side?: number;
  augment?: AugmentSpec;
}
export type LayerSpec =
  | { type: 'dense'; units?: number; activation?: string; init?: string }
  | { type: 'dropout'; rate?: number }
  | { type: 'activation'; activation?: string }
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
    }
  | { type: 'max-pool2d'; size?: number; stride?: number; padding?: string }
  | { type: 'average-pool2d'; size?: number; stride?: number; padding?: string }
  | { type: 'global-average-pool' }
  | { type: 'global-max-pool' }
  | { type: 'flatten' }
  | { type: 'batch-norm' }
  | { type: 'layer-norm' };
export interface TrainingSpec {
  loss?: string;
  huberDelta?: number;
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
