/**
 * The first records of a CSV, for the preview only: the core's reader decides what is learned. Quotes as
 * in RFC 4180; only the head of the text is looked at.
 */

const kHead = 20_000;

export function firstRecords(text: string, separator: string, most: number): string[][] {
  const mark = separator === 'tab' ? '\t' : separator;
  const head = text.slice(0, kHead).replace(/^\ufeff/, '');
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  const endRecord = (): void => {
    record.push(cell);
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
    cell = '';
  };
  for (let i = 0; i < head.length && records.length < most; i++) {
    const c = head[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (head[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === mark) {
      record.push(cell);
      cell = '';
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && head[i + 1] === '\n') i++;
      endRecord();
    } else cell += c;
  }
  const whole = head.length === text.length || records.length < most;
  if (whole && records.length < most && (cell !== '' || record.length > 0)) endRecord();
  return records;
}

/** Line `number` (from 1) of the text as it stands, shortened. */
export function rawLine(text: string, number: number): string {
  let at = 0;
  for (let line = 1; line < number; line++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return '';
    at = next + 1;
  }
  const end = text.indexOf('\n', at);
  const line = text.slice(at, end < 0 ? undefined : end).replace(/\r$/, '');
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
