import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { sandboxFallback } from './fallback-plugin.ts';

const inProject = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The page's components; the classes that scope their styles stand in every element, so they are short. */
export const components = () =>
  svelte({
    configFile: false,
    compilerOptions: { cssHash: ({ hash, filename }) => `s${hash(filename).slice(0, 4)}` },
  });

const entry = inProject('web/src/main.ts');

/** Whether the page imports a module at once: then it belongs into the first file, which packs best whole. */
function isFirst(
  id: string,
  importersOf: (id: string) => readonly string[],
  seen = new Set<string>(),
): boolean {
  if (id === entry) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return importersOf(id).some((importer) => isFirst(importer, importersOf, seen));
}

// Every address in web/dist is relative, so the site works under any path of any file server.
export default defineConfig({
  root: inProject('web'),
  base: './',
  plugins: [components(), sandboxFallback()],
  resolve: {
    alias: {
      // The engine modules: import('#engine/hunch-simd.mjs').
      '#engine': inProject('build/wasm/modules'),
    },
  },
  worker: { format: 'es', plugins: () => [components()] },
  build: {
    outDir: inProject('web/dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // a strict content security policy has no room for data: addresses
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              debugName: 'first load',
              name: (id, context) =>
                isFirst(id, (module) => context.getModuleInfo(module)?.importers ?? []) ? 'page' : null,
            },
          ],
        },
      },
    },
  },
  server: { fs: { allow: [inProject('.')] } },
});
