import { describe, expect, it } from 'vitest';
import { dateTicks, dayText } from '../../../web/src/views/output/calendar';

const day = (text: string): number => Date.parse(text) / 86_400_000;

describe('dates on axes', () => {
  it('reads days since 1970', () => {
    expect(dayText(0)).toBe('1970-01-01');
    expect(dayText(day('1958-03-29') + 0.4)).toBe('1958-03-29');
    expect(dayText(Number.NaN)).toBe('');
  });

  it('marks first days of round years, before 1970 too', () => {
    const labels = dateTicks(day('1948-06-01'), day('2010-01-02'), 6);
    expect(labels.map(({ text }) => text)).toEqual(['1960', '1980', '2000']);
    for (const { value, text } of labels) expect(dayText(value)).toBe(`${text}-01-01`);
  });

  it('marks months and days of shorter spans', () => {
    expect(dateTicks(day('2020-01-15'), day('2020-12-20'), 6).map(({ text }) => text)).toEqual([
      '2020-03',
      '2020-05',
      '2020-07',
      '2020-09',
      '2020-11',
    ]);
    const days = dateTicks(day('2020-02-25'), day('2020-03-06'), 5);
    expect(days.length).toBeGreaterThan(2);
    expect(days.every(({ text }) => /^\d\d-\d\d$/.test(text))).toBe(true);
  });

  it('gives nothing for no range', () => {
    expect(dateTicks(5, 5, 6)).toEqual([]);
    expect(dateTicks(0, Number.POSITIVE_INFINITY, 6)).toEqual([]);
  });
});
