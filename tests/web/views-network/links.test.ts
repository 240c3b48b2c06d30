import { describe, expect, it } from 'vitest';
import type { LayerInfo } from '../../../web/src/worker/protocol';
import { arrange } from '../../../web/src/views/network/layout';
import {
  curveOf,
  distanceTo,
  largestWeight,
  linkAt,
  look,
  makeLinks,
  middleOf,
  type Link,
} from '../../../web/src/views/network/links';

const layer = (inputs: number, units: number, weightOffset: number): LayerInfo => ({
  title: '',
  units,
  activation: 'tanh',
  dropout: 0,
  specIndex: 0,
  dropoutIndex: -1,
  weightOffset,
  biasOffset: weightOffset + inputs * units,
  inputs,
});
const layers = [layer(2, 3, 0), layer(3, 1, 9)];
const layout = arrange(500, 400, [
  { key: 'in', tiles: 3, more: false, counted: false, label: 1 },
  { key: 'h0', tiles: 2, more: true, counted: true, label: 0 },
  { key: 'out', tiles: 1, more: false, counted: false, label: 0 },
]);

describe('links', () => {
  it('joins the shown tiles and knows where each weight lies', () => {
    const links = makeLinks(layers, [[0, -1, 1], [2, 0], [0]]);
    expect(links).toHaveLength(2 * 2 + 2);
    expect(links.find((one) => one.layer === 0 && one.input === 1 && one.unit === 2)).toMatchObject({
      index: 1 * 3 + 2,
      from: 2,
      to: 0,
    });
    expect(links.find((one) => one.layer === 1 && one.input === 2)).toMatchObject({
      index: 9 + 2,
      from: 0,
      to: 0,
    });
  });

  it('takes the largest weight, biases left out', () => {
    const weights = new Float32Array(13);
    weights[4] = -2;
    weights[7] = 50;
    weights[12] = 60;
    expect(largestWeight(weights, layers)).toBe(2);
    expect(largestWeight(new Float32Array(13), layers)).toBe(1);
  });

  it('grows with the share of the largest weight', () => {
    expect(look(0, false)).toEqual({ width: 0.5, opacity: 0.14 });
    expect(look(1, false).width).toBeCloseTo(5.3);
    expect(look(1, true).width).toBeCloseTo(7);
    expect(look(1, false).opacity).toBeCloseTo(0.76);
    expect(look(5, false)).toEqual(look(1, false));
  });

  it('hits a link within 6 px of its line and not beyond', () => {
    const links = makeLinks(layers, [[0, -1, 1], [2, 0], [0]]);
    const weights = new Float32Array(13).fill(1);
    const link = links[0]!;
    const curve = curveOf(link, layout)!;
    const { x, y } = middleOf(curve);
    expect(distanceTo(curve, x, y)).toBeLessThan(0.5);
    expect(distanceTo(curve, curve.x1, curve.y1 + 4)).toBeCloseTo(4, 0);
    expect(linkAt(links.slice(0, 1), layout, weights, x, y + 4)).toBe(link);
    expect(linkAt(links.slice(0, 1), layout, weights, x, y + 40)).toBeNull();
  });

  it('prefers the stronger of two links that cross under the pointer', () => {
    const square = arrange(
      500,
      400,
      ['in', 'h0'].map((key) => ({ key, tiles: 2, more: false, counted: false, label: 0 })),
    );
    const crossing = makeLinks(layers.slice(0, 1), [
      [0, 1],
      [2, 0],
    ]).filter((one) => one.from !== one.to);
    const weights = new Float32Array(13).fill(0.1);
    const [a, b] = crossing as [Link, Link];
    const at = middleOf(curveOf(a, square)!);
    weights[b.index] = -3;
    expect(linkAt([a, b], square, weights, at.x, at.y)).toBe(b);
    weights[a.index] = 8;
    expect(linkAt([a, b], square, weights, at.x, at.y)).toBe(a);
  });
});
