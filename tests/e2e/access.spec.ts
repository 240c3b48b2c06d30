import type { Page } from '@playwright/test';
import { violations } from './support/axe';
import { expect, Hunch, test } from './support/page';

const phone = { width: 390, height: 844 };

for (const [name, colorScheme, viewport] of [
  ['light', 'light', { width: 1280, height: 800 }],
  ['dark', 'dark', { width: 1280, height: 800 }],
  ['phone', 'light', phone],
  ['phone, dark', 'dark', phone],
] as const)
  test(`axe finds nothing serious: ${name}`, async ({ hunch, page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await hunch.open('d=blobs&k=5&m=12relu,d0.1,6tanh&lr=oops');
    await expect(hunch.root).toHaveAttribute('data-theme', colorScheme);
    await hunch.oneStep.click();
    await hunch.oneEpoch.click();
    await expect(hunch.root).toHaveAttribute('data-hunch-state', 'paused');
    expect(await violations(hunch.page)).toEqual([]);

    if (name === 'dark' || name === 'phone') return;
    // And of what opens over the page.
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.getByLabel('Link', { exact: true })).toHaveValue(/#/);
    expect(await violations(hunch.page)).toEqual([]);
  });

test('nothing on a phone is wider than the phone', async ({ hunch, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const hash of [
    'd=moons&m=32relu,d0.1,32relu,d0.1,16relu,8tanh',
    'd=gap&f=x&m=32relu,d0.1',
    'd=moons&c',
  ]) {
    await hunch.open(hash);
    await hunch.trainPast(5);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, hash).toBeLessThanOrEqual(360);
  }
});

test('nothing is wider than a tablet, nor is a phone made wider by what opens', async ({
  hunch,
  browser,
}) => {
  const wide = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
  for (const width of [768, 820, 1024]) {
    await hunch.page.setViewportSize({ width, height: 1100 });
    await hunch.open('d=spiral');
    expect(await wide(hunch.page), String(width)).toBeLessThanOrEqual(width);
  }
  for (const width of [320, 390]) {
    const size = { width, height: 844 };
    const context = await browser.newContext({ viewport: size, isMobile: true, hasTouch: true });
    const page = await context.newPage();
    const touched = new Hunch(page);
    await touched.open();
    await page.getByRole('button', { name: /: examples$/ }).tap();
    await expect(page.getByRole('button', { name: /^A gap in the data/ })).toBeVisible();
    expect(await wide(page), String(width)).toBe(width);
    expect(await page.evaluate(() => innerWidth), String(width)).toBe(width);
    for (const button of [touched.reset, touched.play, touched.oneStep, touched.oneEpoch])
      await expect(button).toBeInViewport({ ratio: 1 });
    await context.close();
  }
});

test('the theme is the reader’s, stays after a reload, and changes the colours', async ({ hunch, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await hunch.open();
  const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole('button', { name: 'Light or dark' }).click();
  await expect(hunch.root).toHaveAttribute('data-theme', 'dark');
  expect(await paper()).not.toBe(light);
  await page.reload();
  await hunch.awake();
  await expect(hunch.root).toHaveAttribute('data-theme', 'dark');
});

test('the whole of a run by keyboard', async ({ hunch, page }) => {
  await hunch.open('d=moons&m=4tanh,4tanh');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the network' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('s');
  await expect(hunch.root).toHaveAttribute('data-hunch-step', '1');
  await page.keyboard.press('e');
  await expect(hunch.root).toHaveAttribute('data-hunch-step', '9');
  await page.keyboard.press('Space');
  await expect(hunch.root).toHaveAttribute('data-hunch-state', 'training');
  await page.keyboard.press('Space');
  await expect(hunch.root).toHaveAttribute('data-hunch-state', 'paused');
  await page.keyboard.press('r');
  await expect(hunch.root).toHaveAttribute('data-hunch-step', '0');

  // Modes and data sets are groups of one tab stop, walked with arrows.
  await page.getByRole('radio', { name: 'Mean' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Total' })).toBeChecked();
  await page.getByRole('radio', { name: 'Two moons' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('radio', { name: 'Blobs' })).toBeChecked();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('radio', { name: 'Two moons' })).toBeChecked();
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
