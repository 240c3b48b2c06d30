/**
 * Level lines of a grid by marching squares (Lorensen and Cline 1987, in the plane), joined into whole
 * lines so that a dash pattern runs on from cell to cell. A saddle is decided by its cell's mean.
 */

/** Points x0, y0, x1, y1, ... in grid units: node (i, j) lies at x = i, y = j. */
export interface Line {
  points: Float32Array;
  closed: boolean;
}

const NONE = -1;

/**
 * `values` (rows * columns, row-major) -> lines on which it equals `level`. Lines shorter than `least`
 * crossings are left out: single cells of Monte-Carlo noise, not shapes.
 */
export function contours(
  values: ArrayLike<number>,
  columns: number,
  rows: number,
  level: number,
  least = 2,
): Line[] {
  const links = linkCrossings(values, columns, rows, level);
  const place = (edge: number, out: number[]): void => {
    const vertical = edge >= columns * rows;
    const node = vertical ? edge - columns * rows : edge;
    const i = node % columns;
    const j = (node - i) / columns;
    const a = (values[node] ?? 0) - level;
    const b = (values[vertical ? node + columns : node + 1] ?? 0) - level;
    const share = a / (a - b);
    out.push(vertical ? i : i + share, vertical ? j + share : j);
  };

  const lines: Line[] = [];
  const seen = new Uint8Array(links.length / 2);
  const follow = (start: number): void => {
    const points: number[] = [];
    let edge = start;
    let from = NONE;
    let closed = false;
    while (edge !== NONE) {
      place(edge, points);
      seen[edge] = 1;
      const first = links[2 * edge] ?? NONE;
      const second = links[2 * edge + 1] ?? NONE;
      const next = first === from ? second : first;
      if (next === start) closed = true;
      from = edge;
      edge = next === NONE || seen[next] === 1 ? NONE : next;
    }
    if (points.length >= 2 * least) lines.push({ points: Float32Array.from(points), closed });
  };

  // Open lines first, from their ends at the border; what is left are loops.
  for (let edge = 0; edge < seen.length; edge++)
    if (seen[edge] === 0 && links[2 * edge] !== NONE && links[2 * edge + 1] === NONE) follow(edge);
  for (let edge = 0; edge < seen.length; edge++)
    if (seen[edge] === 0 && links[2 * edge] !== NONE) follow(edge);
  return lines;
}

/** The same line with its steps worn down: each inner point moves towards the middle of its neighbours. */
export function smoothed(line: Line, passes: number): Line {
  const count = line.points.length / 2;
  let from = line.points;
  for (let pass = 0; pass < passes; pass++) {
    const to = from.slice();
    for (let i = 0; i < count; i++) {
      if (!line.closed && (i === 0 || i === count - 1)) continue;
      const before = 2 * ((i + count - 1) % count);
      const after = 2 * ((i + 1) % count);
      for (const axis of [0, 1])
        to[2 * i + axis] = (from[before + axis]! + 2 * from[2 * i + axis]! + from[after + axis]!) / 4;
    }
    from = to;
  }
  return { points: from, closed: line.closed };
}

/**
 * For every edge of the grid the (at most two) edges its crossing is joined to, one in each of its
 * cells. Edge numbers: from node n to the right n, downwards columns * rows + n.
 */
function linkCrossings(values: ArrayLike<number>, columns: number, rows: number, level: number): Int32Array {
  const down = columns * rows;
  const links = new Int32Array(4 * down).fill(NONE);
  const join = (a: number, b: number): void => {
    links[2 * a + (links[2 * a] === NONE ? 0 : 1)] = b;
    links[2 * b + (links[2 * b] === NONE ? 0 : 1)] = a;
  };
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const node = j * columns + i;
      const nw = (values[node] ?? 0) - level;
      const ne = (values[node + 1] ?? 0) - level;
      const sw = (values[node + columns] ?? 0) - level;
      const se = (values[node + columns + 1] ?? 0) - level;
      const kind = (nw > 0 ? 8 : 0) | (ne > 0 ? 4 : 0) | (se > 0 ? 2 : 0) | (sw > 0 ? 1 : 0);
      if (kind === 0 || kind === 15) continue;
      const north = node;
      const south = node + columns;
      const west = down + node;
      const east = down + node + 1;
      if (kind === 5 || kind === 10) {
        const highMiddle = nw + ne + sw + se > 0;
        if (highMiddle === (kind === 10)) {
          join(north, east);
          join(west, south);
        } else {
          join(north, west);
          join(east, south);
        }
        continue;
      }
      const crossed: number[] = [];
      if (nw > 0 !== ne > 0) crossed.push(north);
      if (ne > 0 !== se > 0) crossed.push(east);
      if (sw > 0 !== se > 0) crossed.push(south);
      if (nw > 0 !== sw > 0) crossed.push(west);
      join(crossed[0] ?? NONE, crossed[1] ?? NONE);
    }
  }
  return links;
}
