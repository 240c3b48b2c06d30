import { expect, Hunch, test, watch } from './support/page';

const spiral = 'd=spiral&nz=0.05&m=8relu,d0.1,8relu&lr=0.003&t=My+spiral';

test('a shared link opens the same on another page', async ({ hunch, context, baseURL }) => {
  await hunch.open(spiral);
  await hunch.page.getByRole('radio', { name: 'Epistemic' }).click();
  await hunch.network.getByRole('button', { name: 'Add a unit to Hidden 2' }).click();
  await expect.poll(() => hunch.shape()).toContain('8 → 9 → 1');
  const link = await hunch.share();
  expect(link.length).toBeLessThan(300);

  const page = await context.newPage();
  const wrongs = watch(page, baseURL!);
  await page.goto(link);
  const other = new Hunch(page);
  await other.awake();
  await expect.poll(() => other.shape()).toBe(await hunch.shape());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My spiral');
  await expect(page.getByRole('radio', { name: 'Epistemic' })).toBeChecked();
  await expect(page.getByRole('spinbutton', { name: 'Rate' })).toHaveAttribute('aria-valuenow', '0.003');
  expect(await other.share()).toBe(link);
  expect(wrongs).toEqual([]);
});

test('reload keeps the work, back and forward walk through it', async ({ hunch, page }) => {
  await hunch.open('d=moons&m=4tanh');
  await page.getByRole('radio', { name: 'Circle' }).click();
  await expect(page).toHaveURL(/d=circle/);
  await page.getByRole('radio', { name: 'Xor' }).click();
  await expect(page).toHaveURL(/d=xor/);

  await page.reload();
  await hunch.awake();
  await expect(page.getByRole('radio', { name: 'Xor' })).toBeChecked();
  await expect.poll(() => hunch.shape()).toContain('2 → 4 → 1');
  await expect(hunch.notice).toBeHidden();

  await page.goBack();
  await expect(page.getByRole('radio', { name: 'Circle' })).toBeChecked();
  await page.goForward();
  await expect(page.getByRole('radio', { name: 'Xor' })).toBeChecked();
});

test('a pasted link opens in the page that is there', async ({ hunch, page }) => {
  await hunch.open('d=moons&m=4tanh');
  await page.evaluate((hash) => {
    location.hash = hash;
  }, spiral);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My spiral');
  await expect.poll(() => hunch.shape()).toContain('2 → 8 → 8 → 1');
});

test('a link is a preview: the own work is kept and one click away', async ({ hunch, page }) => {
  await hunch.open();
  await page.getByRole('radio', { name: 'Checkerboard' }).click();
  await expect(page).toHaveURL(/d=checkerboard/);

  await hunch.open(spiral);
  await expect(hunch.notice).toContainText('Your own last work is kept');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My spiral');
  await hunch.notice.getByRole('button', { name: 'Back to it' }).click();
  await expect(page.getByRole('radio', { name: 'Checkerboard' })).toBeChecked();
  await expect(hunch.notice).toBeHidden();
});

/** A link as the page writes it, to be spoilt. */
async function written(hunch: Hunch): Promise<string> {
  await hunch.open(spiral);
  return (await hunch.share()).split('#')[1]!;
}

test('a link that a chat program cut says so and opens what came whole', async ({ hunch, page }) => {
  const whole = await written(hunch);
  await hunch.open(whole.slice(0, whole.indexOf('&lr=') + 5));
  await expect(hunch.notice).toContainText(/This link was cut on its way\. \d+ of its \d+ characters came/);
  await expect(page.getByRole('radio', { name: 'Spiral' })).toBeChecked();
  await expect.poll(() => hunch.shape()).toContain('2 → 8 → 8 → 1');
  await expect(page.getByRole('spinbutton', { name: 'Rate' })).toHaveAttribute('aria-valuenow', '0.01');
  await hunch.notice.getByRole('button', { name: 'Put away' }).click();
  await expect(hunch.notice).toBeHidden();
  await hunch.trainPast(10);
});

test('a link with one changed character says so', async ({ hunch, page }) => {
  const whole = await written(hunch);
  await hunch.open(whole.replace('lr=0.003', 'lr=0.008'));
  await expect(hunch.notice).toContainText('changed on its way');
  await expect(page.getByRole('radio', { name: 'Spiral' })).toBeChecked();
  await hunch.trainPast(10);
});

test('a link percent-encoded by a mail program is the same link', async ({ hunch, page }) => {
  const whole = await written(hunch);
  await hunch.open(encodeURIComponent(whole));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My spiral');
  await expect(hunch.notice).toBeHidden();
});

test('hostile links cost little and leave a page that works', async ({ hunch, page }) => {
  const layers = Array.from({ length: 400 }, () => '100000relu').join(',');
  const hostile = [
    'd=moons&m=-3relu&lr=oops&n=1e99&nz=NaN&__proto__=1&constructor=2&d=xor',
    `z=${'A'.repeat(15_000)}`,
    'x'.repeat(200_000),
    'd=moons&fx=' + '('.repeat(5_000),
    'v1-zzzzzzzz-0000000&d=moons',
    '%%%&&&===~~~%F0%9F',
    `d=moons&m=${layers}`,
  ];
  await hunch.open('d=moons&m=4tanh');
  for (const hash of hostile) {
    const what = hash.slice(0, 30);
    // As if it was pasted: one page meets them all.
    await page.evaluate((text) => {
      location.hash = text;
    }, hash);
    await expect(hunch.notice, what).toBeVisible();
    await hunch.notice.getByRole('button', { name: 'Put away' }).click();
    await expect(hunch.notice, what).toBeHidden();
    await expect(hunch.root, what).toHaveAttribute('data-hunch-state', 'ready');
  }
  // The nearest setting of the last one is as large as a network can be, and can be left again.
  await hunch.open(hostile[0]);
  await expect(hunch.notice).toContainText('This link asks for what cannot be.');
  await hunch.trainPast(5);
});

test('nothing that a link says is run', async ({ hunch, page }) => {
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await hunch.open('d=moons&t=<img src=x onerror=alert(1)>&tx=<script>alert(2)</script>&m=4tanh');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('<img src=x onerror=alert(1)>');
  await expect(page.getByText('<script>alert(2)</script>')).toBeVisible();
  expect(await page.locator('img, #app script').count()).toBe(0);
  expect(asked).toEqual([]);
});

test('a fingerprint in a link is checked', async ({ hunch, page }) => {
  const setting = 'd=moons&m=6tanh,d0.1,6tanh&x';
  await hunch.open(setting);
  await hunch.oneEpoch.click();
  await expect(hunch.root).toHaveAttribute('data-hunch-step', '9');
  const found = await hunch.fingerprint();

  await hunch.open(`${setting}&fp=${found}`);
  await hunch.play.click();
  await expect(hunch.notice).toContainText('Reproduced.');
  await expect(hunch.root).toHaveAttribute('data-hunch-step', '9');

  await hunch.open(`${setting}&fp=0123456789abcdef@9`);
  await hunch.play.click();
  await expect(hunch.notice).toContainText('Not reproduced.');
  await expect(hunch.notice).toContainText(found.slice(0, 16));
  await page.getByRole('button', { name: 'Put away' }).click();
});
