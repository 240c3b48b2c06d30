import type { App } from '../state/app';

/** What the reader called it, or what it is about. */
export function titleOf(app: App): string {
  const own = app.spec.view?.title?.trim();
  if (own) return own;
  const source = String(app.get('/data/source'));
  if (app.csv && (source === 'csv' || source === 'series')) return app.csv.name;
  if (app.text && source === 'text') return app.text.name;
  const words = app.field('/data/source')?.choices?.find((choice) => choice.value === source)?.label;
  return words ?? 'Untitled';
}
