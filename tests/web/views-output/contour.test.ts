import { describe, expect, it } from 'vitest';
import { contours, smoothed, type Line } from '../../../web/src/views/output/contour';

const grid = (columns: number, rows: number, f: (i: number, j: number) => number): Float32Array =>
  Float32Array.from({ length: columns * rows }, (_, n) => f(n % columns, Math.floor(n / columns)));

const ends = ({ points }: Line): number[] => [points[0]!, points[1]!, points.at(-2)!, points.at(-1)!];

describe('level lines', () => {
  it('is where a ramp crosses the level, from border to border in one piece', () => {
    const lines = contours(
      grid(9, 6, (i) => i),
      9,
      6,
      3.25,
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]!.closed).toBe(false);
    const { points } = lines[0]!;
    expect(points).toHaveLength(2 * 6);
    for (let n = 0; n < points.length; n += 2) expect(points[n]).toBeCloseTo(3.25, 5);
    expect([points[1], points.at(-1)].sort()).toEqual([0, 5]);
  });

  it('closes round a hill, at the right distance', () => {
    const lines = contours(
      grid(41, 41, (i, j) => -Math.hypot(i - 20, j - 20)),
      41,
      41,
      -12,
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]!.closed).toBe(true);
    const { points } = lines[0]!;
    for (let n = 0; n < points.length; n += 2)
      expect(Math.hypot(points[n]! - 20, points[n + 1]! - 20)).toBeCloseTo(12, 1);
  });

  it('keeps two hills and a border line apart', () => {
    const hill = (i: number, j: number, x: number, y: number): number =>
      Math.exp(-((i - x) ** 2 + (j - y) ** 2) / 8);
    const lines = contours(
      grid(40, 20, (i, j) => hill(i, j, 9, 10) + hill(i, j, 30, 10) + hill(i, j, 20, 0)),
      40,
      20,
      0.5,
    );
    expect(lines.filter((line) => line.closed)).toHaveLength(2);
    expect(lines.filter((line) => !line.closed)).toHaveLength(1);
  });

  it('decides a saddle by its middle and never joins all four crossings', () => {
    const saddle = (middle: number): Line[] =>
      contours(Float32Array.from([1, -1 + middle, -1 + middle, 1]), 2, 2, 0);
    expect(saddle(0.5)).toHaveLength(2);
    // High middle: the two high corners are joined, so each line cuts off one low corner.
    const cutOff = saddle(0.5).map((line) => {
      const [x0, y0, x1, y1] = ends(line);
      return (
        Math.hypot((x0! + x1!) / 2 - 1, (y0! + y1!) / 2 - 0) < 0.5 ||
        Math.hypot((x0! + x1!) / 2, (y0! + y1!) / 2 - 1) < 0.5
      );
    });
    expect(cutOff).toEqual([true, true]);
  });

  it('finds nothing on a flat field and leaves out specks', () => {
    expect(contours(new Float32Array(25).fill(1), 5, 5, 0.5)).toEqual([]);
    const speck = grid(9, 9, (i, j) => (i === 4 && j === 4 ? 1 : 0));
    expect(contours(speck, 9, 9, 0.5)).toHaveLength(1);
    expect(contours(speck, 9, 9, 0.5, 6)).toEqual([]);
  });

  it('visits every crossing exactly once on a rough field', () => {
    let state = 1;
    const rough = grid(30, 30, () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5);
    let crossings = 0;
    for (let j = 0; j < 30; j++)
      for (let i = 0; i < 30; i++) {
        const here = rough[j * 30 + i]! > 0;
        if (i < 29 && here !== rough[j * 30 + i + 1]! > 0) crossings++;
        if (j < 29 && here !== rough[(j + 1) * 30 + i]! > 0) crossings++;
      }
    const points = contours(rough, 30, 30, 0, 1).reduce((sum, line) => sum + line.points.length / 2, 0);
    expect(points).toBe(crossings);
  });
});

describe('smoothing', () => {
  const corners = Array.from({ length: 41 }, (_, n) => [Math.ceil(n / 2), Math.floor(n / 2)]).flat();
  const stairs: Line = { closed: false, points: Float32Array.from(corners) };

  it('keeps the ends and flattens the steps', () => {
    const line = smoothed(stairs, 6);
    expect(ends(line)).toEqual(ends(stairs));
    // Of a straight slope the step from point to point is (0.5, 0.5).
    const rough = ({ points }: Line): number =>
      Math.max(
        ...Array.from({ length: 20 }, (_, n) => Math.abs(points[2 * n + 22]! - points[2 * n + 20]! - 0.5)),
      );
    expect(rough(stairs)).toBeCloseTo(0.5, 6);
    expect(rough(line)).toBeLessThan(0.05);
  });
});
