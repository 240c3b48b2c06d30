import { mergeConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import web from './web/vite.config.ts';

export default mergeConfig(
  web,
  defineConfig({
    root: '.',
    resolve: { conditions: ['browser'] }, // Svelte's client side, also in Node
    test: {
      include: ['tests/{web,tools}/**/*.test.ts'],
      passWithNoTests: true,
      testTimeout: 20_000,
    },
  }),
);
