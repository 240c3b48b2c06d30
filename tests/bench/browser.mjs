// The browser's side: the modules of build/wasm/bench, each in a worker of a real Chromium; and the built
// page, for the time from opening a link to its first training step.
import { chromium } from '@playwright/test';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchOptions } from '../../tools/lib/browser.mjs';
import { serve } from '../../tools/lib/serve.mjs';

export async function openBrowser() {
  return chromium.launch(launchOptions);
}

async function site(folder) {
  const server = await serve(folder);
  return { server, address: `http://localhost:${server.address().port}/` };
}

/** One target a variant. */
export async function openVariants(browser, folder, pages, variants) {
  for (const file of readdirSync(pages)) copyFileSync(join(pages, file), join(folder, file));
  const { server, address } = await site(folder);
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => globalThis.measure !== undefined);
  const targets = [];
  for (const variant of variants) {
    const { kernels, names } = await page.evaluate((v) => globalThis.describe(v), variant);
    targets.push({
      name: `wasm-${variant}`,
      kernels,
      names,
      measure: (number, least) =>
        page.evaluate((args) => globalThis.measure(...args), [variant, number, least]),
    });
  }
  const close = async () => {
    await page.close();
    server.close();
  };
  return { targets, close };
}

/** Milliseconds from navigation to the first training step of a link that plays by itself. */
export async function firstStep(browser, folder, hash, times) {
  const { server, address } = await site(folder);
  const found = [];
  for (let i = 0; i < times; ++i) {
    const context = await browser.newContext(); // nothing in its cache
    const page = await context.newPage();
    await page.addInitScript(() => {
      new MutationObserver(() => {
        const step = Number(document.documentElement.dataset['hunchStep']);
        if (step > 0) globalThis.firstStepAt ??= performance.now();
      }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-hunch-step'] });
    });
    await page.goto(address + hash);
    await page.waitForFunction(() => globalThis.firstStepAt !== undefined);
    found.push(await page.evaluate(() => globalThis.firstStepAt));
    await context.close();
  }
  server.close();
  return found;
}
