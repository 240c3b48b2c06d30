import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['build/', 'web/dist/', 'web/src/engine/hunch-module.d.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.worker } },
    rules: {
      'no-undef': 'off', // TypeScript knows better
      '@typescript-eslint/no-non-null-assertion': 'off', // typed-array reads within known bounds
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ['tools/**', 'tests/**', '*.config.*'],
    languageOptions: { globals: globals.node },
  },
  {
    // One direction: pictures know the state and the protocol's types, never the engine.
    files: ['web/src/views/**', 'web/src/controls/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: ['**/engine/*', '#engine/*', '**/worker/worker*'] }],
    },
  },
);
