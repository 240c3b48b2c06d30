/** Sharper than twice the CSS pixel costs time that nobody sees. */
const kMostRatio = 2;

/** Sizes the canvas to its box and gives a cleared context in CSS pixels; null while it has no size. */
export function prepare(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  if (width < 2 || height < 2) return null;
  const ratio = Math.min(kMostRatio, globalThis.devicePixelRatio || 1);
  const w = Math.round(width * ratio);
  const h = Math.round(height * ratio);
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const ctx = canvas.getContext('2d');
  ctx?.setTransform(w / width, 0, 0, h / height, 0, 0);
  ctx?.clearRect(0, 0, width, height);
  return ctx;
}
