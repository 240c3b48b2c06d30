// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { onShortcut } from '../../../web/src/controls/shortcuts';
import type { App } from '../../../web/src/state/app';

const called: string[] = [];
const note = (name: string) => () => void called.push(name);
const app = (part: Partial<App> = {}): App =>
  ({
    playing: false,
    state: 'ready',
    hidden: () => false,
    locked: () => false,
    play: note('play'),
    pause: note('pause'),
    step: note('step'),
    epoch: note('epoch'),
    reset: note('reset'),
    undo: note('undo'),
    redo: note('redo'),
    ...part,
  }) as unknown as App;

/** Presses a key on an element and tells what came of it. */
function press(key: string, on = '<div></div>', options: KeyboardEventInit = {}, page = app()): string[] {
  document.body.innerHTML = on;
  let handled = false;
  const listen = (event: Event) => {
    handled = onShortcut(event as KeyboardEvent, page, note('help'));
  };
  document.addEventListener('keydown', listen);
  document.body.firstElementChild!.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, ...options }),
  );
  document.removeEventListener('keydown', listen);
  expect(handled).toBe(called.length > 0);
  return [...called];
}

beforeEach(() => {
  called.length = 0;
  vi.restoreAllMocks();
});

describe('keys', () => {
  test.each([
    [' ', 'play'],
    ['s', 'step'],
    ['E', 'epoch'],
    ['r', 'reset'],
    ['?', 'help'],
  ])('%s does %s', (key, what) => expect(press(key)).toEqual([what]));

  test('Space pauses what plays', () =>
    expect(press(' ', '<p></p>', {}, app({ playing: true }))).toEqual(['pause']));
  test('Ctrl Z and Ctrl Shift Z go back and forth', () => {
    expect(press('z', '<p></p>', { ctrlKey: true })).toEqual(['undo']);
    expect(press('Z', '<p></p>', { ctrlKey: true, shiftKey: true })).toEqual(['undo', 'redo']);
  });
  test('they leave typing alone', () => {
    for (const field of ['<input type="text">', '<textarea></textarea>', '<select></select>'])
      for (const key of ['s', ' ', 'r', '?']) expect(press(key, field)).toEqual([]);
    expect(press('z', '<input type="text">', { ctrlKey: true })).toEqual([]);
  });
  test('Space presses the button under focus', () => expect(press(' ', '<button>Go</button>')).toEqual([]));
  test('the browser keeps its own', () => expect(press('r', '<p></p>', { ctrlKey: true })).toEqual([]));
  test('a locked transport is locked for keys too', () =>
    expect(press('s', '<p></p>', {}, app({ locked: (part) => part === 'transport' }))).toEqual([]));
  test('before the engine is there nothing runs', () =>
    expect(press(' ', '<p></p>', {}, app({ state: 'loading' }))).toEqual([]));
});
