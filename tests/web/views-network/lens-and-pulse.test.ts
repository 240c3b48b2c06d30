import { describe, expect, it } from 'vitest';
import { lensPlace, lensWidth, type View } from '../../../web/src/views/network/lens-place';
import { schedule } from '../../../web/src/views/network/pulse';
import { isSlow } from '../../../web/src/views/network/slow';

const view: View = { width: 596, height: 480, tile: 40, phone: false, beyond: 72, lensHeight: 180 };

describe('place of the lens', () => {
  it('is right of the tile, never over its inputs', () => {
    const at = lensPlace({ x: 230, y: 240, inGrid: false }, view);
    expect(at.x).toBeGreaterThan(230 + 20);
    expect(at.y).toBe(182);
  });

  it('stays inside the view from top to bottom', () => {
    expect(lensPlace({ x: 230, y: 20, inGrid: false }, view).y).toBe(0);
    expect(lensPlace({ x: 230, y: 470, inGrid: false }, view).y).toBe(300);
  });

  it('goes below or above a tile that stands at the right border', () => {
    const below = lensPlace({ x: 540, y: 120, inGrid: false }, view);
    expect(below.y).toBeGreaterThan(140);
    expect(below.x + lensWidth).toBeLessThanOrEqual(596);
    const above = lensPlace({ x: 540, y: 400, inGrid: false }, view);
    expect(above.y + 180).toBeLessThan(380);
  });

  it('stands left of a tile in the grid, under the network on a phone', () => {
    expect(lensPlace({ x: 540, y: 120, inGrid: true }, view).x + lensWidth).toBeLessThan(520);
    expect(
      lensPlace({ x: 170, y: 120, inGrid: false }, { ...view, phone: true, width: 358, height: 400 }).y,
    ).toBeGreaterThan(400);
  });
});

describe('a slow step', () => {
  it('lights the layers forwards, then backwards, within its time', () => {
    const { each, delays } = schedule(4, 450);
    expect(delays.map(([forward]) => forward)).toEqual([0, each, 2 * each, 3 * each]);
    expect(delays[3]?.[1]).toBeCloseTo(4 * each);
    expect(delays[0]?.[1]).toBeCloseTo(7 * each);
    expect(8 * each).toBeLessThanOrEqual(450);
    expect(schedule(3, 10_000).each).toBe(120);
  });

  it('is a single one by hand, or play at two a second or less', () => {
    expect(isSlow(false, 0, 4, 5)).toBe(true);
    expect(isSlow(true, 2, 4, 5)).toBe(true);
    expect(isSlow(true, 0, 4, 5)).toBe(false);
    expect(isSlow(true, 60, 4, 5)).toBe(false);
    expect(isSlow(false, 0, 5, 5)).toBe(false);
    expect(isSlow(false, 0, 9, 0)).toBe(false);
  });
});
