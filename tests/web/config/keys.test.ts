import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keys } from '../../../web/src/config/keys';
import { isTree } from '../../../web/src/config/pointer';

// Built by `npm test` before this runs; without it there is nothing to compare with.
const module = `${process.cwd()}/build/wasm/modules/node/hunch-simd.mjs`;

function urlKeys(schema: unknown, pointer = ''): string[] {
  if (!isTree(schema)) return [];
  const own = isTree(schema['x-hunch']) ? schema['x-hunch']['urlKey'] : undefined;
  const below = isTree(schema['properties']) ? Object.entries(schema['properties']) : [];
  return [
    ...(typeof own === 'string' ? [`${own} ${pointer}`] : []),
    ...below.flatMap(([name, inner]) => urlKeys(inner, `${pointer}/${name}`)),
  ];
}

describe.skipIf(!existsSync(module))("the table of a link's keys", () => {
  it("is the engine's", async () => {
    const { default: create } = (await import(/* @vite-ignore */ module)) as {
      default(): Promise<{ schema(): string }>;
    };
    const engine = await create();
    expect(keys.map(({ key, pointer }) => `${key} ${pointer}`)).toEqual(urlKeys(JSON.parse(engine.schema())));
  });
});
