/**
 * One stroke of a brush on the picture. It is shown at once (`added`, `gone`) and becomes one change of
 * the spec when the pointer is lifted.
 */
import { addPoint, movePoint, removePoints, type Drawn, type Edits } from '../../spec/point-edit';
import { nearest, toPixelX, toPixelY, toRawX, toRawY, type Plane } from './plane';

/** Pixels between two points of one stroke. */
const kApart = 13;

/** Points as they lie on the picture. */
export interface Placed {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  value: ArrayLike<number>;
  origin: ArrayLike<number>;
}

export type Tool = 'move' | 'erase' | { add: number };

export class Gesture {
  added: Drawn[] = [];
  gone = new Set<number>();
  #last: { x: number; y: number } | null = null;
  #held = -1;

  constructor(
    readonly tool: Tool,
    private readonly points: Placed,
    /** A finger is less exact than a mouse. */
    private readonly reach: number,
  ) {}

  /** The pointer is down at (px, py). True when something changed. */
  touch(plane: Plane, px: number, py: number): boolean {
    if (this.tool === 'erase') return this.#erase(plane, px, py);
    if (this.tool === 'move') return this.#move(plane, px, py);
    const far = this.#last === null || Math.hypot(px - this.#last.x, py - this.#last.y) >= kApart;
    if (!far) return false;
    this.#last = { x: px, y: py };
    this.added.push([toRawX(plane, px), toRawY(plane, py), this.tool.add]);
    return true;
  }

  /** The spec's edits after this stroke. */
  commit(edits: Edits): Edits {
    if (this.tool === 'erase') return removePoints(edits, [...this.gone]);
    if (this.tool !== 'move')
      return this.added.reduce((all, [x, y, label]) => addPoint(all, x, y, label), edits);
    const [to] = this.added;
    const origin = this.points.origin[this.#held];
    return to && origin !== undefined ? movePoint(edits, origin, ...to) : edits;
  }

  #erase(plane: Plane, px: number, py: number): boolean {
    const before = this.gone.size;
    for (let n = 0; n < this.points.x.length; n++) {
      const dx = toPixelX(plane, this.points.x[n]!) - px;
      const dy = toPixelY(plane, this.points.y[n]!) - py;
      if (dx * dx + dy * dy <= this.reach * this.reach) this.gone.add(this.points.origin[n]!);
    }
    return this.gone.size > before;
  }

  #move(plane: Plane, px: number, py: number): boolean {
    if (this.#last === null) {
      this.#held = nearest(plane, this.points, px, py, 2 * this.reach);
      this.#last = { x: px, y: py };
    }
    if (this.#held < 0) return false;
    this.gone.add(this.points.origin[this.#held]!);
    this.added = [[toRawX(plane, px), toRawY(plane, py), this.points.value[this.#held]!]];
    return true;
  }
}
