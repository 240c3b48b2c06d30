// The page once more as one old-style script, with worker, engine and all inside. It is fetched only
// where modules cannot load (see fallback-plugin.ts).
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { fallbackFile } from './fallback-plugin.ts';
import page, { components } from './vite.config.ts';

const inWeb = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: page.root,
  base: './',
  plugins: [components()],
  resolve: {
    alias: [
      { find: /^\.\.?\/(.*\/)?spawn(\.ts)?$/, replacement: inWeb('src/worker/spawn-inline.ts') },
      { find: '#engine', replacement: inWeb('../build/wasm/modules') },
    ],
  },
  worker: { format: 'iife', plugins: () => [components()] },
  build: {
    outDir: inWeb('dist'),
    emptyOutDir: false,
    target: 'es2022',
    assetsInlineLimit: 100_000_000,
    chunkSizeWarningLimit: 4096, // KB: everything is inside
    rolldownOptions: {
      input: inWeb('src/main.ts'),
      output: { format: 'iife', entryFileNames: fallbackFile, codeSplitting: false },
      checks: { emptyImportMeta: false }, // an old-style script has none, and nothing of ours needs it
    },
  },
});
