/** The theme that the reader chose, kept between visits where there is storage. */
import { tryStorage } from '../state/storage';

type Choice = 'auto' | 'light' | 'dark';
const kKey = 'hunch.theme';

export function rememberTheme(choice: Choice): void {
  tryStorage().set(kKey, choice);
}

export function rememberedTheme(): Choice {
  const kept = tryStorage().get(kKey);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}
