import { describe, expect, it } from 'vitest';
import { maskOf } from '../../../web/src/views/edges';

describe('faded edges', () => {
  const widths = (mask: string): (number | undefined)[] =>
    [/#000 (\d+)px/, /100% - (\d+)px/].map((found) => Number(found.exec(mask)?.[1]));

  it('are none where nothing is hidden', () => {
    expect(maskOf('right', 0, 0)).toBe('');
    expect(maskOf('bottom', 0, 1)).toBe('');
  });
  it('stand where more is, growing up to their width', () => {
    expect(widths(maskOf('right', 0, 300))).toEqual([0, 28]);
    expect(widths(maskOf('right', 10, 300))).toEqual([10, 28]);
    expect(widths(maskOf('bottom', 300, 300))).toEqual([28, 0]);
  });
  it('hold while a scroller swings beyond its end', () => {
    expect(widths(maskOf('bottom', -20, 300))).toEqual([0, 28]);
  });
});
