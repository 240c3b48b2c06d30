/** Networks that learn from texts and series: seen over time, asked, made to write and to forecast. */
import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { violations } from './support/axe';
import { colours, difference, expect, test, type Hunch } from './support/page';

const output = (page: Page): Locator => page.getByRole('region', { name: 'Output' });
const data = (page: Page): Locator => page.getByRole('region', { name: 'Data' });

/** Opens a ready example by its name; `layer` is seen when it is there. */
async function openExample({ page }: Hunch, title: string, layer: RegExp): Promise<void> {
  await page.getByRole('button', { name: /examples$/ }).click();
  await page.getByRole('button', { name: title }).click();
  await expect(page.getByRole('button', { name: layer }).first()).toBeVisible({ timeout: 20_000 });
}

async function train(hunch: Hunch, steps: number): Promise<void> {
  await hunch.play.click();
  await expect.poll(() => hunch.step(), { timeout: 45_000 }).toBeGreaterThan(steps);
  await hunch.pause.click();
}

test('a grammar is learned word by word, looked into, and written', async ({ hunch, page }) => {
  await hunch.open();
  await openExample(hunch, 'A small grammar', /^LSTM: change/);
  await hunch.oneEpoch.click();
  await expect.poll(() => hunch.step(), { timeout: 40_000 }).toBeGreaterThan(50);
  const first = await hunch.curve('Loss');
  const map = hunch.network.getByRole('button', { name: /^LSTM: 64 features over/ }).locator('canvas');
  const before = await colours(map);
  await train(hunch, 300);
  expect(await hunch.curve('Loss')).toBeLessThan(first);
  await expect.poll(async () => difference(before, await colours(map))).toBeGreaterThan(0.2);

  // Another text, typed: what came is told, and what may come.
  await data(page).getByLabel('A text of your own').fill('the cats that see the dog');
  await expect(output(page).locator('.line').first()).toContainText('cats');
  await expect.poll(() => output(page).locator('.line').first().locator('span').count()).toBe(7);
  const next = output(page).getByRole('list', { name: 'What may come next' }).getByRole('listitem');
  await expect(next).toHaveCount(6);
  await output(page).getByRole('radio', { name: 'Doubt' }).click();
  await expect(output(page)).toContainText('more text would settle it');

  // The steps of all layers are walked with the keys.
  await hunch.network.getByRole('button', { name: /^LSTM: 64 features over/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(hunch.network.locator('.axis .pinned')).toHaveText('the');

  await output(page).getByLabel('Begins with').fill('every');
  await output(page).getByRole('button', { name: 'Write', exact: true }).click();
  await expect(output(page).locator('.texts li')).toHaveCount(3, { timeout: 20_000 });
  await expect(output(page).getByRole('button', { name: 'Write', exact: true })).toBeVisible({
    timeout: 20_000,
  });
  expect(await output(page).locator('.texts .line span').count()).toBeGreaterThan(5);
  expect(await violations(page)).toEqual([]);
});

test('attention is seen head by head, layers are added where they fit, named and wired', async ({
  hunch,
  page,
}) => {
  await hunch.open();
  await openExample(hunch, 'Sums, digit by digit', /^Transformer 1: change/);
  await expect(
    hunch.network.getByRole('group', { name: /^Where Transformer 1 looks/ }).locator('canvas'),
  ).toHaveCount(4);
  await hunch.network
    .locator('figure canvas')
    .first()
    .hover({ position: { x: 10, y: 70 } });
  await expect(page.locator('.lens')).toContainText(/head 1.*to .*%/);

  const weights = await hunch.shape();
  await hunch.network.getByRole('button', { name: 'Add a layer after Transformer 2', exact: true }).click();
  const menu = page.getByRole('dialog', { name: /^Add a layer/ });
  await expect(menu.getByRole('group').first()).toHaveAttribute('aria-label', 'Sequence');
  await menu.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: /^Add: change/ }).click();
  const fields = page.getByRole('dialog', { name: 'Add' });
  await expect(fields.getByLabel('Reads')).toBeVisible();
  await expect(fields.locator('select')).toHaveCount(2);
  await fields.getByLabel('Name').fill('residual');
  await fields.getByLabel('Name').press('Enter');
  await expect(page.getByRole('button', { name: /^residual: change/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await hunch.network.getByRole('button', { name: 'Add a layer after residual', exact: true }).click();
  await page
    .getByRole('dialog', { name: /^Add a layer/ })
    .getByRole('button', { name: 'GRU', exact: true })
    .click();
  await expect.poll(() => hunch.shape()).not.toBe(weights);
  await expect(page.locator('.fault')).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});

test('dates are read by an encoder and written by a decoder, which is seen to look back', async ({
  hunch,
  page,
}) => {
  await hunch.open();
  await openExample(hunch, 'Dates, rewritten', /^Decoder: change/);
  const cross = hunch.network.getByRole('region', { name: 'Where the target looks in the source' });
  const grid = cross.locator('canvas');
  await expect(grid).toBeVisible({ timeout: 20_000 });
  const before = await colours(grid);
  await hunch.oneEpoch.click();
  await expect.poll(() => hunch.step(), { timeout: 40_000 }).toBeGreaterThan(20);
  const first = await hunch.curve('Loss');
  await train(hunch, 150);
  expect(await hunch.curve('Loss')).toBeLessThan(first);
  await expect.poll(async () => difference(before, await colours(grid))).toBeGreaterThan(0.2);

  // A row is a token of the target, a column one of the source, for each head and all together.
  await data(page).getByLabel('A text of your own').fill('7 may 1998|1998-05-07');
  await expect(cross.locator('.left button')).toHaveText([...'|1998-05-07']);
  await expect(cross.locator('.top span')).toHaveText([...'¶7␣may␣1998|']);
  await cross.getByRole('button', { name: '2', exact: true }).click();
  await expect(cross.getByRole('button', { name: '2', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await grid.hover({ position: { x: 20, y: 4 } });
  await expect(cross).toContainText(/After “\|” it looks .*% at “/);

  // What is given is not doubted; what is written is, token by token.
  await expect(output(page).locator('.line').first().locator('.plain')).toHaveCount(12);
  await output(page).getByLabel('Begins with').fill('9 june 2001');
  await output(page).getByRole('button', { name: 'Write', exact: true }).click();
  await expect(output(page).locator('.texts li')).toHaveCount(3, { timeout: 20_000 });
  await expect(output(page).locator('.texts .line').first().locator('span').first()).toHaveText('|');

  // Layers that look across are in the menu, and say what they read.
  await page.getByRole('button', { name: /^Decoder: change/ }).click();
  const fields = page.getByRole('dialog', { name: 'Decoder' });
  await expect(fields.getByLabel('Looks at')).toBeVisible();
  await page.keyboard.press('Escape');
  const weights = await hunch.shape();
  await hunch.network.getByRole('button', { name: 'Add a layer after Decoder', exact: true }).click();
  await page
    .getByRole('dialog', { name: /^Add a layer/ })
    .getByRole('button', { name: 'Cross-attention', exact: true })
    .click();
  await expect.poll(() => hunch.shape()).not.toBe(weights);
  await expect(page.locator('.fault')).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});

test('waves are forecast with a band, a window is chosen, the naive forecast is beaten', async ({
  hunch,
  page,
}) => {
  await hunch.open();
  await openExample(hunch, 'Waves ahead', /^LSTM 1: change/);
  const strip = data(page).getByRole('slider', { name: 'Window that is looked at' });
  await expect(strip).toHaveAttribute('aria-valuetext', /validation$/);
  // Its 20 epochs may be over before a hand is at Pause: the run is let come to its end.
  await hunch.play.click();
  await expect.poll(() => hunch.step(), { timeout: 20_000 }).toBeGreaterThan(0);
  await expect(hunch.play).toBeVisible({ timeout: 45_000 });
  await expect(output(page)).toContainText(/The network errs \d+.% less/, { timeout: 20_000 });
  const picture = output(page).getByRole('img', { name: /^Forecast of 12 steps/ });
  const mean = picture.locator('path.mean');
  const before = await mean.getAttribute('d');
  await strip.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => mean.getAttribute('d')).not.toBe(before);
  const { x, y, width, height } = (await strip.boundingBox())!;
  await page.mouse.click(x + width * 0.3, y + height / 2);
  await expect(strip).toHaveAttribute('aria-valuetext', /training$/);
  await output(page).getByLabel('12 futures').check();
  await expect(picture.locator('path.future')).toHaveCount(12);
  expect(await violations(page)).toEqual([]);
});

test("the reader's own text and series are learned", async ({ hunch, page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'hunch-'));
  const names = join(folder, 'names.txt');
  const series = join(folder, 'tides.csv');
  writeFileSync(names, Array.from({ length: 200 }, (_, i) => `${'ab'.repeat(1 + (i % 4))}c`).join('\n'));
  const tide = (t: number): string => `${t},${Math.sin(t / 3).toFixed(3)}`;
  writeFileSync(series, `hour,height\n${Array.from({ length: 300 }, (_, t) => tide(t)).join('\n')}\n`);
  await hunch.open();
  const choose = page.locator('input[type=file]').first();
  await choose.setInputFiles(names);
  await expect(page.getByRole('button', { name: /^Transformer 1: change/ })).toBeVisible({ timeout: 20_000 });
  await expect(data(page).getByRole('list', { name: 'Texts' }).getByRole('button').first()).toContainText(
    'ab',
  );
  await hunch.oneEpoch.click();
  await expect.poll(() => hunch.step()).toBeGreaterThan(0);

  await page.locator('input[type=file]').first().setInputFiles(series);
  await page.getByLabel('Each row is').selectOption('series');
  await expect(page.getByRole('button', { name: /^LSTM 1: change/ })).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Close' }).click();
  await hunch.trainPast(5);
  await expect(output(page).getByRole('img', { name: /^Forecast of 7 steps/ })).toBeVisible();
});

for (const [title, layer] of [
  ['A small grammar', /^LSTM: change/],
  ['Waves ahead', /^LSTM 1: change/],
] as const)
  test(`${title}: fits a phone, in the dark too`, async ({ hunch, page }) => {
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 360, height: 740 });
    await hunch.open();
    await page.getByRole('button', { name: /examples$/ }).click();
    await page.getByRole('button', { name: title }).click();
    await expect(page.getByRole('button', { name: layer })).toBeAttached({ timeout: 20_000 });
    await hunch.trainPast(3);
    await hunch.pause.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await violations(page)).toEqual([]);
  });

test('the small view shows them too', async ({ hunch, page }) => {
  await page.setViewportSize({ width: 720, height: 420 });
  await hunch.open('d=waves&n=400&c=1');
  await expect(hunch.network.locator('.axis path')).toHaveAttribute('d', /^M.*L/);
  await hunch.trainPast(3);
  await expect(output(page).getByRole('img', { name: /^Forecast of/ })).toBeVisible();
});
