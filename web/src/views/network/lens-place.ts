/** Where the lens stands. */

export interface View {
  width: number;
  height: number;
  tile: number;
  phone: boolean;
  /** How far it may reach out of the view to the right, over the output. */
  beyond: number;
  lensHeight: number;
}

export interface Spotted {
  /** Middle of the tile. */
  x: number;
  y: number;
  /** In the grid of all units, where there are no links to keep free. */
  inGrid: boolean;
}

export const lensWidth = 238;

/**
 * Beside the tile, to its right. Without room there: in the grid to its left; on a phone under the whole
 * network; else below or above the tile, so that its inputs stay in sight.
 */
export function lensPlace({ x, y, inGrid }: Spotted, view: View): { x: number; y: number } {
  const away = (inGrid ? 36 : view.tile / 2) + 14;
  const side = Math.max(0, Math.min(view.height - view.lensHeight, y - 58));
  if (!view.phone && x + away + lensWidth <= view.width + view.beyond) return { x: x + away, y: side };
  if (inGrid && !view.phone) return { x: Math.max(0, x - away - lensWidth), y: side };
  const middle = Math.max(0, Math.min(view.width - lensWidth, x - lensWidth / 2));
  if (view.phone) return { x: middle, y: view.height + 2 };
  const below = y + away;
  const fits = below + view.lensHeight <= view.height + 40;
  return { x: middle, y: fits ? below : Math.max(-40, y - away - view.lensHeight) };
}
