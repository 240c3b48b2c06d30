/** Frames of animated GIFs, decoded by the browser where it lets pages ask for them one by one. */

/** Null: a still picture, or this browser does not tell. */
export async function openGif(file: File): Promise<ImageDecoder | null> {
  if (typeof ImageDecoder === 'undefined') return null;
  try {
    const decoder = new ImageDecoder({ data: await file.arrayBuffer(), type: 'image/gif' });
    await Promise.all([decoder.tracks.ready, decoder.completed]);
    if ((decoder.tracks.selectedTrack?.frameCount ?? 0) > 1) return decoder;
    decoder.close();
  } catch {
    // No GIF: it will be told of as a picture.
  }
  return null;
}

/** Calls `take` with the frames that `choose` picks of so many. */
export async function framesOfGif(
  file: File,
  choose: (count: number) => number[],
  take: (picture: VideoFrame, width: number, height: number) => void,
): Promise<void> {
  const decoder = await openGif(file);
  if (!decoder) throw new Error('it is a still picture among moving ones');
  for (const frameIndex of choose(decoder.tracks.selectedTrack?.frameCount ?? 1)) {
    const { image } = await decoder.decode({ frameIndex });
    take(image, image.displayWidth, image.displayHeight);
    image.close();
  }
  decoder.close();
}
