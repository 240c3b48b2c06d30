// A small static file server: right MIME types, no directory listings, nothing outside its folder.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const mime = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

// The page must get along with no more than this. Blobs are for workers in sandboxed frames and for the
// reader's own videos; anybody may frame the page.
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
].join('; ');

/** Nothing for a path that leads through a file, is too long or closed to us, either. */
function infoOf(file) {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

function fileFor(folder, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://host').pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0')) return undefined;
  const file = join(folder, normalize(path));
  const info = infoOf(file);
  if (info?.isDirectory()) {
    // Without the slash, relative addresses in the page would miss their folder.
    return path.endsWith('/') ? fileFor(folder, `${path}index.html`) : { redirect: `${path}/` };
  }
  return info?.isFile() ? { file, size: info.size } : undefined;
}

function answer(folder, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const found = fileFor(folder, request.url);
  if (!found) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n');
  } else if (found.redirect) {
    response.writeHead(301, { Location: encodeURI(found.redirect) }).end();
  } else {
    response.writeHead(200, {
      'Content-Type': mime[extname(found.file)] ?? 'application/octet-stream',
      'Content-Length': found.size,
      'Content-Security-Policy': policy,
      // For the page itself; a frame on another site gets them only if its host allows it.
      'Permissions-Policy': 'camera=(self), microphone=(self)',
      // A sandboxed frame has no origin of its own, so its scripts count as foreign.
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
    });
    if (request.method === 'HEAD') response.end();
    else
      createReadStream(found.file)
        .on('error', () => response.destroy())
        .pipe(response);
  }
}

/** Serves `folder`; with `search`, takes the first free port from `port` up. Gives the server. */
export function serve(folder, { host = '127.0.0.1', port = 0, search = false } = {}) {
  const server = createServer((request, response) => answer(folder, request, response));
  return new Promise((resolve, reject) => {
    server.on('error', (error) => {
      if (search && error.code === 'EADDRINUSE' && port < 65_535) server.listen((port += 1), host);
      else reject(error);
    });
    server.on('listening', () => resolve(server));
    server.listen(port, host);
  });
}
