/** Choosing another data set: what suits only the old one is let go in the same change. */
import { equal } from '../config/pointer';
import type { DataSpec, Feature, LayerSpec, Spec, TrainingSpec } from '../config/spec-types';
import { isDense, isDropout } from './model-edit';
import { withEdits } from './point-edit';
import { cnnSamples, cnnTraining, smallCnn } from './image-models';
import { isImageSet } from './image-sets';
import { seriesModel, seriesOf, seriesTraining, textStart, textTraining } from './sequence-models';
import { isSeriesSet, isTextSet } from './sequence-sets';
import { classSets, curves } from './point-sets';

/** The features that one input has, and what a second one has like them. */
const twins: Partial<Record<Feature, Feature>> = { x: 'y', x2: 'y2', sinx: 'siny', cosx: 'cosy' };

/**
 * The spec with the set `to` in place of `from`. Drawn and removed points, title and text were of the old
 * set; a set of one input cannot be fed with y, one of two should be; a loss for classes does not suit
 * values. `keepWords`: an author's title and text stay. `rows`: of the reader's own table.
 */
export function withSource(spec: Spec, from: string, to: string, keepWords: boolean, rows = 0): Spec {
  const data = fitted({ ...withEdits(spec.data, { points: [], removed: [] }), source: to }, from, to);
  const { training, view } = spec;
  let next: Spec = { ...spec, data };
  // Layers for a strip of frames go with it.
  const strip = data.frames === 'strip';
  if (strip) next.data = without(data, 'frames');
  if (strip || kindOf(from) !== kindOf(to)) next = fittedTo[kindOf(to)](next);
  else if (training && isForClasses(from) !== isForClasses(to)) next.training = without(training, 'loss');
  else if (kindOf(to) === 'text' && (isStart(spec) || (next.model?.some(readsPart) && !isParted(data))))
    next = withTextStart(next);
  if (to === 'series' && rows > 0)
    next.data = { ...next.data, series: { ...seriesOf(rows), ...data.series } };
  if (kindOf(to) !== 'images') next.data = without(next.data ?? {}, 'goal');
  if (view && !keepWords) next.view = without(without(view, 'title'), 'text');
  return next;
}

type Kind = 'points' | 'images' | 'text' | 'series';

const kindOf = (source: string): Kind =>
  isImageSet(source) ? 'images' : isTextSet(source) ? 'text' : isSeriesSet(source) ? 'series' : 'points';

/** Images are learned with convolutions, and from more examples. */
const forImages = (spec: Spec): Spec => ({
  ...spec,
  data: { ...spec.data, samples: Math.max(spec.data?.samples ?? 0, cnnSamples), noise: 0.1 },
  model: smallCnn,
  training: { ...(spec.training && without(spec.training, 'loss')), ...cnnTraining },
});

/** What learns from images or sequences alone goes; layers without a dense one are no network. */
const forPoints = ({ data, model = [], training, ...rest }: Spec): Spec => {
  const plain = model.filter((layer) => (isDense(layer) || isDropout(layer)) && !layer.inputs?.length);
  return {
    ...rest,
    ...(data && { data: without(data, 'samples') }),
    ...(plain.some(isDense) && { model: plain }),
    ...(training && { training: without(without(without(training, 'loss'), 'rate'), 'epochs') }),
  };
};

/** Reads the source or the target of a line, which only some sets have. */
const readsPart = ({ type }: LayerSpec): boolean => type === 'source' || type === 'target';
const isParted = ({ source = '', text }: DataSpec): boolean =>
  source === 'text' ? !!text?.separator : /^(copy|addition|dates)$/.test(source);

/** Texts and series are learned step by step; how many are made is the set's own. */
const forSequences = (spec: Spec, training: TrainingSpec): Spec => ({
  ...spec,
  ...(spec.data && { data: without(without(spec.data, 'samples'), 'noise') }),
  training: { ...(spec.training && without(spec.training, 'loss')), ...training },
});

/** Nobody changed the layers that the set of texts began with. */
const isStart = ({ data, model }: Spec): boolean => !!data && equal(model, textStart(data).model);

const withTextStart = ({ data = {}, ...rest }: Spec): Spec => {
  const { model, samples } = textStart(data);
  return { ...rest, data: { ...without(data, 'samples'), ...(samples && { samples }) }, model };
};

const fittedTo: Record<Kind, (spec: Spec) => Spec> = {
  points: forPoints,
  images: forImages,
  text: (spec) => withTextStart(forSequences(spec, textTraining)),
  series: (spec) => ({ ...forSequences(spec, seriesTraining), model: seriesModel }),
};

const isForClasses = (source: string): boolean => (classSets as readonly string[]).includes(source);

function fitted(data: DataSpec, from: string, to: string): DataSpec {
  const { features = [], formulas = [] } = data;
  const rest = without(without(data, 'features'), 'formulas');
  if (curves.has(to))
    return {
      ...rest,
      ...listed(
        'features',
        features.filter((feature) => feature in twins),
      ),
      ...listed(
        'formulas',
        formulas.filter((formula) => !/\by\b/.test(formula)),
      ),
    };
  if (curves.has(from))
    return {
      ...data,
      ...listed(
        'features',
        features.flatMap((feature) => [feature, twins[feature]!]),
      ),
    };
  return data;
}

/** An empty list is the default, which the spec leaves out. */
const listed = <K extends string, T>(name: K, list: T[]): { [P in K]?: T[] } =>
  list.length > 0 ? ({ [name]: list } as { [P in K]?: T[] }) : {};

function without<T extends object, K extends keyof T>(whole: T, name: K): T {
  const rest = { ...whole };
  delete rest[name];
  return rest;
}
