// One worker a variant, as the page of Hunch has one for its engine. `measure` is what run.mjs calls.
const workers = new Map();

function ask(variant, message) {
  if (!workers.has(variant))
    workers.set(variant, new Worker(`worker.mjs?${variant}`, { type: 'module', name: variant }));
  const worker = workers.get(variant);
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message || `the ${variant} module does not load`));
    worker.postMessage(message);
  });
}

globalThis.describe = (variant) => ask(variant, {});
globalThis.measure = (variant, number, least) => ask(variant, { number, least });
