// Runs the works of one module: hunch-bench-simd.mjs or hunch-bench-relaxed.mjs, beside this file.
const variant = location.search.slice(1);
const started = import(`./hunch-bench-${variant}.mjs`).then(({ default: create }) => create());

async function answer({ number, least }) {
  const engine = await started;
  if (number === undefined) {
    const names = [];
    for (let name; (name = engine.UTF8ToString(engine._bench_name(names.length)));) names.push(name);
    return { kernels: engine.UTF8ToString(engine._bench_kernels()), names };
  }
  engine._bench_run(number); // what was in the caches was another work's
  let units = 0;
  let seconds;
  const start = performance.now();
  do {
    units += engine._bench_run(number);
    seconds = (performance.now() - start) / 1000;
  } while (seconds < least);
  return { units, seconds };
}

onmessage = ({ data }) => {
  answer(data).then(postMessage, (error) => {
    setTimeout(() => {
      throw error;
    });
  });
};
