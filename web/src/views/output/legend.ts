/** Where a small legend covers least of the data. */
import { toPixelX, toPixelY, type Plane } from './plane';

export type Corner = 'top left' | 'top right' | 'bottom left' | 'bottom right';

const corners: Corner[] = ['top right', 'top left', 'bottom right', 'bottom left'];

/** The corner whose box of `width` x `height` pixels holds fewest points; the first when alike. */
export function freestCorner(
  plane: Plane,
  points: { x: ArrayLike<number>; y: ArrayLike<number> },
  width: number,
  height: number,
): Corner {
  const counts = corners.map(() => 0);
  for (let n = 0; n < points.x.length; n++) {
    const x = toPixelX(plane, points.x[n] ?? 0);
    const y = toPixelY(plane, points.y[n] ?? 0);
    corners.forEach((corner, c) => {
      const across = corner.endsWith('left') ? x < width : x > plane.width - width;
      const down = corner.startsWith('top') ? y < height : y > plane.height - height;
      if (across && down) counts[c] = (counts[c] ?? 0) + 1;
    });
  }
  return corners[counts.indexOf(Math.min(...counts))] ?? 'top right';
}
