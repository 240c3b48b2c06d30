// node tools/build.mjs [--quiet] web | wasm | native | cli | types
//   web     the static site in web/dist (npm run build)
//   wasm    the engine modules in build/wasm/modules
//   native  libraries, command and tests in build/native
//   cli     only the command build/native/hunch; --quiet: silent when there is nothing to do
//   types   rewrites web/src/engine/hunch-module.d.ts from the Embind code, web/src/config/spec-types.ts from
//           the field table (npm run types)
import { buildWeb, buildWasm, buildNative, buildCli, writeTypes } from './lib/builds.mjs';
import { main, SetupError } from './lib/run.mjs';

const builds = { web: buildWeb, wasm: buildWasm, native: buildNative, cli: buildCli, types: writeTypes };
const args = process.argv.slice(2).filter((word) => word !== '--quiet');
const quiet = process.argv.includes('--quiet');

await main(async () => {
  const build = builds[args[0] ?? 'web'];
  if (!build) throw new SetupError(`unknown build "${args[0]}"; one of: ${Object.keys(builds).join(', ')}`);
  await build({ quiet });
});
