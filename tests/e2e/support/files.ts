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
