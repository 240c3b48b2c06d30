/** Files of WebAssembly: fetched and compiled while they come, or taken from the page itself. */

export type Progress = (received: number, total: number) => void;

/** The one-file page for frames that may fetch nothing holds the modules itself. */
function inlined(url: string): Uint8Array<ArrayBuffer> | null {
  const head = /^data:[^,]*;base64,/.exec(url)?.[0];
  return head ? Uint8Array.from(atob(url.slice(head.length)), (letter) => letter.charCodeAt(0)) : null;
}

export async function compile(
  url: string,
  imports: WebAssembly.Imports,
  progress: Progress = () => undefined,
): Promise<WebAssembly.WebAssemblyInstantiatedSource> {
  const bytes = inlined(url);
  if (bytes) return WebAssembly.instantiate(bytes, imports);
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`the server answered ${response.status} for the engine's file`);
  const total = Number(response.headers.get('content-length')) || 0;
  // The response itself is compiled while it streams, so that the browser can keep the result.
  if (response.headers.get('content-type')?.startsWith('application/wasm')) {
    const counted = count(response.clone(), total, progress).catch(() => undefined);
    const source = await WebAssembly.instantiateStreaming(response, imports);
    await counted;
    return source;
  }
  return WebAssembly.instantiate(await count(response, total, progress), imports);
}

/** The bytes at once: a worker may wait for them. */
export function readNow(url: string): Uint8Array<ArrayBuffer> {
  const bytes = inlined(url);
  if (bytes) return bytes;
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.responseType = 'arraybuffer';
  request.send();
  if (request.status !== 200) throw new Error(`the server answered ${request.status} for the engine's file`);
  return new Uint8Array(request.response as ArrayBuffer);
}

async function count(response: Response, total: number, progress: Progress): Promise<ArrayBuffer> {
  const reader = response.body?.getReader();
  if (!reader) return response.arrayBuffer();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    received += value.length;
    progress(received, Math.max(total, received));
  }
  return new Blob(chunks).arrayBuffer();
}
