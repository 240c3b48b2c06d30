/** The keys of shortcuts.ts, as the help tells of them. */
export const shortcuts = [
  ['Space', 'Play or pause'],
  ['S', 'One step'],
  ['E', 'One epoch'],
  ['R', 'Reset: the same run again'],
  ['Ctrl Z', 'Undo a change'],
  ['Ctrl Shift Z', 'Do it again'],
  ['?', 'This card'],
  ['Esc', 'Let go, close'],
] as const;
