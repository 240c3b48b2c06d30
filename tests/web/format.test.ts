import { expect, test } from 'vitest';
import {
  formatBits,
  formatCount,
  formatLoss,
  formatPercent,
  formatProbability,
  formatSetting,
  formatValue,
  parseNumber,
} from '../../web/src/format';

const decimal = (text: string) => text.replace('.', (0.5).toLocaleString().charAt(1));

test('a minus is a minus, and nothing is minus nothing', () => {
  expect(formatValue(-1.234)).toBe(decimal('−1.23'));
  expect(formatValue(-0.001)).toBe(decimal('0.00'));
  expect(formatValue(Number.NaN)).toBe('–');
});

test('loss has three significant digits, however small', () => {
  expect(formatLoss(0.17149)).toBe(decimal('0.171'));
  expect(formatLoss(0.1)).toBe(decimal('0.100'));
  expect(formatLoss(-1.3551)).toBe(decimal('−1.36'));
  expect(formatLoss(0.0000123456)).toBe('1.23e−5');
});

test('a probability is never 0 or 100 % unless it is', () => {
  expect(formatProbability(0.0001)).toBe('<1\u202f%');
  expect(formatProbability(0.9999)).toBe('>99\u202f%');
  expect(formatProbability(0)).toBe('0\u202f%');
  expect(formatProbability(1)).toBe('100\u202f%');
  expect(formatProbability(0.67)).toBe('67\u202f%');
});

test('units stand behind a thin space that does not break', () => {
  expect(formatPercent(0.931)).toBe(decimal('93.1\u202f%'));
  expect(formatBits(Math.LN2 / 2)).toBe(decimal('0.50\u202fbit'));
});

test('counts are not shortened below a million', () => {
  expect(formatCount(999_999)).toBe((999_999).toLocaleString());
  expect(formatCount(12_345_678).length).toBeLessThan(8);
});

test('a setting is as short as it can be', () => {
  expect(formatSetting(0.012)).toBe(decimal('0.012'));
  expect(formatSetting(1e-8)).toBe('1e−8');
  expect(formatSetting(300)).toBe('300');
});

test('what people type is understood', () => {
  const typed: [string, number][] = [
    ['0.012', 0.012],
    ['0,012', 0.012],
    ['−3', -3],
    ['1e-3', 0.001],
    ['12 %', 0.12],
    ['1 000', 1000],
    ['1.000,5', 1000.5],
    ['1,000.5', 1000.5],
    ['1,000,000', 1e6],
    ['-1\u202f000,25', -1000.25],
    ['1’000', 1000],
    ['12,34,567.5', 1234567.5],
    ['1000,', 1000],
    [' .5 ', 0.5],
    ['1e−8', 1e-8],
  ];
  for (const [text, value] of typed) expect(parseNumber(text)).toBeCloseTo(value, 12);
  const none = ['', 'ten', '1e', '--1', '1 2 x', 'Infinity', '0x10'];
  const ill = ['0.1.2', '5 5', '1,00,00', '1.000.5', '1,000,5', '0 000', '1,2.3', '10 00'];
  for (const text of [...none, ...ill]) expect(parseNumber(text), text).toBeNaN();
});

test('what is written can be typed again', () => {
  for (const value of [0.012, 1e-8, -0.5, 300, 0.000001, 1000, 1.234, 1_234_567.5])
    expect(parseNumber(formatSetting(value))).toBe(value);
});
