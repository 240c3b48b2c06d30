// npm run format: rewrites C++ with clang-format and everything else with Prettier.
import { npx } from './lib/builds.mjs';
import { main, run } from './lib/run.mjs';
import { setup } from './lib/setup.mjs';
import { formattedFiles } from './lib/sources.mjs';

await main(async () => {
  await setup('npm', 'check');
  await run('clang-format', ['-i', ...formattedFiles()]);
  await npx('prettier', ['--write', '--log-level', 'warn', '.']);
});
