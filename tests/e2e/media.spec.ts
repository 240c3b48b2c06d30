/** Sounds, cameras and clips of the reader's own: learned from, asked about, and refused without loss. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { launchOptions } from '../../tools/lib/browser.mjs';
import { layerText } from '../../web/src/config/layers';
import { violations } from './support/axe';
import { drop, gif, wav } from './support/files';
import { expect, test, type Hunch } from './support/page';

// A camera that shows a clock, a microphone that beeps; they are refused unless a test grants them.
test.use({
  launchOptions: {
    ...launchOptions,
    args: [
      ...(launchOptions.args ?? []),
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
    ],
  },
});

const flatten = layerText({ type: 'flatten' });
const output = (page: Page): Locator => page.getByRole('region', { name: 'Output' });
const data = (page: Page): Locator => page.getByRole('region', { name: 'Data' });
const believed = (page: Page): Locator => output(page).locator('.value b');
const shape = async (hunch: Hunch): Promise<string> => (await hunch.shape()).replace(/\s/g, '');

/** A folder with these files. */
function folderOf(name: string, files: readonly { path: string; bytes: Buffer }[]): string {
  const top = join(mkdtempSync(join(tmpdir(), 'hunch-')), name);
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), bytes);
  }
  return top;
}

async function chooseFolder({ page }: Hunch, folder: string): Promise<void> {
  await page.locator('input[webkitdirectory]').setInputFiles(folder);
}

/** Tells afterwards whether what the page was given of cameras and microphones is stopped. */
async function watchStreams(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { tracks });
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  return () =>
    page.evaluate(() =>
      (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map(({ readyState }) => readyState),
    );
}

async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Object.defineProperty(document, 'hidden', { value: false, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

/** The n-th rising or falling chirp. */
function chirp(kind: string, n: number): Buffer {
  const [from, to] = kind === 'rising' ? [400, 1600] : [1600, 400];
  const length = 0.3 + 0.02 * (n % 4);
  return wav(8000, length, (t) =>
    Math.sin(2 * Math.PI * (from! + 15 * n + ((to! - from!) * t) / (2 * length)) * t),
  );
}

test('WAV files are dropped, learned as spectrograms, and heard', async ({ hunch, page }) => {
  await hunch.open();
  await drop(
    hunch,
    ['rising', 'falling'].flatMap((kind) =>
      Array.from({ length: 24 }, (_, n) => ({
        name: `${kind}_${n}.wav`,
        base64: chirp(kind, n).toString('base64'),
      })),
    ),
  );
  await expect.poll(() => shape(hunch), { timeout: 20_000 }).toMatch(/^40×\d+×1→.*→1·/);
  await expect(data(page)).toContainText('48 sounds');
  await hunch.trainPast(60);
  await expect.poll(() => hunch.curve('Accuracy')).toBeGreaterThan(90);
  await hunch.pause.click();

  await output(page).getByRole('button', { name: 'Listen' }).click();
  await expect(output(page).getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(output(page).getByRole('button', { name: 'Listen' })).toBeVisible();
  // A spectrogram is not drawn, and turning it says nothing.
  await expect(output(page).getByRole('radio', { name: 'Draw' })).toHaveCount(0);
  await expect(output(page).getByLabel('Turn')).toHaveCount(0);

  // Another length of all: their images are made anew.
  await data(page).getByLabel('Bands, as a number').fill('16');
  await data(page).getByLabel('Bands, as a number').press('Enter');
  await expect.poll(() => shape(hunch)).toMatch(/^16×/);
  expect(await violations(page)).toEqual([]);
});

const digits = '../shared/data/spoken_digits';
test('a folder of spoken digits has the test set that the command gives it', async ({ hunch, page }) => {
  test.skip(!existsSync(digits), `${digits} is not there`);
  await hunch.open();
  const names = readdirSync(digits).filter((name) => name.endsWith('.wav'));
  await chooseFolder(
    hunch,
    folderOf(
      'digits',
      names.map((path) => ({ path, bytes: readFileSync(join(digits, path)) })),
    ),
  );
  await expect.poll(() => shape(hunch), { timeout: 30_000 }).toMatch(/^40×\d+×1→.*→10·/);
  await expect(data(page)).toContainText(`${names.length} sounds`);
  // The test set comes last, as in the command.
  const next = data(page).getByRole('button', { name: 'Examples after' });
  while (await next.isEnabled()) await next.click();
  await data(page).getByRole('group', { name: 'Examples' }).getByRole('button').last().click();
  await expect(output(page)).toContainText(`test example ${names.length}`);
  await hunch.trainPast(5);
});

test('what is no sound is told of, and nothing is lost', async ({ hunch, page }) => {
  await hunch.open('d=moons&m=4tanh');
  const file = (name: string, bytes: Buffer): { name: string; base64: string } => ({
    name,
    base64: bytes.toString('base64'),
  });
  await drop(hunch, [
    file('a_1.wav', chirp('rising', 1)),
    file('a_2.wav', chirp('rising', 2)),
    file('b_1.wav', Buffer.from('RIFF, but no more')),
  ]);
  await expect(page.getByRole('alert')).toContainText('b_1.wav could not be read');
  await drop(hunch, [file('a.wav', chirp('rising', 1)), file('b.wav', chirp('rising', 2))]);
  await expect(page.getByRole('alert')).toContainText('Sounds need a class');
  await hunch.trainPast(10);
});

test('a network of tones is asked about the microphone’s sound; refused, it says so', async ({
  hunch,
  page,
  context,
}) => {
  const streams = await watchStreams(page);
  await hunch.open(`d=tones&n=200&m=${flatten},32relu,d0.2`);
  await hunch.trainPast(20);
  await hunch.pause.click();
  await output(page).getByRole('radio', { name: 'Record' }).click();
  await output(page).getByRole('button', { name: 'Record', exact: true }).click();
  await expect(output(page).getByRole('alert')).toContainText('The microphone was refused');
  await context.grantPermissions(['microphone']);
  await output(page).getByRole('button', { name: 'Record', exact: true }).click();
  await expect(output(page).getByText('It listens now.')).toBeVisible();
  await expect(believed(page)).toHaveText(/%/, { timeout: 10_000 });
  await expect(output(page).getByRole('button', { name: 'Listen' })).toBeVisible();
  expect(await streams()).toEqual(['ended']);
  // Back to the examples.
  await output(page).getByRole('radio', { name: 'Example' }).click();
  await expect(output(page).getByText(/this is/)).toBeVisible();
});

test('a network of digits is asked about the camera, which is given back', async ({
  hunch,
  page,
  context,
}) => {
  await context.grantPermissions(['camera']);
  const streams = await watchStreams(page);
  await hunch.open(`d=digits&n=300&m=${flatten},32relu,d0.2`);
  await hunch.trainPast(20);
  await hunch.pause.click();
  await output(page).getByRole('radio', { name: 'Camera' }).click();
  await expect(output(page).locator('video')).toBeVisible();
  await expect(believed(page)).toHaveText(/%/);
  await expect(output(page).getByRole('button', { name: 'Invert' })).toHaveAttribute('aria-pressed', 'true');
  expect(await streams()).toEqual(['live']);

  // What it sees changes with the camera's clock.
  const seen = output(page).locator('.seen canvas');
  const before = await seen.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await expect.poll(() => seen.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())).not.toBe(before);

  await hide(page);
  await expect(output(page).getByRole('alert')).toContainText('given back');
  expect(await streams()).toEqual(['ended']);
  await output(page).getByRole('button', { name: 'Try again' }).click();
  await expect(believed(page)).toHaveText(/%/);
  await output(page).getByRole('radio', { name: 'Example' }).click();
  await expect.poll(streams).toEqual(['ended', 'ended']);
});

test('classes are filmed, learned, and asked about; a refused camera loses nothing', async ({
  hunch,
  page,
  context,
}) => {
  const streams = await watchStreams(page);
  await hunch.open(`d=digits&n=200&m=${flatten},8relu`);
  const open = async (): Promise<Locator> => {
    await data(page).getByRole('button', { name: 'film' }).click();
    return page.getByRole('dialog', { name: 'Film your own classes' });
  };
  const panel = await open();
  await expect(panel.getByRole('alert')).toContainText('The camera was refused');
  await expect(panel.getByRole('button', { name: 'Hold to film Class 1' })).toBeDisabled();
  await context.grantPermissions(['camera']);
  await panel.getByRole('button', { name: 'Try again' }).click();

  await panel.getByLabel('Name of class 1').fill('early');
  for (const name of ['early', 'Class 2']) {
    const button = panel.getByRole('button', { name: `Hold to film ${name}` });
    await button.hover();
    await page.mouse.down();
    await page.waitForTimeout(1500);
    await page.mouse.up();
  }
  // A key does as well.
  await panel.getByRole('button', { name: 'Hold to film early' }).focus();
  const counts = panel.locator('li .cap.num');
  const count = Number(await counts.first().textContent());
  expect(count).toBeGreaterThan(7);
  await page.keyboard.press('Enter');
  await expect(counts.first()).toHaveText(String(count + 1));
  expect(await violations(page)).toEqual([]);

  await panel.getByRole('button', { name: 'Learn from these' }).click();
  await expect(panel).toHaveCount(0);
  await expect.poll(streams).toEqual(['ended']);
  await expect.poll(() => shape(hunch)).toMatch(/^32×32×3→.*→1·/);
  await expect(data(page)).toContainText('Camera');
  await hunch.trainPast(10);
  await hunch.pause.click();
  await output(page).getByRole('radio', { name: 'Camera' }).click();
  await expect(believed(page)).toHaveText(/% (early|Class 2)$/);
  // What was filmed is there to go on with.
  await expect((await open()).locator('li .cap.num').first()).toHaveText(String(count + 1));
});

/** Frames of a square that moves right or down, as PNG: CLASS/CLIP/NUMBER.png. */
async function movingSquares(page: Page): Promise<{ path: string; bytes: Buffer }[]> {
  const made = await page.evaluate(async () => {
    const files: [string, string][] = [];
    for (let n = 0; n < 16; n++)
      for (let t = 0; t < 10; t++) {
        const canvas = new OffscreenCanvas(40, 30);
        const context = canvas.getContext('2d')!;
        context.fillStyle = '#fff';
        if (n % 2) context.fillRect(2 + 2.5 * t, 4 + n, 6, 6);
        else context.fillRect(4 + n, 2 + 2 * t, 6, 6);
        const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
        files.push([
          `${n % 2 ? 'right' : 'down'}/clip ${n}/frame${t}.png`,
          btoa(String.fromCharCode(...bytes)),
        ]);
      }
    return files;
  });
  return made.map(([path, base64]) => ({ path, bytes: Buffer.from(base64, 'base64') }));
}

test('folders of numbered frames are learned as clips, like the made ones', async ({
  hunch,
  page,
  context,
}) => {
  await context.grantPermissions(['camera']);
  await hunch.open();
  await chooseFolder(hunch, folderOf('ways', await movingSquares(page)));
  await expect.poll(() => shape(hunch), { timeout: 20_000 }).toMatch(/^24×32×8→.*→1·/);
  await expect(data(page)).toContainText('16 clips');
  await hunch.trainPast(40);
  await expect.poll(() => hunch.curve('Accuracy', 'training')).toBeGreaterThan(90);
  await hunch.pause.click();
  // The camera's last frames are a clip too.
  await output(page).getByRole('radio', { name: 'Camera' }).click();
  await expect(believed(page)).toHaveText(/% (down|right)$/);
});

test('video files are learned as clips', async ({ hunch, page }) => {
  await hunch.open();
  const videos = await page.evaluate(async () => {
    const film = async (right: boolean): Promise<string> => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 64;
      const context = canvas.getContext('2d')!;
      const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
      const parts: Blob[] = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      const done = new Promise((resolve) => (recorder.onstop = resolve));
      recorder.start();
      for (let t = 0; t < 20; t++) {
        context.fillStyle = '#000';
        context.fillRect(0, 0, 64, 64);
        context.fillStyle = '#fff';
        context.fillRect(right ? 2 * t : 20, right ? 20 : 2 * t, 16, 16);
        await new Promise((then) => setTimeout(then, 40));
      }
      recorder.stop();
      await done;
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    };
    return Promise.all([film(true), film(false), film(true), film(false)]);
  });
  await drop(
    hunch,
    videos.map((base64, n) => ({ name: `${n % 2 ? 'down' : 'right'}_${n}.webm`, base64 })),
  );
  await expect.poll(() => shape(hunch), { timeout: 40_000 }).toMatch(/^32×32×8→.*→1·/);
  await expect(data(page)).toContainText('4 clips');
  await hunch.trainPast(5);
});

test('animated GIFs are learned as clips, still ones as pictures', async ({ hunch, page }) => {
  /** A square that goes right or down. */
  const moving = (right: boolean, n: number): Buffer =>
    gif(
      24,
      16,
      Array.from({ length: 10 }, (_, t) =>
        Uint8Array.from({ length: 24 * 16 }, (_, i) => {
          const [x, y] = [i % 24, Math.floor(i / 24)];
          const [left, top] = right ? [2 * t, n] : [4 + n, t];
          return x >= left && x < left + 5 && y >= top && y < top + 5 ? 127 : 0;
        }),
      ),
    );
  await hunch.open();
  await chooseFolder(
    hunch,
    folderOf(
      'moving',
      [0, 1, 2, 3, 4, 5].map((n) => ({
        path: `${n % 2 ? 'right' : 'down'}/${n}.gif`,
        bytes: moving(n % 2 === 1, n),
      })),
    ),
  );
  await expect.poll(() => shape(hunch), { timeout: 20_000 }).toMatch(/^16×24×8→.*→1·/);
  await expect(data(page)).toContainText('6 clips');
  // One by one: a step for each frame, with layers for that.
  await data(page).getByRole('radio', { name: 'One by one' }).click();
  await expect.poll(() => shape(hunch)).toMatch(/^128×24×1→/);
  await expect(page.getByRole('button', { name: /^GRU/ }).first()).toBeVisible();
  await hunch.trainPast(5);
});

/** `jpeg` with an Exif header that tells how the camera was held. */
function held(jpeg: Buffer, orientation: number): Buffer {
  const exif = Buffer.from(
    '457869660000' + '4d4d002a00000008' + '0001' + `0112000300000001000${orientation}0000` + '00000000',
    'hex',
  );
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

test('photographs are learned the way up that their camera tells', async ({ hunch, page }) => {
  await hunch.open();
  // Bright on the left as it is stored; held so that the right side of the picture is down: bright at the top.
  const stored = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(32, 16);
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 16, 16);
    const bytes = await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer();
    return btoa(String.fromCharCode(...new Uint8Array(bytes)));
  });
  const photo = held(Buffer.from(stored, 'base64'), 6);
  await chooseFolder(
    hunch,
    folderOf(
      'photos',
      ['a/1.jpg', 'a/2.jpg', 'a/3.jpg', 'b/1.jpg', 'b/2.jpg', 'b/3.jpg'].map((path) => ({
        path,
        bytes: photo,
      })),
    ),
  );
  await expect.poll(() => shape(hunch)).toMatch(/^32×16×1→/);
  const rows = await output(page)
    .locator('.picture canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data, width, height } = canvas
        .getContext('2d')!
        .getImageData(0, 0, canvas.width, canvas.height);
      return [2, height - 3].map((y) => data[4 * (y * width + 8)]!);
    });
  // Ink on paper: what is bright in the photograph is dark in the picture of it.
  expect(rows[0]).toBeLessThan(60);
  expect(rows[1]).toBeGreaterThan(200);
});

test.describe('in another site’s frame', () => {
  let host: Server;
  test.beforeAll(async () => {
    host = createServer((request, response) => {
      const { searchParams } = new URL(request.url!, 'http://host');
      response.setHeader('Content-Type', 'text/html');
      response.end(
        `<iframe src="${searchParams.get('page')}" allow="${searchParams.get('allow')}" width="1200" height="760"></iframe>`,
      );
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  });
  test.afterAll(() => host.close());

  for (const [allow, outcome] of [
    ['', 'refused'],
    ['camera', 'granted'],
  ] as const)
    test(`the camera is ${outcome} with allow="${allow}"`, async ({ page, context, baseURL }) => {
      await context.grantPermissions(['camera']);
      // Another origin than the page's localhost.
      const at = `http://127.0.0.1:${(host.address() as AddressInfo).port}/`;
      const link = encodeURIComponent(`${baseURL!}#d=digits&n=200&m=${flatten},8relu&h=data`);
      await page.goto(`${at}?allow=${allow}&page=${link}`);
      const frame = page.frameLocator('iframe');
      await frame.getByRole('radio', { name: 'Camera' }).click({ timeout: 20_000 });
      if (outcome === 'granted') await expect(frame.locator('.value b')).toHaveText(/%/, { timeout: 10_000 });
      else {
        await expect(frame.getByRole('alert')).toContainText('its host has to allow it');
        await expect(frame.locator('html')).not.toHaveAttribute('data-hunch-state', 'error');
      }
    });
});
