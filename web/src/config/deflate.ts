/**
 * Raw DEFLATE with the browser's own streams, or fflate where they are missing. Inflating counts what
 * comes out and stops at a cap, since a link of 20 kB can hold 20 MB. A cut stream gives what it held.
 */
const inflatedMost = 1_000_000;

export interface Inflated {
  text: string;
  whole: boolean;
}

const native = (name: 'CompressionStream' | 'DecompressionStream'): boolean => {
  try {
    return typeof globalThis[name] === 'function' && Boolean(new globalThis[name]('deflate-raw'));
  } catch {
    return false;
  }
};

export async function deflate(text: string): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  if (!native('CompressionStream')) {
    const { deflateSync } = await import('fflate');
    return deflateSync(bytes, { level: 9 });
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function inflate(bytes: Uint8Array<ArrayBuffer>, most = inflatedMost): Promise<Inflated> {
  const collect = new Collector(most);
  const whole = native('DecompressionStream')
    ? await inflateNative(bytes, collect)
    : await inflateFallback(bytes, collect);
  return { text: collect.text(), whole: whole && !collect.full };
}

class Collector {
  private readonly decoder = new TextDecoder();
  private out = '';
  private size = 0;
  full = false;

  constructor(private readonly most: number) {}

  /** False when the cap is reached. */
  add(chunk: Uint8Array): boolean {
    const room = this.most - this.size;
    this.full = chunk.length > room;
    const taken = this.full ? chunk.subarray(0, room) : chunk;
    this.size += taken.length;
    this.out += this.decoder.decode(taken, { stream: true });
    return !this.full;
  }

  text(): string {
    return this.out;
  }
}

const pieceBytes = 256;

/** Fed piece by piece, so that what came before a cut has left the stream when it fails. */
async function inflateNative(bytes: Uint8Array<ArrayBuffer>, collect: Collector): Promise<boolean> {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  const feed = (async () => {
    for (let at = 0; at < bytes.length; at += pieceBytes)
      await writer.write(bytes.slice(at, at + pieceBytes));
    await writer.close();
  })().then(
    () => true,
    () => false,
  );
  const reader = stream.readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return await feed;
      if (!collect.add(value)) {
        await reader.cancel();
        return false;
      }
    }
  } catch {
    return false;
  }
}

async function inflateFallback(bytes: Uint8Array, collect: Collector): Promise<boolean> {
  const { Inflate } = await import('fflate');
  let ended = false;
  const inflater = new Inflate((chunk, final) => {
    if (!collect.full) collect.add(chunk);
    ended ||= final;
  });
  try {
    for (let at = 0; at < bytes.length && !collect.full; at += pieceBytes)
      inflater.push(bytes.subarray(at, at + pieceBytes), at + pieceBytes >= bytes.length);
  } catch {
    return false;
  }
  return ended;
}
