import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import { writeLink } from '../../web/src/config/link';
import type { Spec } from '../../web/src/config/spec-types';
import { expect, test } from './support/page';

test('the first load is small, from one origin, and keeps to the policy', async ({
  hunch,
  page,
  baseURL,
}) => {
  const files = new Map<string, Promise<Buffer>>();
  const collect = (response: Response): void => void files.set(response.url(), response.body());
  page.on('response', collect);
  const worker = page.waitForEvent('worker');
  await hunch.open();
  await worker;
  await page.waitForLoadState('networkidle');
  page.off('response', collect); // what comes later may come after the test

  let bytes = 0;
  for (const body of files.values()) bytes += gzipSync(await body, { level: 9 }).length;
  const names = [...files.keys()].map((url) => url.replace(baseURL!, ''));
  expect(names.filter((name) => name.endsWith('.wasm'))).toHaveLength(1);
  expect(bytes, names.join(' ')).toBeLessThan(250_000);

  const policy = await page.evaluate(async () => (await fetch('./')).headers.get('content-security-policy'));
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  // Asked by a script of the page's own: what the debugger evaluates may pass by the policy.
  await page.route('**/probe.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: "try { new Function('return 1')(); } catch (error) { document.title = error.name; }",
    }),
  );
  await page.addScriptTag({ url: 'probe.js' });
  await expect(page).toHaveTitle('EvalError');
});

for (const variant of ['scalar', 'simd', 'relaxed'])
  test(`the ${variant} engine works and learns`, async ({ hunch, page }) => {
    const loaded: string[] = [];
    page.context().on('request', (request) => loaded.push(request.url()));
    await hunch.open('d=moons&m=8relu,d0.1,8relu', `engine=${variant}`);
    await hunch.oneEpoch.click();
    const first = await hunch.curve('Loss');
    await hunch.trainPast(150);
    await hunch.pause.click();
    expect(await hunch.curve('Loss')).toBeLessThan(0.7 * first);
    const parts = loaded.filter((url) => url.endsWith('.wasm'));
    expect(parts, 'the first part was enough').toHaveLength(1);
    expect(parts[0]).toContain(`hunch-${variant}`);
  });

const golden = 'tests/golden/replay.json';

test('every example spec gives its golden weights after 500 steps', async ({ hunch, page }) => {
  test.skip(!existsSync(golden), `${golden} is not there`);
  test.setTimeout(120_000);
  const hashes = JSON.parse(readFileSync(golden, 'utf8')) as Record<string, string>;
  expect(Object.keys(hashes).length).toBeGreaterThan(0);
  await hunch.open();
  for (const [file, hash] of Object.entries(hashes)) {
    const spec = JSON.parse(readFileSync(`examples/specs/${file}`, 'utf8')) as Spec;
    const link = await writeLink({ spec: { ...spec, exact: true }, fingerprint: { hash, step: 500 } });
    await page.evaluate((text) => {
      location.hash = text;
    }, link);
    await expect(hunch.root, file).toHaveAttribute('data-hunch-step', '0');
    // As fast as it can; it stops by itself where the link's fingerprint was taken.
    await page.getByRole('slider', { name: /^Speed/ }).press('End');
    await hunch.play.click();
    await expect(hunch.notice, file).toContainText('eproduced.', { timeout: 30_000 });
    await expect(hunch.notice, file).toContainText('Reproduced. The same weights');
    await expect(hunch.root, file).toHaveAttribute('data-hunch-step', '500');
  }
});
