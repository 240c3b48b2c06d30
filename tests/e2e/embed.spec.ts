/** The tutorial of examples/embed: three pages in frames that have neither an origin nor storage. */
import AxeBuilder from '@axe-core/playwright';
import { cpSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '../../tools/lib/serve.mjs';
import { expect, test as base, watch } from './support/page';

/** The folder of its README: the tutorial, with the built site in `hunch`. */
const test = base.extend<object, { tutorial: string }>({
  tutorial: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names from the pattern
    async ({}, use) => {
      const folder = 'build/tutorial';
      rmSync(folder, { recursive: true, force: true });
      cpSync('examples/embed', folder, { recursive: true });
      cpSync(process.env['HUNCH_TEST_SITE'] ?? 'web/dist', `${folder}/hunch`, { recursive: true });
      const server = (await serve(folder)) as Server;
      await use(`http://localhost:${(server.address() as AddressInfo).port}/`);
      server.close();
    },
    { scope: 'worker' },
  ],
});

test('three networks train side by side in sandboxed frames', async ({ page, tutorial }) => {
  const wrongs = watch(page, tutorial);
  await page.goto(tutorial);
  const elements = page.locator('iframe');
  await expect(elements).toHaveCount(3);
  const roots = [0, 1, 2].map((i) => elements.nth(i).contentFrame().locator('html'));

  for (const [i, root] of roots.entries()) {
    await expect(elements.nth(i)).toHaveAttribute('sandbox', 'allow-scripts');
    await expect(root).toHaveAttribute('data-hunch-state', /ready|training/, { timeout: 20_000 });
    await elements.nth(i).scrollIntoViewIfNeeded();
    await expect(root).toHaveAttribute('data-hunch-state', /training|paused/);
    await expect(root).not.toHaveAttribute('data-hunch-step', '0');
    // The compact view: network and output, no column for the data.
    const inside = elements.nth(i).contentFrame();
    await expect(inside.getByRole('region', { name: 'Output' })).toBeVisible();
    await expect(inside.getByRole('region', { name: 'Data' })).toHaveCount(0);
    expect(await inside.locator('html').evaluate(() => self.origin)).toBe('null');
  }
  await expect(elements.nth(2).contentFrame().getByRole('region', { name: 'Curves' })).toBeVisible();

  // What the host asks for, its frames do, and tell.
  await page.getByRole('button', { name: 'From the start' }).click();
  for (const words of await page.locator('[data-progress]').all()) await expect(words).toHaveText('Ready');
  await page.getByRole('button', { name: 'Train all three' }).click();
  for (const words of await page.locator('[data-progress]').all())
    await expect(words).toHaveText(/^Training, epoch|^Paused at epoch [1-9]/);
  await page.getByRole('button', { name: 'Pause' }).click();
  for (const words of await page.locator('[data-progress]').all())
    await expect(words).toHaveText(/^Paused at epoch/);
  expect(wrongs).toEqual([]);
});

test('frames keep their height, and no column of the page is wider than a phone', async ({
  page,
  tutorial,
}) => {
  await page.goto(tutorial);
  const frame = page.locator('iframe').first();
  await frame.scrollIntoViewIfNeeded();
  await expect(frame.contentFrame().locator('html')).toHaveAttribute('data-hunch-state', 'training');
  const height = async (): Promise<number> => (await frame.boundingBox())!.height;
  const first = await height();
  await page.waitForTimeout(400);
  expect(await height()).toBe(first);

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('the tutorial is accessible, light and dark', async ({ page, tutorial }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(tutorial);
    // The frames are pages of their own, looked at in access.spec.ts.
    const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  }
});
