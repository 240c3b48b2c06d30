/** A sound over the loudspeaker. */
import type { Sound } from '../../worker/protocol';

let context: AudioContext | undefined;

/** The largest sample, so that loud and quiet recordings are heard alike. */
const peak = 0.7;

/** 0 for silence. */
export function gainFor(samples: Float32Array): number {
  const largest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest > 0 ? peak / largest : 0;
}

/** `ended` is called at its end or when it is stopped, by what this returns. Throws: a rate no browser plays. */
export function playSound({ rate, samples }: Sound, ended: () => void): () => void {
  context ??= new AudioContext();
  void context.resume();
  const buffer = context.createBuffer(1, samples.length, rate);
  buffer.getChannelData(0).set(samples);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(new GainNode(context, { gain: gainFor(samples) })).connect(context.destination);
  source.onended = ended;
  source.start();
  return () => source.stop();
}
