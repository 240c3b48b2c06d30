import { defineConfig } from '@playwright/test';
import { launchOptions } from './tools/lib/browser.mjs';

const port = Number(process.env['HUNCH_TEST_PORT'] ?? 5199);
// Another build of the site than web/dist.
const site = process.env['HUNCH_TEST_SITE'] ?? 'web/dist';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'build/test-results',
  timeout: 60_000,
  workers: 1, // the pages train, so tests side by side would only take turns
  retries: 0,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1280, height: 800 },
    launchOptions,
  },
  webServer: {
    command: `node tools/serve.mjs ${site} ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
});
