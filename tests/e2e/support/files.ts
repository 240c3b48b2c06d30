/** Files as from the reader's own folder. */
import type { Hunch } from './page';

export interface DroppedFile {
  name: string;
  base64: string;
}

export async function drop({ page }: Hunch, files: readonly DroppedFile[]): Promise<void> {
  const transfer = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of all)
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    return transfer;
  }, files);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** A WAV file of 16 bits in one channel: `sample(seconds)` from -1 to 1. */
export function wav(rate: number, seconds: number, sample: (seconds: number) => number): Buffer {
  const count = Math.round(rate * seconds);
  const bytes = Buffer.alloc(44 + 2 * count);
  bytes.write('RIFF');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * count, 40);
  for (let i = 0; i < count; ++i) bytes.writeInt16LE(Math.round(30_000 * sample(i / rate)), 44 + 2 * i);
  return bytes;
}

/**
 * An animated GIF of greys 0 to 127. Its pixels are codes of 8 bits, one a byte: the table is cleared before it
 * could grow beyond that.
 */
export function gif(width: number, height: number, frames: readonly Uint8Array[]): Buffer {
  const [clear, end] = [128, 129];
  const size = [width & 255, width >> 8, height & 255, height >> 8];
  const bytes = [...Buffer.from('GIF89a'), ...size, 0xf6, 0, 0];
  for (let grey = 0; grey < 128; grey++) bytes.push(2 * grey, 2 * grey, 2 * grey);
  for (const pixels of frames) {
    bytes.push(0x21, 0xf9, 4, 0, 5, 0, 0, 0); // shown for 50 ms
    bytes.push(0x2c, 0, 0, 0, 0, ...size, 0, 7);
    const codes: number[] = [];
    pixels.forEach((grey, i) => codes.push(...(i % 100 === 0 ? [clear] : []), grey));
    codes.push(end);
    for (let at = 0; at < codes.length; at += 255) {
      const block = codes.slice(at, at + 255);
      bytes.push(block.length, ...block);
    }
    bytes.push(0);
  }
  return Buffer.from([...bytes, 0x3b]);
}
