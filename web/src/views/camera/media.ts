/** Cameras and microphones: asked for when the reader wants them, and given back. Nothing leaves the page. */

export type Device = 'camera' | 'microphone';

/** What kept a device from the page, as plain sentences. */
export function troubleWith(device: Device, error: unknown, framed: boolean): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const frame = framed ? ' In a frame, its host has to allow it too.' : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return `The ${device} was refused. Allow it for this page in the browser, then try again.${frame}`;
    case 'NotFoundError':
    case 'OverconstrainedError':
      return `There is no ${device} here.`;
    case 'NotReadableError':
    case 'AbortError':
      return `The ${device} does not answer: another program may be using it.`;
    case 'TypeError':
      return `The browser gives this page no ${device}: that takes an address with https.${frame}`;
    default:
      return `The ${device} could not be used${name ? ` (${name})` : ''}.`;
  }
}

const wanted: Record<Device, MediaStreamConstraints> = {
  camera: { video: { width: { ideal: 640 }, height: { ideal: 480 } } },
  // A network learns what was said, not what a telephone makes of it.
  microphone: { audio: { echoCancellation: false, noiseSuppression: false } },
};

/** Rejects with an Error whose message `troubleWith` wrote. */
export async function openDevice(device: Device): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia(wanted[device]);
  } catch (error) {
    throw new Error(troubleWith(device, error, window !== window.top), { cause: error });
  }
}

export function closeDevice(stream: MediaStream | null | undefined): void {
  stream?.getTracks().forEach((track) => track.stop());
}

/** Calls back when the page is hidden. Returns what ends that. */
export function whenHidden(then: () => void): () => void {
  const check = (): void => {
    if (document.hidden) then();
  };
  document.addEventListener('visibilitychange', check);
  return () => document.removeEventListener('visibilitychange', check);
}
