import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../tools/lib/serve.mjs';

let server: Server;
const port = (of: Server): number => (of.address() as AddressInfo).port;

/** Status and headers of a request whose path is sent as it stands (fetch would tidy it up). */
function get(
  path: string,
  method = 'GET',
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: port(server), path, method }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    })
      .on('error', reject)
      .end();
  });
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hunch-serve-'));
  writeFileSync(join(folder, 'secret.txt'), 'outside');
  mkdirSync(join(folder, 'site', 'sub'), { recursive: true });
  writeFileSync(join(folder, 'site', 'a.wasm'), '');
  writeFileSync(join(folder, 'site', 'sub', 'index.html'), '<!doctype html>');
  server = await serve(join(folder, 'site'));
});
afterAll(() => server.close());

describe('the static server', () => {
  it('names WebAssembly as such, so that browsers compile it as it streams', async () => {
    const { status, headers } = await get('/a.wasm?v=1');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/wasm');
    expect(headers['permissions-policy']).toBe('camera=(self), microphone=(self)');
  });

  it('gives a folder its page, with the slash that relative addresses need', async () => {
    expect((await get('/sub/')).headers['content-type']).toMatch(/^text\/html/);
    expect(await get('/sub')).toMatchObject({ status: 301, headers: { location: '/sub/' } });
    expect((await get('/')).status).toBe(404);
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/sub/..%2f..%2fsecret.txt', '/%00', '/%E0%A4%A', '//'])(
    'gives nothing from outside for %s',
    async (path) => expect((await get(path)).status).toBe(404),
  );

  it.each(['/sub/index.html/', '/a.wasm/b', `/${'a'.repeat(5000)}`])(
    'stays up when asked for what no file can be',
    async (path) => expect((await get(path)).status).toBe(404),
  );

  it('only reads', async () => expect((await get('/a.wasm', 'POST')).status).toBe(405));

  it('takes the next port when one is in use, if it may', async () => {
    const next = await serve('.', { port: port(server), search: true });
    expect(port(next)).toBeGreaterThan(port(server));
    next.close();
    await expect(serve('.', { port: port(server) })).rejects.toThrow('EADDRINUSE');
  });
});
