import { colours, difference, expect, numberIn, test } from './support/page';

test('a link opens, plays, learns, and shows what it learned', async ({ hunch, page }) => {
  await hunch.open('d=moons&m=16relu,d0.1,16relu,d0.1');
  expect(await hunch.state()).toBe('ready');
  expect(await hunch.step()).toBe(0);
  await expect(page).toHaveTitle(/Two moons/);

  const surface = hunch.plot.locator('canvas').first();
  await expect.poll(async () => new Set(await colours(surface)).size).toBeGreaterThan(20);
  const before = await colours(surface);

  await hunch.oneEpoch.click();
  await expect(hunch.root).toHaveAttribute('data-hunch-state', 'paused');
  const first = await hunch.curve('Loss');

  await hunch.play.click();
  await expect(hunch.root).toHaveAttribute('data-hunch-state', 'training');
  await expect.poll(() => hunch.step(), { timeout: 20_000 }).toBeGreaterThan(250);
  await hunch.pause.click();
  await expect(hunch.root).toHaveAttribute('data-hunch-state', 'paused');

  expect(await hunch.curve('Loss')).toBeLessThan(0.6 * first);
  await expect.poll(async () => difference(before, await colours(surface))).toBeGreaterThan(0.7);
  const stopped = await hunch.step();
  await page.waitForTimeout(300);
  expect(await hunch.step()).toBe(stopped);
});

test('step, epoch and reset: the same run gives the same weights, bit for bit', async ({ hunch }) => {
  await hunch.open('d=moons&m=6tanh,d0.1,6tanh&x');
  await hunch.oneStep.click();
  await expect(hunch.root).toHaveAttribute('data-hunch-step', '1');
  await hunch.oneStep.click();
  await expect(hunch.root).toHaveAttribute('data-hunch-step', '2');
  const two = await hunch.fingerprint();
  expect(two).toMatch(/^[0-9a-f]{16}@2$/);

  await hunch.oneEpoch.click();
  await expect(hunch.root).toHaveAttribute('data-hunch-step', '9'); // 280 rows in batches of 32
  const nine = await hunch.fingerprint();
  expect(nine).toMatch(/@9$/);

  await hunch.reset.click();
  await expect(hunch.root).toHaveAttribute('data-hunch-state', 'ready');
  await hunch.oneEpoch.click();
  await expect(hunch.root).toHaveAttribute('data-hunch-step', '9');
  expect(await hunch.fingerprint()).toBe(nine);
  expect(nine.slice(0, 16)).not.toBe(two.slice(0, 16));
});

test('the probe follows clicks and keys, and its numbers the network', async ({ hunch, page }) => {
  await hunch.open('d=moons&m=16relu,d0.2,16relu,d0.2');
  await hunch.trainPast(200);
  await hunch.pause.click();

  const place = page.locator('.say .place');
  const head = page.locator('.say .value');
  const x = async (): Promise<number> => numberIn(/at (\S+),/.exec((await place.textContent()) ?? '')?.[1]);
  await hunch.plot.click({ position: { x: 40, y: 40 } });
  await expect.poll(x).toBeLessThan(-0.9);
  const sure = await head.textContent();
  await hunch.plot.click({ position: { x: 290, y: 300 } });
  await expect.poll(x).toBeGreaterThan(0.7);
  await expect(head).not.toHaveText(sure ?? '');
  const right = await x();
  await hunch.plot.press('ArrowLeft');
  await expect.poll(x).toBeLessThan(right);
  await expect(head).toContainText(/\d\s%/);
  await expect(page.getByRole('meter', { name: /^Doubt of the model/ })).toHaveAttribute(
    'aria-valuetext',
    /bit$/,
  );
});

test('each mode shows another picture of the same network', async ({ hunch, page }) => {
  await hunch.open('d=moons&m=16relu,d0.2,16relu,d0.2');
  await hunch.trainPast(150);
  await hunch.pause.click();
  const surface = hunch.plot.locator('canvas').first();
  const pictures = new Map<string, number[]>();
  for (const mode of ['Mean', 'Total', 'Aleatoric', 'Epistemic', 'One sample']) {
    await page.getByRole('radio', { name: mode, exact: true }).click();
    await expect(page.getByRole('radio', { name: mode, exact: true })).toBeChecked();
    for (const [other, picture] of pictures)
      await expect
        .poll(async () => difference(picture, await colours(surface)), { message: `${mode} and ${other}` })
        .toBeGreaterThan(0.2);
    pictures.set(mode, await colours(surface));
  }
  // The network did not train for that.
  expect(await hunch.state()).toBe('paused');

  const sample = await colours(surface);
  await page.getByRole('button', { name: 'Draw another sample' }).click();
  await expect.poll(async () => difference(sample, await colours(surface))).toBeGreaterThan(0.05);
});

test('it answers while it trains', async ({ hunch, page }) => {
  await hunch.open('d=spiral&m=64tanh,d0.1,64tanh,d0.1');
  await hunch.trainPast(20);
  const frames = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let count = 0;
        const end = performance.now() + 1000;
        const tick = (): void => {
          count++;
          if (performance.now() < end) requestAnimationFrame(tick);
          else resolve(count);
        };
        requestAnimationFrame(tick);
      }),
  );
  // 60 where the machine has the time; a loaded machine with two cores and no GPU has less.
  expect(frames).toBeGreaterThan(10);
  expect(await hunch.state()).toBe('training');

  // What is changed while it runs is taken over by the run.
  const rate = page.getByRole('spinbutton', { name: 'Rate' });
  await rate.press('Enter');
  await page.getByRole('textbox', { name: 'Rate' }).fill('0.001');
  await page.keyboard.press('Enter');
  await expect(rate).toHaveAttribute('aria-valuenow', '0.001');
  const step = await hunch.step();
  await expect.poll(() => hunch.step()).toBeGreaterThan(step);
  expect(step).toBeGreaterThan(20);
});
