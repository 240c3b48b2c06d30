import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { App } from '../../../web/src/state/app';
import { firstRecords, rawLine } from '../../../web/src/views/data/csv-preview';
import {
  binary,
  columnWords,
  reportWords,
  warningOf,
  withLabel,
} from '../../../web/src/views/data/csv-words';
import type { CsvColumn } from '../../../web/src/worker/protocol';
import { looksLikeTable } from '../../../web/src/views/data/looks-like-table';
import { decode, readTable } from '../../../web/src/views/data/read-file';
import { classSets, valueSets } from '../../../web/src/spec/point-sets';
import { sketch } from '../../../web/src/views/data/sketch';
import { specIn } from '../../../web/src/views/data/spec-file';
import { takeFile } from '../../../web/src/views/data/take';
import { slidersOf } from '../../../web/src/views/data/sliders';

describe('the preview of a CSV', () => {
  it('reads quotes, doubled quotes, line ends inside cells, CRLF and a byte-order mark', () => {
    const text = '\ufeffa,"b, c","d ""e"""\r\n1,"two\nlines",3\r\n\r\n4,5,6\r\n7,8,9';
    expect(firstRecords(text, ',', 3)).toEqual([
      ['a', 'b, c', 'd "e"'],
      ['1', 'two\nlines', '3'],
      ['4', '5', '6'],
    ]);
    expect(firstRecords('a\tb\n1\t2', 'tab', 5)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });
  it('does not look through a large text, nor end on half a record of it', () => {
    const text = Array.from({ length: 200_000 }, (_, i) => `${i};${i}`).join('\n');
    expect(firstRecords(text, ';', 4)).toEqual([
      ['0', '0'],
      ['1', '1'],
      ['2', '2'],
      ['3', '3'],
    ]);
  });
  it('shows a line as it stands', () => {
    expect(rawLine('a,b\r\n1,2\r\n3', 2)).toBe('1,2');
    expect(rawLine('a,b', 9)).toBe('');
    expect(rawLine(`x\n${'y'.repeat(500)}`, 2)).toHaveLength(201);
  });
});

describe('words about a table', () => {
  it('names the line and makes a sentence', () => {
    expect(
      warningOf({
        pointer: '/csv/line/14',
        value: '5',
        allowed: '4 cells, as in the other lines: this one is left out',
      }),
    ).toEqual({
      text: 'Line 14 has 5 cells, the others have 4. It is left out.',
      line: 14,
    });
    expect(
      warningOf({
        pointer: '/csv/line/3',
        value: '"abc"',
        allowed: 'a number in column "age": taken as an empty cell',
      }),
    ).toEqual({
      text: 'Line 3 says "abc", where a number in column "age" is needed: taken as an empty cell.',
      line: 3,
    });
    expect(
      warningOf({ pointer: '/csv', value: '9', allowed: 'lines of 4 cells; the others are left out' }).line,
    ).toBe(0);
  });
  it('says what is there and what it learns', () => {
    const column = { name: 'species', kind: 'text' as const, examples: [], missing: 2, distinct: 3 };
    expect(columnWords(column)).toBe('text, 3 kinds, 2 missing');
    const report = {
      separator: ',',
      decimal: '.',
      header: true,
      rows: 150,
      target: 'species',
      task: 'classification' as const,
      columns: [column],
      warnings: [],
    };
    expect(reportWords(report)).toContain('tell species apart');
    expect(reportWords(report, ['a', 'b'])).toContain('which of 2 labels hold');
  });
  it('knows columns that may be labels, and makes them so', () => {
    const column = (name: string, examples: string[]): CsvColumn => ({
      name,
      kind: 'number',
      examples,
      missing: 0,
      distinct: examples.length,
    });
    const [sour, kind, size] = [
      column('sour', ['0', '1']),
      column('kind', ['a', 'b']),
      column('size', ['1', '2', '3']),
    ];
    expect([sour, kind, size, column('sweet', ['Yes', 'No'])].map(binary)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(withLabel([], sour, 'sweet', true)).toEqual(['sour', 'sweet']);
    expect(withLabel([], size, 'sweet', true)).toEqual(['sweet']);
    expect(withLabel([], sour, 'sour', true)).toEqual(['sour']);
    expect(withLabel(['sour', 'sweet'], sour, 'bitter', true)).toEqual(['sour', 'sweet', 'bitter']);
    expect(withLabel(['sour', 'sweet'], sour, 'sour', false)).toEqual(['sweet']);
  });
});

describe('files', () => {
  const file = (bytes: BlobPart, name = 'a.csv'): File => new File([bytes], name);

  it('unpacks gzip and drops its ending from the name', async () => {
    const packed = await new Response(
      new Blob(['a,b\n1,2\n']).stream().pipeThrough(new CompressionStream('gzip')),
    ).arrayBuffer();
    expect(await readTable(file(packed, 'a.csv.gz'))).toEqual({ name: 'a.csv', text: 'a,b\n1,2\n' });
  });
  it('stops at what unpacks to too much', async () => {
    const zeros = new Blob([new Uint8Array(70 * 1024 * 1024)]);
    const packed = await new Response(
      zeros.stream().pipeThrough(new CompressionStream('gzip')),
    ).arrayBuffer();
    expect(await readTable(file(packed, 'bomb.gz'))).toHaveProperty('error');
  });
  it('says what is wrong with other things', async () => {
    for (const bytes of [
      Uint8Array.of(137, 80, 78, 71, 0, 0),
      Uint8Array.of(31, 139, 1, 2, 3),
      new Uint8Array(),
    ])
      expect(await readTable(file(bytes))).toHaveProperty('error');
  });
  it('decodes UTF-8, UTF-16 and what older spreadsheets write', () => {
    expect(decode(Uint8Array.of(0xc3, 0xa9))).toBe('é');
    expect(decode(Uint8Array.of(0xff, 0xfe, 0xe9, 0))).toBe('é');
    expect(decode(Uint8Array.of(0x61, 0xe9))).toBe('aé');
  });
  it('tells a pasted table from other text', () => {
    expect(looksLikeTable('a;b\n1;2')).toBe(true);
    expect(looksLikeTable('just words, one line')).toBe(false);
    expect(looksLikeTable('Dear all,\nthis is a letter')).toBe(false);
  });
});

describe('a spec as a file', () => {
  it('is told from other documents', () => {
    for (const text of ['{"version":1}', '{"data":{}}', '{"model":[],"more":1}'])
      expect(specIn(text)).toEqual(JSON.parse(text));
    for (const text of ['', 'a,b', '5', '[]', '{}', '{"version":"1.0","name":"x"}', '{"data":[1]}'])
      expect(specIn(text)).toBeNull();
    for (const folder of ['examples/specs', 'examples/own-data'])
      for (const name of readdirSync(folder))
        expect(specIn(readFileSync(`${folder}/${name}`, 'utf8')), name).not.toBeNull();
  });
  it('is opened, and refused where it is none', async () => {
    const opened: unknown[] = [];
    const app = { openSpec: (...args: unknown[]) => opened.push(args) } as unknown as App;
    const take = (name: string, text: string) => takeFile(app, new File([text], name), () => {});
    expect(await take('mine.json', '{"seed": 3}')).toBe('');
    expect(await take('package.json', '{"name": "x"}')).toContain('package.json is not a spec of Hunch');
    expect(opened).toEqual([['mine.json', { seed: 3 }]]);
  });
});

describe('sets', () => {
  it('has a thumbnail for each, inside its tile and the same every time', () => {
    for (const source of [...classSets, ...valueSets]) {
      const marks = sketch(source);
      expect(marks.length).toBeGreaterThan(40);
      expect(marks).toEqual(sketch(source));
      const inside = marks.filter(([x, y]) => Math.abs(x) <= 1.08 && Math.abs(y) <= 1.08).length;
      expect(inside).toBeGreaterThan(0.95 * marks.length);
    }
    expect(sketch('csv')).toEqual([]);
  });
  it('offers only sliders that do something', () => {
    const pointers = (source: string, task: 'classification' | 'regression'): string[] =>
      slidersOf(source, task).map(({ pointer }) => pointer);
    expect(pointers('gap', 'regression')).toEqual(['/data/samples', '/data/noise', '/data/gap']);
    expect(pointers('spiral', 'classification')).toContain('/data/arms');
    expect(pointers('csv', 'regression')).toEqual([]);
  });
});
