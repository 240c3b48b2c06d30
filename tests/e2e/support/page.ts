/**
 * `test` with a page of Hunch. Whatever a test does, at its end the page must have been quiet: no error
 * on the console, nothing refused by the content security policy, no request to another origin.
 */
import { expect, test as base, type Locator, type Page } from '@playwright/test';

export { expect };

/** Watches a page, and those it opens; tells what was wrong. */
export function watch(page: Page, home: string): string[] {
  const wrongs: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrongs.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrongs.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:', 'about:'].includes(url.protocol) && url.origin !== new URL(home).origin)
      wrongs.push(`request to ${url.origin}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) wrongs.push(`${response.status()} for ${response.url()}`);
  });
  return wrongs;
}

/** What a test asks of the page, in its reader's words. */
export class Hunch {
  readonly root: Locator;
  readonly play: Locator;
  readonly pause: Locator;
  readonly reset: Locator;
  readonly oneStep: Locator;
  readonly oneEpoch: Locator;
  readonly plot: Locator;
  readonly network: Locator;
  /** The line under the bar: what came of a link. */
  readonly notice: Locator;

  constructor(readonly page: Page) {
    const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
    this.root = page.locator('html');
    this.play = button('Play');
    this.pause = button('Pause');
    this.reset = button('Reset');
    this.oneStep = button('One step');
    this.oneEpoch = button('One epoch');
    this.plot = page.getByRole('application');
    this.network = page.getByRole('region', { name: 'Network' });
    this.notice = page.locator('.notice');
  }

  /** Opens a link by its hash; `query` as in `engine=scalar`. */
  async open(hash = '', query = ''): Promise<void> {
    // Only another document is a fresh page: a new hash alone would be the page's own navigation.
    if (this.page.url() !== 'about:blank') await this.page.goto('about:blank');
    await this.page.goto(`./${query && `?${query}`}${hash && `#${hash}`}`);
    await this.awake();
  }

  async awake(): Promise<void> {
    await expect(this.root).not.toHaveAttribute('data-hunch-state', 'loading', { timeout: 20_000 });
    await expect(this.root).not.toHaveAttribute('data-hunch-state', 'error');
  }

  async state(): Promise<string> {
    return (await this.root.getAttribute('data-hunch-state')) ?? '';
  }

  async step(): Promise<number> {
    return Number(await this.root.getAttribute('data-hunch-step'));
  }

  async trainPast(step: number): Promise<void> {
    await this.play.click();
    await expect.poll(() => this.step(), { timeout: 20_000 }).toBeGreaterThan(step);
  }

  /** What the curves show of the last epoch, for example `curve('Loss')` or `curve('Accuracy', 'training')`. */
  async curve(title: string, part: 'validation' | 'training' = 'validation'): Promise<number> {
    const figure = this.page.locator(`svg[aria-label^="${title} at epoch"]`);
    const words = (await figure.getAttribute('aria-label', { timeout: 10_000 })) ?? '';
    return numberIn(new RegExp(`${part} ([−\\d.e-]+)`).exec(words)?.[1]);
  }

  /** "2 → 6 → 6 → 1 · 67 weights" */
  async shape(): Promise<string> {
    return (await this.network.locator('.head .cap').textContent()) ?? '';
  }

  /** The link that Share gives; with `proof` the one that holds the fingerprint of the weights. */
  async share({ proof = false } = {}): Promise<string> {
    await this.page.getByRole('button', { name: 'Share', exact: true }).click();
    const link = this.page.getByLabel('Link', { exact: true });
    await expect(link).toHaveValue(/#/);
    if (proof) {
      await this.page.getByLabel('With the fingerprint').check();
      await expect(link).toHaveValue(/fp=/);
    }
    const value = await link.inputValue();
    await this.page.keyboard.press('Escape');
    return value;
  }

  /** The fingerprint and its step, HASH@STEP, of an exact run. */
  async fingerprint(): Promise<string> {
    return /fp=([0-9a-f]+@\d+)/.exec(await this.share({ proof: true }))?.[1] ?? '';
  }
}

/** A number as the page writes it, with a real minus sign. */
export const numberIn = (text: string | undefined): number => Number(text?.replace('−', '-'));

/** The colours of a picture: a number for every cell of a coarse grid, to see whether it changed. */
export async function colours(canvas: Locator): Promise<number[]> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const small = new OffscreenCanvas(16, 16).getContext('2d')!;
    small.drawImage(element as HTMLCanvasElement, 0, 0, width, height, 0, 0, 16, 16);
    const { data } = small.getImageData(0, 0, 16, 16);
    return Array.from(
      { length: 256 },
      (_, i) => data[4 * i]! + 256 * (data[4 * i + 1]! + 256 * data[4 * i + 2]!),
    );
  });
}

/** How much of a picture is of another colour than in the other one, 0 to 1. */
export const difference = (one: number[], other: number[]): number =>
  one.filter((colour, i) => colour !== other[i]).length / one.length;

export const test = base.extend<{ hunch: Hunch }>({
  hunch: async ({ page, baseURL }, use) => {
    const wrongs = watch(page, baseURL!);
    await use(new Hunch(page));
    expect(wrongs).toEqual([]);
  },
});
