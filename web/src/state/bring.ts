/** Makes a file that the reader brings what is learned from: as the spec says that waits for it, else as suits it. */
import type { Spec } from '../config/spec-types';
import type { Issue, OwnClips, ReplyOf, RequestName, RequestOf } from '../worker/protocol';
import type { ImageFiles } from './app';
import type { Moment } from './applier';

/** Who learns from it. */
export interface Learner {
  /** Null: the engine refused or is gone; the reader has been told. */
  ask<N extends RequestName>(name: N, body: RequestOf<N>): Promise<ReplyOf<N> | null>;
  /** The spec that was asked for, but whose file is not here. */
  waiting(): Spec | undefined;
  learn(spec: Spec, own: Partial<Moment>): void;
  refuse(text: string, issues?: Issue[]): void;
}

/** The spec that waits for a file of such a source; else the one that suits the file. */
function wanted(learner: Learner, sources: readonly string[], suited: Spec): Spec {
  const waiting = learner.waiting();
  return waiting && sources.includes(waiting.data?.source ?? '') ? waiting : suited;
}

export async function bringTable(learner: Learner, name: string, text: string): Promise<void> {
  const reply = await learner.ask('inspectCsv', { text, how: learner.waiting()?.data?.csv ?? {} });
  if (!reply) return;
  const { report, spec: suited, issues } = reply;
  if (!report || !suited) {
    learner.refuse(`${name} could not be read: it needs ${issues[0]?.allowed ?? 'a table'}.`, issues);
    return;
  }
  const spec = wanted(learner, ['csv', 'series'], suited);
  learner.learn(spec, { csv: { name, text, report, how: spec.data?.csv ?? {} } });
}

export async function bringText(learner: Learner, name: string, text: string): Promise<void> {
  const suited = await learner.ask('textSpec', { text });
  if (suited) learner.learn(wanted(learner, ['text'], suited.spec), { text: { name, text } });
}

export async function bringImages(learner: Learner, name: string, files: ImageFiles): Promise<void> {
  const read =
    'labels' in files && 'height' in files
      ? { images: files, error: '' }
      : await learner.ask('readIdx', files);
  if (!read) return;
  const { images, error } = read;
  const suited = images && (await learner.ask('imageSpec', { images }));
  if (images && suited) learner.learn(wanted(learner, ['images'], suited.spec), { images: { name, images } });
  else if (error) learner.refuse(`${name} could not be read: ${error}.`);
}

export async function bringClips(learner: Learner, name: string, clips: OwnClips): Promise<void> {
  const suited = await learner.ask('clipSpec', { clips });
  if (suited) learner.learn(wanted(learner, ['audio'], suited.spec), { clips: { name, clips } });
}
