/** A dropped or chosen file as text, or a plain sentence that says why not. Sizes are capped. */

export const kMostBytes = 64 * 1024 * 1024;
const kMost = '64 MB';

export type ReadResult = { name: string; text: string } | { error: string };

export async function readTable(file: File): Promise<ReadResult> {
  if (file.size > kMostBytes)
    return { error: `${file.name} is larger than ${kMost}, the most this page takes.` };
  try {
    let bytes = new Uint8Array(await file.arrayBuffer());
    let name = file.name;
    if (isGzip(bytes)) {
      const unpacked = await gunzip(bytes, kMostBytes);
      if (!unpacked) return { error: `${name} unpacks to more than ${kMost}, the most this page takes.` };
      bytes = unpacked;
      name = name.replace(/\.gz$/i, '');
    }
    const text = decode(bytes);
    if (text === null)
      return {
        error: `${name} is not text. A CSV has one example a line, with cells between commas; a text is plain text.`,
      };
    if (text.trim() === '') return { error: `${name} is empty.` };
    return { name, text };
  } catch {
    return { error: `${file.name} could not be read. If it is packed, unpack it first.` };
  }
}

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Stops with null as soon as more than `most` came out: a small file can unpack to a huge one. */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > most) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}

/** UTF-8, UTF-16 by its mark, else Windows-1252 as older spreadsheets write. Null: not text at all. */
export function decode(bytes: Uint8Array): string | null {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.subarray(0, 8192).includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
