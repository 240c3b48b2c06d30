// node tools/size.mjs: what the first load of web/dist weighs, compressed by gzip -9. Fails when it is
// more than the budget. What is counted: all that a browser with relaxed SIMD asks for when it opens the
// page and touches nothing; tests/e2e/load.spec.ts counts the same in a real one.
import { firstLoad, firstLoadMost, sizeTable } from './lib/size.mjs';
import { main, say, SetupError } from './lib/run.mjs';

await main(async () => {
  const files = firstLoad();
  say(sizeTable(files));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > firstLoadMost)
    throw new SetupError(`the first load is ${total - firstLoadMost} bytes too large`);
});
