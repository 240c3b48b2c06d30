import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keys } from '../../../web/src/config/keys';
import { readLink } from '../../../web/src/config/link';

const text = readFileSync('docs/URL_FORMAT.md', 'utf8');

describe('docs/URL_FORMAT.md', () => {
  it('lists every key with its field', () => {
    const listed = [...text.matchAll(/`(\w+)` +\| `(\/[\w/]+)`/g)].map(
      ([, key, pointer]) => `${key} ${pointer}`,
    );
    expect(listed.sort()).toEqual(keys.map(({ key, pointer }) => `${key} ${pointer}`).sort());
  });

  it('shows links that open without a fault', async () => {
    const links = [...text.matchAll(/^ {4}(#\S+)$/gm)].map(([, link]) => link as string);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect(await readLink(link)).toMatchObject({ state: 'hand', issues: [] });
  });
});
