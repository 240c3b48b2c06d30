// node wasm/first_sight.mjs GLUE.mjs INSTRUMENTED.wasm PROFILE: what a visit begins with, done with a
// module that wasm-split has instrumented. The functions that ran go to PROFILE: they are the page's
// first part (cmake/split_module.cmake). What is left out here still works: the page fetches it then.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [glue, wasm, profile] = process.argv.slice(2);

// The glue is a worker's.
globalThis.self = globalThis;
globalThis.location = { href: '' };
let exports = null;
const { default: create } = await import(pathToFileURL(glue));
const engine = await create({
  instantiateWasm(imports, done) {
    WebAssembly.instantiate(readFileSync(wasm), imports).then(({ instance, module }) => {
      exports = instance.exports;
      done(instance, module);
    });
    return {};
  },
});

engine.kernels();

/** A part of a spec with all that its schema has a default for: every field is read and written once. */
const defaults = ({ properties }) =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, field]) =>
      field.type === 'object' ? [] : field.default === undefined ? [] : [[name, field.default]],
    ),
  );
const { properties: groups } = JSON.parse(engine.schema());
const all = {
  training: defaults(groups.training),
  uncertainty: { samples: 50 },
  // Longer than what a string holds without memory of its own.
  view: { title: 'A first visit to this page', autoplay: true },
  seed: 1,
};

const dense = (units, activation) => ({ type: 'dense', units, activation });
const dropout = { type: 'dropout', rate: 0.1 };
const data = (source, more = {}) => ({ source, samples: 60, noise: 0.1, ...more });
const features = ['x', 'y', 'x2', 'y2', 'xy', 'sinx', 'siny', 'cosx', 'cosy'];
const training = { batch: 16 };
const specs = [
  {},
  { ...all, data: data('spiral', { features }) },
  // As web/src/first-sight.ts.
  {
    data: { source: 'spiral', noise: 0.05, features: features.slice(0, 5) },
    model: [dense(8, 'leaky-relu'), dropout, dense(8, 'leaky-relu'), dropout],
    training: { schedule: 'cosine', scheduleFactor: 0.05, batch: 16 },
  },
  { data: data('spiral', { features }), model: [dense(8, 'leaky-relu'), dropout, dense(8, 'tanh'), dropout] },
  { data: data('moons') },
];

for (const spec of specs) {
  const checked = JSON.parse(engine.validate(JSON.stringify({ training, ...spec })));
  const json = JSON.stringify(checked.spec);
  const { session } = engine.open(json, '', null, null);
  const { layers, inputs, features: columns } = JSON.parse(session.describe());
  session.points();
  session.train(5);
  session.finishEpoch();
  session.apply(
    JSON.stringify({ ...checked.spec, training: { ...training, rate: 0.02, l2: 0.001 } }),
    '',
    null,
    null,
  );
  // Layer -1 is what goes in.
  [{ units: columns.length }, ...layers].forEach(({ units }, n) => {
    const chosen = Int32Array.from({ length: units }, (_, unit) => unit);
    session.unitFields(n - 1, chosen, 44);
  });
  session.surface(112, 100, 4);
  session.surface(112, 100, 9);
  session.draw(112, 1);
  session.setWeight(0, 0, 0, 0.5);
  session.history(-1);
  session.status();
  session.parameters();
  session.fingerprint();
  session.train(300);
  // What sorts its samples goes other ways with other samples.
  for (let n = 0; n < 60; n++) {
    session.train(3);
    const place = Float64Array.from(inputs, (_, input) => ((n * (7 + 4 * input)) % 11) - 5);
    session.probe(place, 20 + 5 * n);
  }
  session.resume();
  session.seek(1);
  session.restore(session.checkpoint());
  session.reset();
  session.train(3000);
  session.delete();
}
const size = exports.__write_profile(0, 0);
const address = 1024;
exports.__write_profile(address, size);
const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
writeFileSync(profile, new Uint8Array(memory.buffer, address, size));
