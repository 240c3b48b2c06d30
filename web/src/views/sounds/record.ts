/** A clip from the microphone, as long as those that a network has learned. */
import type { Sound } from '../../worker/protocol';
import { closeDevice, openDevice, whenHidden } from '../camera/media';
import { decodeSound } from './decode';

/** Samples a second that recordings are decoded to: as high as any set of sounds may reach. */
const rate = 48_000;
/** A coder gives its first packets late; what is longer is cut to the loudest part. */
const margin = 0.3;

/** `began`: the microphone listens. Null: the page was hidden or `stop` aborted before the end. */
export async function record(seconds: number, stop: AbortSignal, began: () => void): Promise<Sound | null> {
  const stream = await openDevice('microphone');
  try {
    const bytes = stop.aborted ? null : await listen(stream, seconds + margin, stop, began);
    return bytes && (await decodeSound(bytes, rate));
  } finally {
    closeDevice(stream);
  }
}

async function listen(
  stream: MediaStream,
  seconds: number,
  stop: AbortSignal,
  began: () => void,
): Promise<ArrayBuffer | null> {
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  let whole = true;
  const done = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const end = (heard: boolean): void => {
    if (recorder.state === 'inactive') return;
    whole = heard;
    recorder.stop();
  };
  recorder.start();
  began();
  const timer = setTimeout(() => end(true), 1000 * seconds);
  const seen = whenHidden(() => end(false));
  stop.addEventListener('abort', () => end(false));
  await done;
  clearTimeout(timer);
  seen();
  return whole ? new Blob(parts).arrayBuffer() : null;
}
