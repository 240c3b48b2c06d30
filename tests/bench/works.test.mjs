// Every work of the benchmark runs natively: its spec is valid, and a training does not diverge (no units then).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openNative } from './native.mjs';

test('every work does some units', async () => {
  const bench = await openNative(process.env.HUNCH_BENCH);
  try {
    assert.ok(bench.names.includes('peak'));
    for (const [number, name] of bench.names.entries()) {
      const { units, seconds } = await bench.measure(number, 0);
      assert.ok(units > 0 && seconds > 0, `${name}: ${units} units in ${seconds} s`);
    }
  } finally {
    bench.close();
  }
});
