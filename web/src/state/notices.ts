/** What the page says about the link, the spec or the kept work that it opened. */
import type { ReadLink } from '../config/link';
import type { Issue } from '../worker/protocol';
import type { App, LinkNotice } from './app';
import { fieldOf, isOfLayers } from './fault-words';
import { layerLabel, layerTrouble } from './layer-words';
import type { Opened } from './opening';

/** Where a spec came from: a work is the reader's own. */
export type Origin = 'link' | 'spec' | 'work';

/** What knows the names people know. */
type Names = Pick<App, 'field' | 'layerKinds'>;

type Link = Pick<ReadLink, 'state' | 'received' | 'expected' | 'issues' | 'file'>;

export function noticeOf(
  link: Link,
  from: Origin,
  { refused, waiting }: Pick<Opened, 'refused' | 'waiting'>,
  names: Names,
): LinkNotice {
  const issues = [...link.issues, ...refused];
  const damage = damageOf(link);
  const texts = damage
    ? [damage.text]
    : issues.length > 0
      ? [invalidText(link.issues, refused, from, names)]
      : [];
  if (damage) issues.unshift({ pointer: '#', value: damage.got, allowed: damage.allowed });
  if (waiting) {
    const { name = '', rows = 0 } = link.file ?? {};
    texts.push(wantedText(from, name, rows));
    const allowed = `${name || 'a file of your own'}, which has to be dropped on the page`;
    issues.push({ pointer: '/data/source', value: waiting.data?.source, allowed });
  }
  return { kind: damage?.kind ?? 'invalid', text: texts.join(' '), issues };
}

interface Damage {
  kind: 'cut' | 'corrupt' | 'newer';
  text: string;
  got: string;
  allowed: string;
}

function damageOf({ state, received, expected }: Link): Damage | null {
  switch (state) {
    case 'cut': {
      const came = expected > 0 ? `${received} of its ${expected} characters came. ` : '';
      return {
        kind: state,
        text: `This link was cut on its way. ${came}What came whole is open, the rest is as usual. Ask for the link again to see all of it.`,
        got: `${received} characters`,
        allowed: expected > 0 ? `all ${expected} characters of the link` : 'the whole link',
      };
    }
    case 'corrupt':
      return {
        kind: state,
        text: 'This link was changed on its way: its checksum does not fit. The nearest setting that can be opened is open.',
        got: 'another checksum',
        allowed: 'the link as it was written',
      };
    case 'newer':
      return {
        kind: state,
        text: 'This link was made by a newer version of Hunch. What this version knows of it is open.',
        got: 'a newer version',
        allowed: 'a link of this version',
      };
    case 'empty':
    case 'hand':
    case 'whole':
      return null;
  }
  state satisfies never;
}

/** `refused`: by the engine, after the rest of the link was brought to what can be. */
function invalidText(found: Issue[], refused: Issue[], from: Origin, names: Names): string {
  const [trouble] = refused;
  if (!trouble || refused.length > 1 || !isOfLayers(trouble.pointer))
    return `This ${from} asks for what cannot be. ${reasons([...found, ...refused], names)} The nearest setting is open.`;
  const others = found.length > 0 ? ` It asks for more that cannot be. ${reasons(found, names)}` : '';
  return `The layers of this ${from} do not fit together. ${reasons(refused, names)} The usual layers are open in their place, all else is as it says.${others}`;
}

/** Sentences about the first issues. */
export function reasons(issues: readonly Issue[], names: Names): string {
  const first = issues.slice(0, 3).map((issue) => reason(issue, names));
  const more = issues.length > 3 ? ` And ${issues.length - 3} more.` : '';
  return first.join(' ') + more;
}

function reason(issue: Issue, names: Names): string {
  const { pointer, value, allowed } = issue;
  if (isOfLayers(pointer)) {
    const layer = /\d+$/.exec(pointer)?.[0];
    const words = layerTrouble(allowed, layerLabel(value, allowed, names.layerKinds));
    return layer ? `Layer ${Number(layer) + 1}: ${words}` : words;
  }
  const name = fieldOf(pointer, names)?.label ?? (pointer.replace(/^#/, '') || 'The spec');
  return `${name} ${shown(value)}: allowed is ${allowed}${/[.?]$/.test(allowed) ? '' : '.'}`;
}

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 40 ? text.slice(0, 39) + '…' : text;
};

function wantedText(from: Origin, name: string, rows: number): string {
  const many = rows > 0 ? ` (${rows.toLocaleString('en')} examples)` : '';
  const why = from === 'work' ? 'the page does not keep it' : `a ${from} never holds the data`;
  return `This ${from} wants ${name ? `your file ${name}` : 'a file of yours'}${many}: ${why}. Drop the file on the page to open it.`;
}
