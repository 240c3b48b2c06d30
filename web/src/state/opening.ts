/** Opens specs as far as they can be: without its file, or with data that cannot be used, the nearest is. */
import { equal, withValue } from '../config/pointer';
import type { Spec } from '../config/spec-types';
import type { Description, Issue } from '../worker/protocol';
import type { NamedClips, NamedImages, NamedText } from './app';
import { fileOf, type Moment, type Table } from './applier';
import type { Client } from './surroundings';

export interface Opened {
  moment: Moment;
  description: Description;
  /** Why another spec is open than the one asked for. */
  refused: Issue[];
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

/** `refuse`: called with what is wrong, before anything else is opened in its place. */
export async function openNearest(
  client: Client,
  wanted: Wanted,
  refuse?: (issues: Issue[]) => Promise<never>,
): Promise<Opened> {
  const { spec, csv, text = null, images = null, clips = null, file } = wanted;
  const source = spec.data?.source ?? '';
  const table = source === 'csv' || source === 'series';
  const pictures = source === 'images' ? images : null;
  const sounds = source === 'audio' ? clips : null;
  const read = fileOf<NamedText | null | undefined>(spec, { csv, text });
  const own = pictures ?? sounds ?? read;
  const needed = table || ['images', 'audio', 'text'].includes(source);
  if (needed && (!own || (file && file.name !== own.name)))
    return { ...(await openNearest(client, { spec: plain(spec) })), waiting: spec };
  const reply = await client.call('open', {
    spec,
    ...(read ? { csv: read.text } : {}),
    ...(pictures && { images: pictures.images }),
    ...(sounds && { clips: sounds.clips }),
  });
  if (!reply.description) {
    const { issues } = reply;
    const { amended } = await import('./amend');
    const nearer = amended(spec, issues) ?? plain(spec);
    if (equal(nearer, spec)) throw new Error(issues[0]?.allowed ?? 'nothing could be opened');
    // A spec that leaves its layers to the page gets those that suit its data.
    const silent = !spec.model && nearer.model;
    if (!silent) await refuse?.(issues);
    const instead = await openNearest(client, { ...wanted, spec: nearer }, refuse);
    return silent ? instead : { ...instead, refused: [...issues, ...instead.refused] };
  }
  const known = table && csv ? await readTable(client, csv.name, csv.text, reply.spec) : null;
  return {
    moment: { spec: reply.spec, csv: known, images: pictures, clips: sounds, text },
    description: reply.description,
    refused: [],
    waiting: null,
  };
}

/** What the page looks like is kept, what it shows is the default. */
const plain = ({ view }: Spec): Spec =>
  withValue(withValue(view ? { view } : {}, '/view/axes', undefined), '/view/held', undefined);

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
