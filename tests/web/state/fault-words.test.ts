import { expect, it } from 'vitest';
import { faultWords } from '../../../web/src/state/fault-words';
import { openPage, quiet } from '../support/page';

it('a number is too high or too low, and its nearest is offered', async () => {
  const { store } = await openPage();
  store.set('/training/rate', 40);
  expect(faultWords(store.fault!, store)).toEqual({
    title: 'Rate 40 is too high.',
    text: 'The rate can be a number from 0.000001 to 10. It stays at 0.01.',
    fix: 'Use 10',
  });
});

it('a file that is refused is named, with what it needs, and nothing else is offered', async () => {
  const { store } = await openPage();
  store.importText('note.txt', 'one line');
  await quiet();
  expect(faultWords(store.fault!, store)).toEqual({
    title: 'note.txt cannot be learned from.',
    text: 'It needs at least 4 lines that are not empty. What was open stays.',
    fix: '',
  });
  const line = { pointer: '/csv/line/7', value: 3, allowed: '4 cells', nearest: undefined, file: 'a.csv' };
  expect(faultWords(line, store).text).toContain('Its line 7 needs 4 cells.');
});

it('a layer is called by its name, also aloud', async () => {
  const { store, said } = await openPage();
  store.setModel([{ type: 'dense' }, { type: 'add', inputs: ['input'] }]);
  await quiet(60);
  const { title, text, fix } = faultWords(store.fault!, store);
  expect([title, fix]).toEqual(['The layers do not fit together.', '']);
  expect(text).toBe(
    'Add reads one layer, but needs the names of at least two layers. The network stays as it was.',
  );
  expect(said.at(-1)).toBe(`${title} ${text}`);
});
