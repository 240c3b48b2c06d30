import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withSource } from '../../../web/src/spec/switch-set';

// Built by `npm test` before this runs; without it there is nothing to ask.
const module = `${process.cwd()}/build/wasm/modules/node/hunch-simd.mjs`;

describe.skipIf(!existsSync(module))('what a set begins with', () => {
  it('comes back from the engine as it is, so that layers nobody changed are known', async () => {
    const { default: create } = (await import(/* @vite-ignore */ module)) as {
      default(): Promise<{ validate(spec: string): string }>;
    };
    const engine = await create();
    for (const source of ['grammar', 'copy', 'dates', 'waves', 'digits']) {
      const { data, model } = withSource({}, 'spiral', source, false);
      const checked = JSON.parse(engine.validate(JSON.stringify({ data, model }))) as Record<string, unknown>;
      expect(checked['issues'], source).toEqual([]);
      expect(checked['spec'], source).toMatchObject({ model });
    }
  });
});
