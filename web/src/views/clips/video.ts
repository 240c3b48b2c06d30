/** Frames of a video file, decoded by the browser. */

const patience = 15_000; // ms

/** Rejects when it does not come, or the video is broken. */
function comes(video: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = new AbortController();
    const { signal } = end;
    const settle = (then: () => void): void => {
      end.abort();
      clearTimeout(timer);
      then();
    };
    const fail = (): void => settle(() => reject(new Error('this browser cannot read it')));
    const timer = setTimeout(fail, patience);
    video.addEventListener(event, () => settle(resolve), { signal });
    video.addEventListener('error', fail, { signal });
  });
}

async function seek(video: HTMLVideoElement, seconds: number): Promise<void> {
  const there = comes(video, 'seeked');
  video.currentTime = seconds;
  await there;
}

/** Seconds. What was recorded in a browser does not say how long it is until its end was looked for. */
async function lengthOf(video: HTMLVideoElement): Promise<number> {
  if (!Number.isFinite(video.duration)) await seek(video, Number.MAX_SAFE_INTEGER);
  return Number.isFinite(video.duration) ? video.duration : video.currentTime;
}

/** Calls `take` with the picture in the middle of each of so many equal parts. */
export async function framesOfVideo(
  file: File,
  steps: number,
  take: (picture: HTMLVideoElement, width: number, height: number) => void,
): Promise<void> {
  const video = document.createElement('video');
  const address = URL.createObjectURL(file);
  try {
    video.muted = true;
    video.preload = 'auto';
    const loaded = comes(video, 'loadeddata');
    video.src = address;
    await loaded;
    const length = await lengthOf(video);
    for (let t = 0; t < steps; t++) {
      await seek(video, ((t + 0.5) * length) / steps);
      take(video, video.videoWidth, video.videoHeight);
    }
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(address);
  }
}
