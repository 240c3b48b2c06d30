/** Networks that learn from images: seen layer by layer, drawn for, changed, fed with the reader's own. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { violations } from './support/axe';
import { drop } from './support/files';
import { colours, difference, expect, test, type Hunch } from './support/page';

/** Opens a ready example by its name. */
async function openExample({ page }: Hunch, title: string): Promise<void> {
  await page.getByRole('button', { name: /examples$/ }).click();
  await page.getByRole('button', { name: title }).click();
  await expect(page.getByRole('button', { name: /^Convolution 1: change/ })).toBeVisible({ timeout: 20_000 });
}

const output = (page: Page): Locator => page.getByRole('region', { name: 'Output' });
const data = (page: Page): Locator => page.getByRole('region', { name: 'Data' });
/** "97 % 3": the readout. */
const believed = async (page: Page): Promise<string> =>
  ((await output(page).locator('.value b').textContent()) ?? '').replace(/\s+/g, ' ').trim();

async function draw(page: Page, points: [number, number][]): Promise<void> {
  const pad = page.getByLabel('Draw here');
  const { x, y, width, height } = (await pad.boundingBox())!;
  const to = ([a, b]: [number, number]): [number, number] => [x + a * width, y + b * height];
  await page.mouse.move(...to(points[0]!));
  await page.mouse.down();
  for (const point of points.slice(1)) await page.mouse.move(...to(point), { steps: 6 });
  await page.mouse.up();
}

async function train(hunch: Hunch, steps: number): Promise<void> {
  await hunch.play.click();
  await expect.poll(() => hunch.step(), { timeout: 40_000 }).toBeGreaterThan(steps);
  await hunch.pause.click();
}

test('digits are learned by a small CNN, every layer is seen, and a drawn one is recognised', async ({
  hunch,
  page,
}) => {
  await hunch.open();
  await openExample(hunch, 'Digits, a small CNN');
  expect((await hunch.shape()).replace(/\s/g, '')).toMatch(/^28×28×1→8→16→32→10·/);
  const button = hunch.network.getByRole('button', { name: /^Convolution 2: 16 feature maps/ });
  const maps = button.locator('canvas');
  const before = await colours(maps);
  await train(hunch, 400);
  expect(difference(before, await colours(maps))).toBeGreaterThan(0.2);
  expect(await hunch.curve('Accuracy')).toBeGreaterThan(90);

  // A pointer on a map enlarges it.
  await button.hover({ position: { x: 12, y: 12 } });
  await expect(page.locator('.lens')).toContainText('Convolution 2, map 1');

  // Another example, another picture.
  const seen = await colours(maps);
  await data(page).getByRole('group', { name: 'Examples' }).getByRole('button').nth(3).click();
  await expect.poll(async () => difference(seen, await colours(maps))).toBeGreaterThan(0.05);
  await expect(
    output(page)
      .getByRole('img', { name: /^Votes|/ })
      .first(),
  ).toBeVisible();

  // A one: a straight line.
  await output(page).getByRole('radio', { name: 'Draw' }).click();
  await draw(page, [
    [0.52, 0.15],
    [0.5, 0.85],
  ]);
  await expect.poll(() => believed(page)).toMatch(/% 1$/);
  await page.getByRole('button', { name: 'Clear' }).click();
  // A zero.
  await draw(
    page,
    Array.from({ length: 25 }, (_, i): [number, number] => [
      0.5 + 0.24 * Math.sin((i * Math.PI) / 12),
      0.5 - 0.36 * Math.cos((i * Math.PI) / 12),
    ]),
  );
  await expect.poll(() => believed(page)).toMatch(/% 0$/);
});

test('an autoencoder shows what it sees, what it tells, where that is off, and its doubt', async ({
  hunch,
  page,
}) => {
  await hunch.open();
  await openExample(hunch, 'Digits through 32 numbers');
  const pictures = output(page).locator('figure canvas');
  await expect(pictures).toHaveCount(4);
  await expect(output(page)).toContainText(/% off/);
  const off = async (): Promise<number> => Number.parseFloat(await believed(page));
  const before = await off();
  await train(hunch, 300);
  await expect.poll(off).toBeLessThan(0.7 * before);
  await expect(output(page)).toContainText('Told worst');
  await expect(output(page)).toContainText('Most unsure');
  expect(await hunch.curve('Error')).toBeLessThan(0.22);

  // Noise on what it sees changes what it tells.
  const told = await colours(pictures.nth(1));
  await output(page).getByLabel('Noise').fill('0.4');
  await expect.poll(async () => difference(told, await colours(pictures.nth(1)))).toBeGreaterThan(0.02);

  // The same data may be asked for their classes instead.
  await data(page).getByRole('radio', { name: 'Its class' }).click();
  await expect(output(page)).toContainText(/It is (right|wrong)/, { timeout: 10_000 });
  await expect.poll(() => hunch.shape()).toMatch(/→ 10 /);
});

test('every shape of a scene is told by itself, with its own spread', async ({ hunch, page }) => {
  await hunch.open();
  await openExample(hunch, 'Which shapes are there?');
  const rows = output(page).locator('.rows .row');
  await expect(rows).toHaveCount(6);
  await train(hunch, 700);
  expect(await hunch.curve('Accuracy')).toBeGreaterThan(78);
  await expect(output(page)).toContainText(/Right, label by label/);
  await expect(output(page)).toContainText(/circle \d+/);
});

test('turned digits are doubted more than upright ones', async ({ hunch, page }) => {
  await hunch.open();
  await openExample(hunch, 'Rotate the digits');
  await train(hunch, 600);
  const thumbs = data(page).getByRole('group', { name: 'Examples' }).getByRole('button');
  /** Of the first ten examples together: one of each digit. */
  const doubt = async (): Promise<number> => {
    let sum = 0;
    for (let n = 0; n < 10; n++) {
      await thumbs.nth(n).click();
      await page.waitForTimeout(350);
      sum += Number.parseFloat(
        (await output(page)
          .getByText(/in all$/)
          .textContent()) ?? '',
      );
    }
    return sum;
  };
  const upright = await doubt();
  await output(page).getByLabel('Turn').fill('90');
  expect(await doubt()).toBeGreaterThan(upright + 2);
});

test('layers of every kind are added, set and removed; what cannot be is said and nothing is lost', async ({
  hunch,
  page,
}) => {
  await hunch.open();
  await openExample(hunch, 'Digits, a small CNN');
  const add = async (after: string, kind: string): Promise<void> => {
    await page.getByRole('button', { name: `Add a layer after ${after}`, exact: true }).click();
    await page
      .getByRole('dialog', { name: /^Add a layer/ })
      .getByRole('button', { name: kind, exact: true })
      .click();
  };
  await add('Convolution 1', 'Batch norm');
  await expect(page.getByRole('button', { name: /^Batch norm: change/ })).toBeVisible();

  // Filters by its own field.
  await page.getByRole('button', { name: /^Convolution 1: change/ }).click();
  const fields = page.getByRole('dialog', { name: 'Convolution 1' });
  await fields.getByLabel('Filters').fill('4');
  await fields.getByLabel('Filters').press('Enter');
  await expect.poll(async () => (await hunch.shape()).replace(/\s/g, '')).toMatch(/^28×28×1→4→16→/);
  await page.keyboard.press('Escape');

  // A convolution of a vector.
  const shape = await hunch.shape();
  await add('Flatten', 'Convolution');
  await expect(page.getByRole('alert')).toContainText('do not fit together');
  await expect(page.getByRole('alert')).toContainText('Convolution gets 576 numbers, but needs maps');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  expect(await hunch.shape()).toBe(shape);

  await page.getByRole('button', { name: /^Batch norm: change/ }).click();
  await page.getByRole('button', { name: 'Remove this layer' }).click();
  await expect(page.getByRole('button', { name: /^Batch norm: change/ })).toHaveCount(0);
  await hunch.trainPast(20);
});

/** 40 images of 8x8 in IDX: a bright upper or lower half. */
function halves(): { pixels: Buffer; labels: Buffer } {
  const labels = Buffer.alloc(8 + 40);
  const pixels = Buffer.alloc(16 + 40 * 64);
  labels.set([0, 0, 8, 1, 0, 0, 0, 40]);
  pixels.set([0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 8, 0, 0, 0, 8]);
  for (let n = 0; n < 40; n++) {
    labels[8 + n] = n % 2;
    for (let i = 0; i < 64; i++) pixels[16 + 64 * n + i] = i < 32 === (n % 2 === 0) ? 200 + (n % 5) : n % 7;
  }
  return { pixels, labels };
}

test('IDX files are dropped, learned, kept out of links, and there again after another set', async ({
  hunch,
  page,
}) => {
  const { pixels, labels } = halves();
  await hunch.open();
  await drop(hunch, [
    { name: 'train-images-idx3-ubyte', base64: pixels.toString('base64') },
    { name: 'train-labels-idx1-ubyte', base64: labels.toString('base64') },
  ]);
  await expect.poll(async () => (await hunch.shape()).replace(/\s/g, '')).toMatch(/^8×8×1→.*→1·/);
  await train(hunch, 30);
  // 2,560 pixels lie in no link.
  expect((await hunch.share()).length).toBeLessThan(600);
  await data(page).getByRole('radio', { name: 'Two moons' }).click();
  await expect(hunch.plot).toBeVisible();
  await data(page).getByRole('radio', { name: 'Your own images' }).click();
  await expect.poll(async () => (await hunch.shape()).replace(/\s/g, '')).toMatch(/^8×8×1→/);
});

test('broken files are told of, and the page goes on', async ({ hunch, page }) => {
  const { pixels, labels } = halves();
  await hunch.open('d=moons&m=4tanh');
  await drop(hunch, [{ name: 'train-images-idx3-ubyte', base64: pixels.toString('base64') }]);
  await expect(page.getByRole('alert')).toContainText('without its labels');
  await drop(hunch, [
    { name: 'train-images-idx3-ubyte', base64: pixels.subarray(0, 500).toString('base64') },
    { name: 'train-labels-idx1-ubyte', base64: labels.toString('base64') },
  ]);
  await expect(hunch.notice).toContainText('could not be read');
  await hunch.trainPast(10);
});

test('pictures in folders of their class are learned', async ({ hunch, page }) => {
  await hunch.open();
  const made = await page.evaluate(async () => {
    const pictures: string[] = [];
    for (let n = 0; n < 24; n++) {
      const canvas = new OffscreenCanvas(12, 12);
      const context = canvas.getContext('2d')!;
      context.fillStyle = n % 2 ? '#d04010' : '#1040d0';
      context.fillRect(n % 3, n % 4, 8, 8);
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      pictures.push(btoa(String.fromCharCode(...bytes)));
    }
    return pictures;
  });
  const folder = join(mkdtempSync(join(tmpdir(), 'hunch-')), 'toys');
  for (const name of ['blue', 'red']) mkdirSync(join(folder, name), { recursive: true });
  made.forEach((base64, n) =>
    writeFileSync(join(folder, n % 2 ? 'red' : 'blue', `${n}.png`), Buffer.from(base64, 'base64')),
  );
  await page.locator('input[webkitdirectory]').setInputFiles(folder);
  await expect.poll(async () => (await hunch.shape()).replace(/\s/g, '')).toMatch(/^12×12×3→.*→1·/);
  await expect(data(page)).toContainText('toys');
  await hunch.trainPast(20);
});

test('sheets of many images are learned by the classes in their texts', async ({ hunch, page }) => {
  await hunch.open();
  // 24 tiles of 12 x 12 in lines of five, and a flat sheet of 9 images for the test.
  const [tiles, flat] = await page.evaluate(async () => {
    const encoded = async (canvas: OffscreenCanvas): Promise<string> =>
      btoa(String.fromCharCode(...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())));
    const tiled = new OffscreenCanvas(60, 60);
    const lines = new OffscreenCanvas(144, 9);
    for (let n = 0; n < 24; n++) {
      const context = tiled.getContext('2d')!;
      context.fillStyle = n % 2 ? '#d04010' : '#1040d0';
      context.fillRect((n % 5) * 12, Math.floor(n / 5) * 12, 12, 12);
    }
    for (let n = 0; n < 9; n++) {
      const context = lines.getContext('2d')!;
      context.fillStyle = n % 2 ? '#d04010' : '#1040d0';
      context.fillRect(0, n, 144, 1);
    }
    return [await encoded(tiled), await encoded(lines)];
  });
  const names = (count: number): string =>
    Buffer.from(Array.from({ length: count }, (_, n) => (n % 2 ? 'red\n' : 'blue\n')).join('')).toString(
      'base64',
    );
  await drop(hunch, [
    { name: 'sheet.png', base64: tiles! },
    { name: 'sheet.txt', base64: names(24) },
    { name: 'test.png', base64: flat! },
    { name: 'test.txt', base64: names(9) },
  ]);
  await expect.poll(async () => (await hunch.shape()).replace(/\s/g, '')).toMatch(/^12×12×3→.*→1·/);
  await expect(data(page)).toContainText('sheet.png');
  await hunch.trainPast(20);
});

for (const [name, colorScheme, viewport] of [
  ['light', 'light', { width: 1280, height: 800 }],
  ['phone, dark', 'dark', { width: 390, height: 844 }],
] as const)
  test(`axe finds nothing serious in a network of images, and it is no wider than its window: ${name}`, async ({
    hunch,
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await hunch.open();
    await openExample(hunch, 'Digits, a small CNN');
    await hunch.oneEpoch.click();
    await expect(hunch.root).toHaveAttribute('data-hunch-state', 'paused');
    await expect(output(page).getByRole('meter').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(viewport.width);
  });

const mnist = '../shared/data/mnist';
test('MNIST is dropped on the page as it is, packed', async ({ hunch }) => {
  const names = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'];
  test.skip(!names.every((name) => existsSync(`${mnist}/${name}`)), `${mnist} is not there`);
  await hunch.open();
  await drop(
    hunch,
    names.map((name) => ({ name, base64: readFileSync(`${mnist}/${name}`).toString('base64') })),
  );
  await expect
    .poll(async () => (await hunch.shape()).replace(/\s/g, ''), { timeout: 40_000 })
    .toMatch(/^28×28×1→.*→10·/);
  await hunch.trainPast(5);
});
