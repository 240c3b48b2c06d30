/** What the CSV reader found, in plain words. */
import { formatCount } from '../../format';
import type { CsvColumn, CsvReport, Issue } from '../../worker/protocol';

export interface Warning {
  text: string;
  /** Line of the file (from 1) to show, or 0. */
  line: number;
}

/** An issue of the reader: `value` is what stands there, `allowed` what was expected and what it did. */
export function warningOf(issue: Issue): Warning {
  const found = /\/(row|line|column)\/([^/]+)/.exec(issue.pointer);
  const line = found && found[1] !== 'column' ? Number(found[2]) : 0;
  const value = typeof issue.value === 'string' ? issue.value : JSON.stringify(issue.value);
  const cells = /^(\d+) cells\b/.exec(issue.allowed)?.[1];
  if (line > 0 && cells)
    return { line, text: `Line ${line} has ${value} cells, the others have ${cells}. It is left out.` };
  if (line > 0 && value.startsWith('"')) {
    const [wanted, done] = issue.allowed.split(': ');
    return {
      line,
      text: sentence(`Line ${line} says ${value}, where ${wanted ?? ''} is needed${done ? `: ${done}` : ''}`),
    };
  }
  if (found?.[1] === 'column') {
    const name = (found[2] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
    return { line, text: sentence(`Column ${name}: ${issue.allowed}`) };
  }
  const count = /^\d+$/.test(value) ? `${formatCount(Number(value))} found: ` : '';
  return { line, text: sentence(count + issue.allowed) };
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

const kinds: Record<CsvColumn['kind'], string> = {
  number: 'number',
  text: 'text',
  date: 'date',
  constant: 'always the same',
  empty: 'empty',
};

/** "number, 3 missing". */
export function columnWords(column: CsvColumn): string {
  const words = [kinds[column.kind]];
  if (column.kind === 'text') words.push(`${formatCount(column.distinct)} kinds`);
  if (column.missing > 0) words.push(`${formatCount(column.missing)} missing`);
  return words.join(', ');
}

/** "150 rows, 5 columns. It will learn to tell species apart." */
export function reportWords(report: CsvReport, labels: readonly string[] = []): string {
  const size = `${formatCount(report.rows)} rows, ${formatCount(report.columns.length)} columns.`;
  if (labels.length > 0) return `${size} It learns which of ${formatCount(labels.length)} labels hold.`;
  const what =
    report.task === 'classification'
      ? `It learns to tell ${report.target} apart.`
      : `It learns to predict ${report.target}.`;
  return report.target === '' ? size : `${size} ${what}`;
}

/** Columns that say yes or no, which may be labels beside others. */
export const binary = (column: CsvColumn): boolean =>
  column.distinct === 2 && column.examples.every((cell) => /^(0|1|no|yes|false|true)$/i.test(cell.trim()));

/**
 * The labels after a column was made one or is none any more. A single one is a target and no label; the
 * first that is chosen beside a target that says yes or no makes both labels.
 */
export function withLabel(
  labels: readonly string[],
  target: CsvColumn | undefined,
  column: string,
  holds: boolean,
): string[] {
  if (!holds) return labels.filter((name) => name !== column);
  const before = labels.length > 0 ? labels : target && binary(target) ? [target.name] : [];
  return [...before.filter((name) => name !== column), column];
}

/** Columns the network may see: useless ones are left out by themselves. */
export const usable = (column: CsvColumn): boolean => column.kind !== 'constant' && column.kind !== 'empty';
