/** Keys of the page. Where a key already has a meaning (a field, a button under focus) that one counts. */
import type { App } from '../state/app';

const kTyping = 'input:not([type=range]), textarea, select, [contenteditable]';
const kPressable =
  'button, a[href], summary, input, [role=button], [role=menuitem], [role=option], [role=radio], [role=spinbutton]';

/** Does what the key says; true when it did. */
export function onShortcut(event: KeyboardEvent, app: App, help: () => void): boolean {
  const target = event.composedPath()[0];
  if (event.defaultPrevented || event.isComposing || !(target instanceof Element)) return false;
  if (target.closest(kTyping)) return false;
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key === 'z' && event.shiftKey) app.redo();
    else if (key === 'z') app.undo();
    else if (key === 'y') app.redo();
    else return false;
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (key === '?') {
    help();
    return true;
  }
  if (app.hidden('transport') || app.locked('transport') || app.state === 'loading') return false;
  switch (key) {
    case ' ':
      if (target.closest(kPressable)) return false;
      if (app.playing) app.pause();
      else app.play();
      return true;
    case 's':
      app.step();
      return true;
    case 'e':
      app.epoch();
      return true;
    case 'r':
      app.reset();
      return true;
    default:
      return false;
  }
}
