/** The markers of classes 1 to 10: drawn always, so that colour never speaks alone. */
export const markers = [
  'circle',
  'square',
  'triangle',
  'diamond',
  'plus',
  'cross',
  'star',
  'ring',
  'pentagon',
  'bar',
] as const;

export type Marker = (typeof markers)[number];

export const markerOf = (k: number): Marker => markers[k % markers.length]!;

const polygon = (points: readonly (readonly [number, number])[]): string =>
  `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`;

/** Corner i of n on a circle, the first one up. */
const corner = (i: number, n: number, radius: number): [number, number] => {
  const angle = (i / n) * 2 * Math.PI - Math.PI / 2;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
};

const regular = (n: number, radius: number): string =>
  polygon(Array.from({ length: n }, (_, i) => corner(i, n, radius)));

/** `way` 1 or 0: a hole goes the other way round than what it is in. */
const circle = (r: number, way = 0): string =>
  `M${-r} 0a${r} ${r} 0 1 ${way} ${2 * r} 0a${r} ${r} 0 1 ${way} ${-2 * r} 0Z`;

/** Two crossing arms of half length a and half width w, turned by 0 or 45 degrees. */
function arms(a: number, w: number, turned: boolean): string {
  const outline: [number, number][] = [
    [-w, -a],
    [w, -a],
    [w, -w],
    [a, -w],
    [a, w],
    [w, w],
    [w, a],
    [-w, a],
    [-w, w],
    [-a, w],
    [-a, -w],
    [-w, -w],
  ];
  const c = Math.SQRT1_2;
  return polygon(turned ? outline.map(([x, y]) => [c * (x - y), c * (x + y)] as const) : outline);
}

/**
 * SVG path of a marker round the origin, also for `new Path2D`. Sizes are chosen so that all carry
 * about the area of a circle of radius r. The ring's hole shows with either fill
 * rule; many markers in one path need the non-zero one, or overlaps are cut out.
 */
export function markerPath(marker: Marker, r: number): string {
  switch (marker) {
    case 'circle':
      return circle(r);
    case 'square':
      return polygon(
        [
          [-1, -1],
          [1, -1],
          [1, 1],
          [-1, 1],
        ].map(([x, y]) => [x! * r * 0.89, y! * r * 0.89] as const),
      );
    case 'triangle':
      return regular(3, r * 1.35);
    case 'diamond':
      return regular(4, r * 1.25);
    case 'plus':
      return arms(r * 1.25, r * 0.45, false);
    case 'cross':
      return arms(r * 1.25, r * 0.45, true);
    case 'star':
      return polygon(Array.from({ length: 10 }, (_, i) => corner(i, 10, i % 2 ? r * 0.62 : r * 1.45)));
    case 'ring':
      return circle(r * 1.15) + circle(r * 0.55, 1);
    case 'pentagon':
      return regular(5, r * 1.15);
    case 'bar':
      return polygon(
        [
          [-1.45, -0.55],
          [1.45, -0.55],
          [1.45, 0.55],
          [-1.45, 0.55],
        ].map(([x, y]) => [x! * r, y! * r] as const),
      );
    default:
      return marker satisfies never;
  }
}
