/** One training step seen slowly: the layers light up one after the other, forwards and back again. */

/** When each of `columns` columns lights up, as a delay in ms: once forwards, once backwards. */
export function schedule(columns: number, budget: number): { each: number; delays: [number, number][] } {
  const each = Math.min(120, budget / (2 * columns + 1));
  const delays = Array.from({ length: columns }, (_, k): [number, number] => [
    k * each,
    (2 * columns - 1 - k) * each,
  ]);
  return { each, delays };
}

export function light(host: HTMLElement, columns: number, budget: number, ink: string): void {
  if (globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches) return;
  const { each, delays } = schedule(columns, budget);
  const dark = { boxShadow: `0 0 0 0 ${ink}` };
  for (const tile of host.querySelectorAll<HTMLElement>('.place [data-tile]:not(.off)')) {
    const column = Number(tile.dataset['tile']?.split(',')[0]);
    for (const delay of delays[column] ?? [])
      tile.animate([dark, { boxShadow: `0 0 0 2px ${ink}` }, dark], { duration: 2.4 * each, delay });
  }
}
