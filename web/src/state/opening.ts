/** Opens specs as far as they can be: without its file, or with data that cannot be used, the nearest is. */
import { sameSpec, withValue } from '../config/pointer';
import type { Spec } from '../config/spec-types';
import type { Description } from '../worker/protocol';
import type { Field, LinkNotice, NamedClips, NamedImages, NamedText } from './app';
import { fileOf, type Moment, type Table } from './applier';
import type { Client } from './surroundings';

export interface Opened {
  moment: Moment;
  description: Description;
  notice: LinkNotice | null;
  /** The spec that could not be opened, since its file is not here. */
  waiting: Spec | null;
}

export interface Wanted {
  spec: Spec;
  csv?: NamedText | undefined;
  text?: NamedText | null | undefined;
  images?: NamedImages | null;
  clips?: NamedClips | null;
  /** The file that a link tells of. */
  file?: { name: string; rows: number } | undefined;
}

export async function openNearest(
  client: Client,
  { spec, csv, text = null, images = null, clips = null, file }: Wanted,
  field: (pointer: string) => Field | undefined,
): Promise<Opened> {
  const source = spec.data?.source ?? '';
  const table = source === 'csv' || source === 'series';
  const pictures = source === 'images' ? images : null;
  const sounds = source === 'audio' ? clips : null;
  const read = fileOf<NamedText | null | undefined>(spec, { csv, text });
  const own = pictures ?? sounds ?? read;
  const needed = table || ['images', 'audio', 'text'].includes(source);
  if (needed && (!own || (file && file.name !== own.name))) {
    const instead = await openNearest(client, { spec: plain(spec) }, field);
    const { wantedText } = await import('./notices');
    const words = wantedText(file ?? { name: '', rows: 0 });
    return { ...instead, notice: { kind: 'invalid', text: words, issues: [] }, waiting: spec };
  }
  const reply = await client.call('open', {
    spec,
    ...(read ? { csv: read.text } : {}),
    ...(pictures && { images: pictures.images }),
    ...(sounds && { clips: sounds.clips }),
  });
  if (!reply.description) {
    if (sameSpec(spec, {})) throw new Error(reply.issues[0]?.allowed ?? 'nothing could be opened');
    const instead = await openNearest(client, { spec: {} }, field);
    const { noticeOf } = await import('./notices');
    const link = { state: 'whole', received: 0, expected: 0 } as const;
    return { ...instead, notice: noticeOf(link, reply.issues, field) };
  }
  const known = table && csv ? await readTable(client, csv.name, csv.text, reply.spec) : null;
  return {
    moment: { spec: reply.spec, csv: known, images: pictures, clips: sounds, text },
    description: reply.description,
    notice: null,
    waiting: null,
  };
}

/** What the page looks like is kept, what it shows is the default. */
const plain = (spec: Spec): Spec => ({
  view: withValue(withValue(spec.view ?? {}, '/axes', undefined), '/held', undefined),
});

/** Null: it holds no table. */
export async function readTable(
  client: Client,
  name: string,
  text: string,
  spec: Spec,
): Promise<Table | null> {
  const how = spec.data?.csv ?? {};
  const { report } = await client.call('inspectCsv', { text, how });
  return report && { name, text, report, how };
}
