/** Networks over points and tables whose layers stand in any order: seen, asked, changed, sent by link. */
import { violations } from './support/axe';
import { colours, difference, expect, test, type Hunch } from './support/page';

async function residual({ page, network }: Hunch): Promise<void> {
  await page.getByRole('button', { name: /examples$/ }).click();
  await page.getByRole('button', { name: 'A residual network on the spiral' }).click();
  await expect(network.getByRole('button', { name: /^Add: change/ })).toBeVisible({ timeout: 20_000 });
}

test('a residual network is seen layer by layer, learns, and its links and units can be asked', async ({
  hunch,
  page,
}) => {
  await hunch.open();
  await residual(hunch);
  const { network } = hunch;
  await expect.poll(() => hunch.shape()).toMatch(/2 → 6 → 6 → 6 → 1 · \d+ weights/);
  for (const name of ['Batch norm', 'Activation 1', 'Add', 'Dropout'])
    await expect(network.getByRole('button', { name: new RegExp(`^${name}: change`) })).toBeVisible();
  await expect(network.locator('.paper > .name')).toHaveText('stem'); // the wire's

  const sum = network.getByRole('button', { name: /^Add, unit 2/ });
  const before = await colours(sum.locator('canvas'));
  await hunch.play.click();
  await expect.poll(() => hunch.step(), { timeout: 30_000 }).toBeGreaterThan(400);
  await hunch.pause.click();
  await expect
    .poll(async () => difference(before, await colours(sum.locator('canvas'))))
    .toBeGreaterThan(0.05);

  // A unit of a sum tells what it is made of, and its picture takes the output's place.
  await sum.hover();
  const lens = network.getByRole('group', { name: 'Add, unit 2' });
  await expect(lens).toContainText('stem, unit 2');
  await expect(lens).toContainText('block, unit 2');
  await expect(page.getByRole('heading', { name: 'Add, unit 2' }).first()).toBeVisible();

  // Weights of a layer that reads another than the first.
  const unit = network.getByRole('button', { name: /^Dense 2, unit 1/ });
  await unit.focus();
  await page.keyboard.press('w');
  const weight = network.getByRole('textbox', { name: 'Weight from stem, unit 3' });
  await weight.fill('-2');
  await weight.press('Enter');
  await expect.poll(() => hunch.shape()).toContain('1 typed');
  await page.keyboard.press('Escape');

  await page.getByRole('radio', { name: /sample/i }).click();
  await expect(hunch.plot).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('other kinds of layers come to a plain network, are wired, named, removed, and undone', async ({
  hunch,
  page,
}) => {
  await hunch.open('d=moons&m=4tanh,4tanh');
  const { network } = hunch;
  await hunch.oneEpoch.click();
  await expect.poll(() => hunch.step()).toBeGreaterThan(5);
  const steps = await hunch.step();

  // What learns nothing keeps the run, though another engine takes it over.
  const add = async (after: string, kind: string): Promise<void> => {
    await network
      .getByRole('button', { name: new RegExp(`^Add (a|another kind of) layer after ${after}$`) })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: kind, exact: true }).click();
  };
  await network.getByRole('button', { name: /^Hidden 1, unit 1/ }).hover();
  await add('Hidden 2', 'Activation');
  await expect(network.getByRole('button', { name: /^Activation: change/ })).toBeVisible({ timeout: 20_000 });
  expect(await hunch.step()).toBe(steps);

  // A sum finds what fits it, and names it.
  await add('Dense 2', 'Add');
  await expect(network.getByRole('button', { name: /^Add: change/ })).toBeVisible();
  await expect(network.locator('.wires .round')).toHaveCount(1);
  await network.getByRole('button', { name: /^dense: change/ }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('first');
  await page.getByRole('dialog').getByLabel('Name').press('Enter');
  await page.keyboard.press('Escape');
  await expect(network.locator('.paper > .name')).toHaveText('first');

  // It is all in the link.
  const link = await hunch.share();
  await hunch.open(new URL(link).hash.slice(1));
  await expect(network.locator('.paper > .name')).toHaveText('first', { timeout: 20_000 });

  // What is refused is said, and nothing is lost.
  await network.getByRole('button', { name: /^dense2: change/ }).click();
  await page.getByRole('dialog').getByRole('spinbutton', { name: 'Units' }).fill('3');
  await page.getByRole('dialog').getByRole('spinbutton', { name: 'Units' }).press('Enter');
  await expect(page.getByText(/need the same shape/).first()).toBeVisible();
  await expect.poll(() => hunch.shape()).toContain('2 → 4 → 4 → 1');
  await page.keyboard.press('Escape');

  await network.getByRole('button', { name: /^Add: change/ }).click();
  await page.getByRole('button', { name: 'Remove this layer' }).click();
  await network.getByRole('button', { name: /^Activation: change/ }).click();
  await page.getByRole('button', { name: 'Remove this layer' }).click();
  await expect(network.getByRole('button', { name: 'Remove Hidden 2' })).toBeAttached(); // plain again
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(network.getByRole('button', { name: /^Activation: change/ })).toBeVisible();
});

for (const [name, width, height, scheme] of [
  ['a phone', 390, 844, 'light'],
  ['a laptop in the dark', 1280, 800, 'dark'],
] as const) {
  test(`a residual network fits ${name}`, async ({ hunch, page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    await hunch.open();
    await residual(hunch);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await violations(page)).toEqual([]);
  });
}
