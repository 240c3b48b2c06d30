/**
 * From a coarse grid to a picture, bilinear. Values and doubt are interpolated, never colours: between
 * two sure classes colours would pass through a tone that means something else. Grid values belong to
 * the middles of cells; beyond the outermost ones they are held.
 */

/** For each pixel along one side: the cell below it and the share of the next one. */
interface Side {
  index: Int32Array;
  share: Float32Array;
}

function side(cells: number, pixels: number): Side {
  const index = new Int32Array(pixels);
  const share = new Float32Array(pixels);
  for (let p = 0; p < pixels; p++) {
    const at = Math.min(cells - 1, Math.max(0, ((p + 0.5) / pixels) * cells - 0.5));
    const below = Math.min(Math.max(0, cells - 2), Math.floor(at));
    index[p] = below;
    share[p] = cells > 1 ? at - below : 0;
  }
  return { index, share };
}

/** values (cells * cells) -> out (width * height). */
export function upsample(
  values: Float32Array,
  cells: number,
  out: Float32Array,
  width: number,
  height: number,
): void {
  const across = side(cells, width);
  const down = side(cells, height);
  const next = cells > 1 ? 1 : 0;
  for (let y = 0; y < height; y++) {
    const row = down.index[y]! * cells;
    const below = row + next * cells;
    const v = down.share[y]!;
    for (let x = 0; x < width; x++) {
      const i = across.index[x]!;
      const u = across.share[x]!;
      const top = values[row + i]! * (1 - u) + values[row + i + next]! * u;
      const bottom = values[below + i]! * (1 - u) + values[below + i + next]! * u;
      out[y * width + x] = top * (1 - v) + bottom * v;
    }
  }
}

/**
 * K classes: winner and its probability (cells * cells) -> the same for each pixel. The losers of a
 * cell are taken to share what the winner leaves, so borders run smoothly between cells.
 */
export function upsampleWinners(
  winner: Uint8Array,
  p: Float32Array,
  cells: number,
  classes: number,
  outWinner: Uint8Array,
  outP: Float32Array,
  width: number,
  height: number,
): void {
  const across = side(cells, width);
  const down = side(cells, height);
  const rest = 1 / Math.max(1, classes - 1);
  const corner = [0, 0, 0, 0];
  const weight = [0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    const v = down.share[y]!;
    for (let x = 0; x < width; x++) {
      const u = across.share[x]!;
      const n = down.index[y]! * cells + across.index[x]!;
      const next = cells > 1 ? 1 : 0;
      corner[0] = n;
      corner[1] = n + next;
      corner[2] = n + next * cells;
      corner[3] = n + next * (cells + 1);
      weight[0] = (1 - u) * (1 - v);
      weight[1] = u * (1 - v);
      weight[2] = (1 - u) * v;
      weight[3] = u * v;
      let best = -1;
      let bestScore = -1;
      for (let c = 0; c < 4; c++) {
        const candidate = winner[corner[c]!]!;
        if (candidate === best) continue;
        let score = 0;
        for (let q = 0; q < 4; q++) {
          const own = p[corner[q]!]!;
          score += weight[q]! * (winner[corner[q]!] === candidate ? own : (1 - own) * rest);
        }
        if (score > bestScore) {
          bestScore = score;
          best = candidate;
        }
      }
      outWinner[y * width + x] = best;
      outP[y * width + x] = bestScore;
    }
  }
}

/** How far class `k` is ahead of the best other one at each cell: its border is where this is 0. */
export function margin(k: number, winner: Uint8Array, p: Float32Array, classes: number): Float32Array {
  const rest = 1 / Math.max(1, classes - 1);
  return p.map((own, n) => (winner[n] === k ? 1 : -1) * (own - (1 - own) * rest));
}
