import { colours, difference, expect, numberIn, test } from './support/page';

test('a click on a link types a new weight', async ({ hunch, page }) => {
  await hunch.open('d=moons&m=2tanh&tf=0.5');
  const net = hunch.network.getByRole('group', { name: /^Network/ });
  const surface = hunch.plot.locator('canvas').first();
  await expect.poll(async () => new Set(await colours(surface)).size).toBeGreaterThan(20);
  const before = await colours(surface);

  // The link from x to the first hidden unit, at its middle.
  const box = (await net.boundingBox())!;
  const centre = async (name: RegExp): Promise<{ x: number; y: number }> => {
    const tile = (await net.getByRole('button', { name }).boundingBox())!;
    return { x: tile.x + tile.width / 2 - box.x, y: tile.y + tile.height / 2 - box.y };
  };
  const [x, unit] = [await centre(/^x, fed/), await centre(/^Hidden 1, unit 1/)];
  await net.hover({ position: { x: (x.x + unit.x) / 2, y: (x.y + unit.y) / 2 } });
  await expect(net.locator('.value')).toHaveText(/^−?\d+\.\d+$/);
  await net.click({ position: { x: (x.x + unit.x) / 2, y: (x.y + unit.y) / 2 } });
  const field = page.getByRole('textbox', { name: 'Weight from Input x to Hidden 1, unit 1' });
  await field.fill('7,5'); // a decimal comma is taken too
  await field.press('Enter');
  await expect(field).toBeHidden();
  await expect.poll(async () => difference(before, await colours(surface))).toBeGreaterThan(0.1);

  await net.hover({ position: { x: (x.x + unit.x) / 2, y: (x.y + unit.y) / 2 } });
  await expect(net.locator('.value')).toHaveText('7.50');

  // It is no part of the link: the page says so, and takes it back.
  await expect.poll(() => hunch.shape()).toContain('1 typed');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => hunch.shape()).not.toContain('typed');
  await net.hover({ position: { x: (x.x + unit.x) / 2, y: (x.y + unit.y) / 2 } });
  await expect(net.locator('.value')).toHaveText(/^−?\d+\.\d+$/);
  await expect(net.locator('.value')).not.toHaveText('7.50');
});

test('all weights of a unit can be read and typed without a mouse', async ({ hunch, page }) => {
  await hunch.open('d=moons&m=3tanh');
  const unit = hunch.network.getByRole('button', { name: /^Hidden 1, unit 2/ });
  await unit.focus();
  await page.keyboard.press('w');
  const weight = hunch.network.getByRole('textbox', { name: 'Weight from y' });
  await weight.fill('-3');
  await weight.press('Enter');
  await expect.poll(async () => numberIn(await weight.inputValue())).toBe(-3);
  const bias = hunch.network.getByRole('textbox', { name: 'Bias of Hidden 1, unit 2' });
  await bias.fill('0.5');
  await bias.press('Enter');
  await page.keyboard.press('Escape');
  await expect(unit).toHaveAccessibleName(/bias 0\.50/);
});

test('layers and units come and go, and undo brings them back', async ({ hunch, page }) => {
  await hunch.open('d=moons&m=4tanh,4tanh');
  const button = (name: string | RegExp) => hunch.network.getByRole('button', { name, exact: true });
  await expect.poll(() => hunch.shape()).toContain('2 → 4 → 4 → 1');
  await button('Add a unit to Hidden 1').click();
  await expect.poll(() => hunch.shape()).toContain('2 → 5 → 4 → 1');
  await button('Insert a layer before Output').click();
  await expect.poll(() => hunch.shape()).toMatch(/2 → 5 → 4 → \d+ → 1/);
  await button('Remove Hidden 1').click();
  await expect.poll(() => hunch.shape()).toMatch(/^2 → 4 → \d+ → 1/);
  await button('Remove a unit from Hidden 1').click();
  await expect.poll(() => hunch.shape()).toMatch(/^2 → 3 → \d+ → 1/);

  await button(/^Hidden 1: 3 units/).click();
  await page.getByRole('textbox', { name: 'Units of Hidden 1' }).fill('12');
  await page.keyboard.press('Enter');
  await expect.poll(() => hunch.shape()).toMatch(/^2 → 12 → \d+ → 1/);

  for (let i = 0; i < 5; ++i) await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => hunch.shape()).toContain('2 → 4 → 4 → 1');
  await hunch.trainPast(10);
});

test('activation, dropout and inputs are changed where they are seen', async ({ hunch, page }) => {
  await hunch.open('d=moons&m=4tanh,4tanh');
  await hunch.network.getByRole('button', { name: 'Activation of Hidden 1: tanh' }).click();
  await page.getByRole('menuitemradio', { name: /^ReLU/i }).first().click();
  await expect(hunch.network.getByRole('button', { name: /^Activation of Hidden 1: relu/i })).toBeVisible();

  await hunch.network.getByRole('button', { name: /^Dropout after Hidden 2/ }).click();
  const slider = page.getByRole('slider', { name: 'Dropout' });
  await slider.press('ArrowRight');
  await slider.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(hunch.network.getByRole('button', { name: 'Dropout after Hidden 2: 10 %' })).toBeVisible();

  await hunch.network.getByRole('button', { name: /^x·y, not fed/ }).click();
  await expect.poll(() => hunch.shape()).toContain('3 → 4 → 4 → 1');
  await hunch.trainPast(10);
  expect(await hunch.share()).toContain('f=x,y,xy&m=4relu,4,d'); // left out are the defaults, tanh and 0.1
});

test('every set is one click away, and is fed with what it has', async ({ hunch, page }) => {
  await hunch.open(); // the opening page feeds x, y, x², y² and x·y
  const pick = (name: string) => page.getByRole('radio', { name, exact: true }).click();
  await pick('Gap in the middle');
  await expect.poll(() => hunch.shape()).toMatch(/^2 → 8/);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gap in the middle');
  await hunch.trainPast(10);
  await pick('Circle');
  await expect.poll(() => hunch.shape()).toMatch(/^4 → 8/);
});

test('points are drawn, and the run goes on with them', async ({ hunch, page }) => {
  await hunch.open('d=moons&n=100&m=4tanh');
  const count = page.getByRole('region', { name: 'Data' }).locator('.name .cap');
  await expect(count).toHaveText('100 points');
  await page.getByRole('button', { name: 'Add orange' }).click();
  await hunch.plot.click({ position: { x: 30, y: 30 } });
  await expect(count).toHaveText('101 points');
  await page.getByRole('button', { name: 'Erase points' }).click();
  await hunch.plot.click({ position: { x: 30, y: 30 } });
  await expect(count).toHaveText('100 points');
});

test('what cannot be is refused where it was asked for, with the nearest that can', async ({
  hunch,
  page,
}) => {
  await hunch.open('d=moons&m=4tanh');
  const batch = page.getByRole('spinbutton', { name: 'Batch' });
  await batch.press('Enter');
  await page.getByRole('textbox', { name: 'Batch' }).fill('0');
  await page.keyboard.press('Enter');
  const fault = page.getByRole('alert').filter({ hasText: 'Batch' });
  await expect(fault).toContainText(/too low/);
  await fault.getByRole('button', { name: 'Use 1', exact: true }).click();
  await expect(batch).toHaveAttribute('aria-valuenow', '1');
  await expect(fault).toBeHidden();
});
