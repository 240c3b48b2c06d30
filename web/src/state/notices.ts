/** What the page says about the link it was opened with. */
import type { ReadLink } from '../config/link';
import type { Issue } from '../worker/protocol';
import type { Field, LinkNotice } from './app';

/** Null: nothing to say. `field` gives the names people know. */
export function noticeOf(
  link: Pick<ReadLink, 'state' | 'received' | 'expected'>,
  issues: Issue[],
  field: (pointer: string) => Field | undefined,
): LinkNotice | null {
  switch (link.state) {
    case 'cut': {
      const came = link.expected > 0 ? `${link.received} of its ${link.expected} characters came. ` : '';
      return {
        kind: 'cut',
        text: `This link was cut on its way. ${came}What came whole is open, the rest is as usual. Ask for the link again to see all of it.`,
        issues,
      };
    }
    case 'corrupt':
      return {
        kind: 'corrupt',
        text: 'This link was changed on its way: its checksum does not fit. The nearest setting that can be opened is open.',
        issues,
      };
    case 'newer':
      return {
        kind: 'newer',
        text: 'This link was made by a newer version of Hunch. What this version knows of it is open.',
        issues,
      };
    case 'empty':
    case 'hand':
    case 'whole':
      return issues.length > 0 ? { kind: 'invalid', text: invalidText(issues, field), issues } : null;
  }
  link.state satisfies never;
}

function invalidText(issues: Issue[], field: (pointer: string) => Field | undefined): string {
  const first = issues.slice(0, 3).map((issue) => {
    const name = field(issue.pointer)?.label ?? issue.pointer.replace(/^#/, '');
    return `${name} ${shown(issue.value)}: allowed is ${issue.allowed}${/[.?]$/.test(issue.allowed) ? '' : '.'}`;
  });
  const more = issues.length > 3 ? ` And ${issues.length - 3} more.` : '';
  return `This link asks for what cannot be. ${first.join(' ')}${more} The nearest setting is open.`;
}

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 40 ? text.slice(0, 39) + '…' : text;
};

export const wantedText = (file: { name: string; rows: number }): string => {
  const rows = file.rows > 0 ? ` (${file.rows.toLocaleString('en')} examples)` : '';
  return `This link wants ${file.name ? `your file ${file.name}` : 'a file of yours'}${rows}: a link never holds the data. Drop the file on the page to open it.`;
};
