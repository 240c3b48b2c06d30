import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { Film, filmFit } from '../../../web/src/views/camera/film.svelte';
import { bytesOf, frameAt, frameOf, joined, middleOf } from '../../../web/src/views/camera/fit';
import { troubleWith } from '../../../web/src/views/camera/media';
import { stepsOf } from '../../../web/src/views/images/ways';

describe('a picture of a camera', () => {
  const rgba = Uint8ClampedArray.of(255, 0, 0, 255, 10, 20, 30, 255);

  it('is brightness to a grey network, colours to another, and can be inverted', () => {
    expect(bytesOf(rgba, 1)).toEqual(Uint8Array.of(76, 18));
    expect(bytesOf(rgba, 3)).toEqual(Uint8Array.of(255, 0, 0, 10, 20, 30));
    expect(bytesOf(rgba, 1, true)).toEqual(Uint8Array.of(179, 237));
  });

  it('is cut from the middle to the sides’ ratio', () => {
    expect(middleOf(640, 480, 1)).toEqual({ left: 80, top: 0, width: 480, height: 480 });
    expect(middleOf(640, 480, 2)).toEqual({ left: 0, top: 80, width: 640, height: 320 });
  });
});

describe('frames for a network', () => {
  const clips = { count: 4, strip: false };

  it('have the size that its layout of them asks for', () => {
    expect(frameOf([28, 20, 3], { count: 1, strip: false })).toEqual({ height: 28, width: 20, channels: 3 });
    expect(frameOf([16, 12, 4], clips)).toEqual({ height: 16, width: 12, channels: 1 });
    expect(frameOf([64, 12, 1], { count: 4, strip: true })).toEqual({ height: 16, width: 12, channels: 1 });
  });

  it('become channels or a strip as in the core; the first stands for those before it', () => {
    const frames = [Uint8Array.of(1, 2), Uint8Array.of(3, 4), Uint8Array.of(5, 6)];
    expect(joined(frames, clips)).toEqual(Uint8Array.of(1, 1, 3, 5, 2, 2, 4, 6));
    expect(joined(frames, { count: 2, strip: true })).toEqual(Uint8Array.of(3, 4, 5, 6));
    expect(joined(frames, { count: 1, strip: false })).toEqual(Uint8Array.of(5, 6));
    expect(joined([], clips)).toHaveLength(0);
    expect(frameAt(joined(frames, clips), clips, 2)).toEqual(frames[1]);
    expect(frameAt(Uint8Array.of(3, 4, 5, 6), { count: 2, strip: true }, 1)).toEqual(frames[2]);
  });

  it('are told from still images by the set, not by the number of channels', () => {
    const app = (source: string, frames?: number): Parameters<typeof stepsOf>[0] => ({
      get: () => source,
      images: { name: '', images: { frames } } as never,
    });
    expect(stepsOf(app('clips'), { shape: [16, 16, 8] })).toEqual({ count: 8, strip: false });
    expect(stepsOf(app('clips'), { shape: [128, 16, 1] })).toEqual({ count: 8, strip: true });
    expect(stepsOf(app('images', 8), { shape: [24, 32, 8] })).toEqual({ count: 8, strip: false });
    expect(stepsOf(app('images'), { shape: [32, 32, 3] })).toEqual({ count: 1, strip: false });
    expect(stepsOf(app('digits', 8), { shape: [28, 28, 1] })).toEqual({ count: 1, strip: false });
  });
});

describe('a device that is not to be had', () => {
  it('is told of plainly', () => {
    const refused = new DOMException('', 'NotAllowedError');
    expect(troubleWith('camera', refused, false)).toBe(
      'The camera was refused. Allow it for this page in the browser, then try again.',
    );
    expect(troubleWith('camera', refused, true)).toContain('its host has to allow it');
    expect(troubleWith('microphone', new DOMException('', 'NotFoundError'), false)).toBe(
      'There is no microphone here.',
    );
    expect(troubleWith('camera', new DOMException('', 'NotReadableError'), false)).toContain(
      'another program',
    );
    // What reading a property of no mediaDevices throws.
    expect(troubleWith('camera', new TypeError(), false)).toContain('https');
    expect(troubleWith('camera', new DOMException('', 'OddError'), false)).toContain('(OddError)');
  });
});

describe('filmed classes', () => {
  const frame = (value: number): Uint8Array =>
    new Uint8Array(filmFit.height * filmFit.width * filmFit.channels).fill(value);

  it('are learned once each has a name of its own and enough pictures', () => {
    const film = new Film();
    const fill = (k: number, count: number): void => {
      for (let n = 0; n < count; n++) film.take(k, frame(10 * k + n));
      flushSync();
    };
    expect(film.missing).toBe('Class 1 needs 4 pictures or more.');
    fill(0, 4);
    film.rename(0, ' cup ');
    expect(film.missing).toBe('Class 2 needs 4 pictures or more.');
    fill(1, 5);
    expect(film.missing).toBe('');
    film.rename(1, 'cup');
    expect(film.missing).toBe('Two classes are called cup.');
    film.rename(1, '');

    const images = film.images();
    expect(images).toMatchObject({ height: 32, width: 32, channels: 3, classNames: ['cup', 'Class 2'] });
    expect(images.labels).toEqual(Uint16Array.of(0, 0, 0, 0, 1, 1, 1, 1, 1));
    expect([images.pixels.length, images.pixels[0], images.pixels.at(-1)]).toEqual([9 * 3072, 0, 14]);
  });

  it('are never fewer than two, and take so many pictures and no more', () => {
    const film = new Film();
    film.add();
    film.rename(2, 'third');
    film.remove(0);
    expect(film.classes.map(({ name }) => name)).toEqual(['', 'third']);
    film.remove(1);
    expect(film.classes.map(({ name }) => name)).toEqual(['', '']);
    const taken = Array.from({ length: 1001 }, () => film.take(0, frame(1)));
    expect(taken.indexOf(false)).toBe(1000);
  });
});
