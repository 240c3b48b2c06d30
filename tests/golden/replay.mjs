// Writes replay.json: the fingerprint of every example spec after 500 steps in exact mode, as the
// WebAssembly engine gives it in Node. The tests compare the native engine, the other modules and the
// page with it.
//
//   node tools/build.mjs wasm && node tests/golden/replay.mjs
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import createEngine from '../../build/wasm/modules/node/hunch-simd.mjs';

const engine = await createEngine();
const specs = new URL('../../examples/specs/', import.meta.url);
const fingerprints = {};
for (const file of readdirSync(specs).sort()) {
  const spec = { ...JSON.parse(readFileSync(new URL(file, specs), 'utf8')), exact: true };
  const { session, issues } = engine.open(JSON.stringify(spec), '');
  if (!session) throw new Error(`${file}: ${issues}`);
  session.train(500);
  fingerprints[file] = session.fingerprint();
  session.delete();
}
writeFileSync(new URL('replay.json', import.meta.url), `${JSON.stringify(fingerprints, null, 2)}\n`);
