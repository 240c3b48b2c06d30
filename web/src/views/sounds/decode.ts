/** Sounds of any format that the browser knows, in one channel. */
import type { Sound } from '../../worker/protocol';

/** Samples a second that files are brought to: half of it, 8 kHz, is as high as speech goes. */
const usual = 16_000;

/** Rejects when the browser cannot read the bytes. */
export async function decodeSound(bytes: ArrayBuffer, rate = usual): Promise<Sound> {
  const buffer = await new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes);
  return { rate, samples: oneChannel(buffer) };
}

/** The mean of all channels. */
export function oneChannel(
  buffer: Pick<AudioBuffer, 'length' | 'numberOfChannels' | 'getChannelData'>,
): Float32Array<ArrayBuffer> {
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, c) => buffer.getChannelData(c));
  return Float32Array.from(
    { length: buffer.length },
    (_, i) => channels.reduce((sum, channel) => sum + channel[i]!, 0) / channels.length,
  );
}
