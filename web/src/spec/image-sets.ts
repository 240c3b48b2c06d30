/** Sets of images: the made ones, sounds among them, which are images to the network, and the reader's own. */

/** Each with strokes for its thumbnail, in a box of 40. */
export const imageSets: Record<string, string> = {
  digits: 'M13 14c0-4 3-6.5 7-6.5s7 2.5 7 6-3 5.5-7 5.5c4.5 0 8 2.5 8 6.5s-3.5 7-8 7-8-3-8-7',
  letters: 'M10.5 32L19 8l2 0 8.5 24M13.5 24h13',
  shapes: 'M7 22a8 8 0 1 0 16 0a8 8 0 1 0-16 0M24 20l4.5-11 6.5 11z',
  scenes: 'M8 12.5a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M23 8h9v9h-9zM27.5 23l5 9h-10zM12.5 23v9M8 27.5h9',
  clips: 'M6 20h9M10.5 15.5L15 20l-4.5 4.5M20 14h12v12H20z',
  textures: 'M8 14L14 8M8 23L23 8M8 32L32 8M17 32L32 17M26 32l6-6',
  tones: 'M5 20q3.5-24 7 0t6 0 5 0 4 0 3 0 3 0 2 0',
};

/** The reader's own sounds. */
export const ownSounds = 'M8 17v6M14 12v16M20 7v26M26 14v12M32 18v4';
/** The reader's own pictures. */
export const ownImages = 'M8 9h24v22H8zM8 26l7-7 6 6 4-4 7 6M24 15.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0';

export const isSoundSet = (source: string): boolean => source === 'audio' || source === 'tones';
export const isImageSet = (source: string): boolean =>
  source === 'images' || source === 'audio' || source in imageSets;
