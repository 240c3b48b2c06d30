/**
 * The colours of styles/tokens.css for what is painted rather than styled: [light, dark] of each.
 * Contrast targets on paper: text 4.5, marks and control edges 3 (WCAG 2).
 */
export const tokens = {
  paper: ['#fbfbf9', '#121417'],
  raised: ['#ffffff', '#1b1e22'],
  sunk: ['#f1f1ee', '#0c0e10'],
  ink: ['#16181b', '#f0f1f2'],
  ink2: ['#474b51', '#bbc0c7'],
  ink3: ['#676b71', '#8f969f'],
  onInk: ['#ffffff', '#121417'],
  edge: ['#85878a', '#727983'],
  line: ['#e5e5e0', '#272b30'],
  line2: ['#cfcfc8', '#3a3f46'],
  neg: ['#2269bf', '#67b9fb'],
  pos: ['#bd5513', '#f6a14f'],
  plum: ['#641f7b', '#efc3f3'],
  teal: ['#2c7a6b', '#6cc4b1'],
  bad: ['#b3202c', '#ff8d86'],
  plumWash: ['#e6cdea', '#4a2d55'],
  tealWash: ['#cfe5df', '#1f3a37'],
  fog: ['#dfdce1', '#33323b'],
} as const satisfies Record<string, readonly [string, string]>;

export type TokenName = keyof typeof tokens;
export type Theme = 'light' | 'dark';

/** One theme's colours by name, as CSS colours. */
export function tokensOf(theme: Theme): Record<TokenName, string> {
  const column = theme === 'light' ? 0 : 1;
  const entries = Object.entries(tokens).map(([name, pair]) => [name, pair[column]]);
  return Object.fromEntries(entries) as Record<TokenName, string>;
}
