/** Which theme is on the page, followed reactively: the reader's choice, or the system's. */
import { paletteOf, type Palette } from './scales';
import type { Theme } from './tokens';

const query = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
let systemDark = $state(query?.matches ?? false);
query?.addEventListener('change', (event) => (systemDark = event.matches));

export function resolveTheme(choice: 'auto' | Theme): Theme {
  return choice === 'auto' ? (systemDark ? 'dark' : 'light') : choice;
}

/** In a view: `const palette = $derived(paletteFor(app.theme))`. */
export function paletteFor(choice: 'auto' | Theme): Palette {
  return paletteOf(resolveTheme(choice));
}
