import { existsSync, readFileSync } from 'node:fs';
import { colours, difference, expect, test, type Hunch } from './support/page';

/** Drops a file on the page, as from the reader's own folder. */
async function drop({ page }: Hunch, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name, { type: 'text/csv' }));
      return data;
    },
    [name, text] as const,
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop it anywhere')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

const iris = '../shared/data/iris/iris.csv';

test('iris is dropped on the page and learned', async ({ hunch, page }) => {
  test.skip(!existsSync(iris), `${iris} is not there`);
  await hunch.open();
  await drop(hunch, 'iris.csv', readFileSync(iris, 'utf8'));
  const panel = page.getByRole('dialog', { name: 'How iris.csv is read' });
  await expect(panel).toContainText('150 rows');
  await expect(panel.getByRole('radio', { name: 'the target' })).toBeChecked();
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => hunch.shape()).toMatch(/^4 → .* → 3 /);

  await hunch.oneEpoch.click();
  const first = await hunch.curve('Loss', 'training');
  await hunch.trainPast(400);
  await hunch.pause.click();
  expect(await hunch.curve('Loss', 'training')).toBeLessThan(0.5 * first);
  expect(await hunch.curve('Accuracy')).toBeGreaterThan(85);

  // Two of its four inputs are on the axes, the others held where the reader wants them.
  const surface = hunch.plot.locator('canvas').first();
  const before = await colours(surface);
  await page.getByRole('button', { name: '2 held' }).click();
  await page.getByRole('region', { name: 'Output' }).locator('.held input').first().press('Home');
  await expect.poll(async () => difference(before, await colours(surface))).toBeGreaterThan(0.05);

  // The table itself is in no link.
  expect(await hunch.share()).toContain('file=iris.csv:150');
});

test('a table from a German spreadsheet: semicolons, decimal commas, CRLF, a mark before all', async ({
  hunch,
  page,
}) => {
  // price = 3 size - 2 age, with a missing cell and a quoted name.
  const rows = Array.from({ length: 120 }, (_, i) => {
    const size = (i % 12) / 4 + 0.25;
    const age = Math.floor(i / 12) / 2;
    const written = (value: number): string => value.toFixed(2).replace('.', ',');
    return `${written(size)};${i === 17 ? '' : written(age)};"Haus; ${i % 2 ? 'klein' : 'groß'}";${written(3 * size - 2 * age)}`;
  });
  const text = `\uFEFFGröße;Alter;Art;Preis\r\n${rows.join('\r\n')}\r\n`;
  await hunch.open();
  await drop(hunch, 'häuser.csv', text);
  const panel = page.getByRole('dialog', { name: 'How häuser.csv is read' });
  await expect(panel).toContainText('120 rows');
  await expect(panel.getByLabel('Between cells')).toContainText('semicolon (found)');
  await expect(panel.getByLabel('Decimal sign')).toContainText('comma (0,5) (found)');
  await expect(panel.getByLabel('Target is')).toContainText('a value (found)');
  await expect(panel.getByRole('columnheader', { name: /^Größe/ })).toBeVisible();
  await expect(panel.getByRole('columnheader', { name: /^Preis/ })).toBeVisible();

  // What was found can be corrected: learn the kind of house instead.
  await panel.getByRole('radio').nth(2).check();
  await expect(panel.getByLabel('Target is')).toContainText('a class (found)');
  await panel.getByRole('radio').nth(3).check();
  await expect(panel.getByLabel('Target is')).toContainText('a value (found)');
  await panel.getByRole('button', { name: 'Close' }).click();

  await hunch.oneEpoch.click();
  const first = await hunch.curve('Loss');
  await hunch.trainPast(300);
  await hunch.pause.click();
  expect(await hunch.curve('Loss')).toBeLessThan(0.3 * first);
});

test('what is no table is said to be none, and the page goes on', async ({ hunch, page }) => {
  await hunch.open('d=moons&m=4tanh');
  await drop(hunch, 'letter.csv', 'Dear reader,\n');
  const words = page.locator('.notice, .problem').first();
  await expect(words).toContainText(/letter\.csv|table/);
  await hunch.trainPast(10);
});

test('a spec file opens and asks for its data; a note that is too short is named', async ({
  hunch,
  page,
}) => {
  await hunch.open();
  await drop(hunch, 'co2-lstm.json', readFileSync('examples/own-data/co2-lstm.json', 'utf8'));
  await expect(hunch.notice).toContainText('This spec wants a file of yours');
  await expect(page).toHaveURL(/d=series/);
  await page.reload();
  await hunch.awake();
  await expect(hunch.notice).toContainText('This work wants a file of yours');

  await drop(hunch, 'package.json', '{"name": "x"}');
  await expect(page.getByText('package.json is not a spec of Hunch')).toBeVisible();

  await drop(hunch, 'note.txt', 'hello');
  const card = page.getByRole('alert').filter({ hasText: 'note.txt cannot be learned from.' });
  await expect(card).toContainText('It needs at least 4 lines that are not empty.');
  await expect(card.getByRole('button')).toHaveText(['Dismiss']);
  await card.getByRole('button', { name: 'Dismiss' }).click();
  await expect(card).toBeHidden();
  await hunch.trainPast(5);
});
