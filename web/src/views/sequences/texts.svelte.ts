/** The texts that are learned and checked, fetched in blocks as views need them. */
import { untrack } from 'svelte';
import type { App } from '../../state/app';
import type { Description, TextExamples } from '../../worker/protocol';
import { textOf } from './tokens';

export interface TextExample {
  index: number;
  /** Ids: of lines the end before them first, and what came after the last one last. */
  tokens: Int32Array;
  /** 0 training, 1 validation, 2 test. */
  part: number;
}

export const blockSize = 256;

const countOf = ({ trainCount, validationCount, testCount }: Description): number =>
  trainCount + validationCount + testCount;

/** Of one block, each text by itself. */
export function split({ first, tokens, counts, parts }: TextExamples): TextExample[] {
  let from = 0;
  return Array.from(counts, (count, i) => {
    const own = tokens.subarray(from, (from += count));
    return { index: first + i, tokens: own, part: parts[i]! };
  });
}

/**
 * Numbers of blocks in the order in which texts of a part are looked for: validation texts lie at the end
 * where the text runs on, anywhere where lines were shuffled.
 */
export function blockOrder(blocks: number, trainCount: number, validation: boolean): number[] {
  const start = validation ? Math.min(blocks - 1, Math.floor(trainCount / blockSize)) : 0;
  return Array.from({ length: blocks }, (_, i) => (start + i) % blocks);
}

export class TextStore {
  private owner: Description | null = null;
  private blocks: (TextExample[] | 'asked' | undefined)[] = [];
  /** Grows when something came. */
  private arrived = $state(0);

  constructor(private readonly app: App) {}

  /** Null: on its way, or there is none. */
  at(index: number): TextExample | null {
    void this.arrived;
    const block = this.block(Math.floor(index / blockSize));
    return block?.[index % blockSize] ?? null;
  }

  /** The first `count` texts of the validation part, or of the others, as far as they are here. */
  list(validation: boolean, count: number): TextExample[] {
    void this.arrived;
    const { description } = this.app;
    if (!description) return [];
    const found: TextExample[] = [];
    const blocks = Math.ceil(countOf(description) / blockSize);
    for (const number of blockOrder(blocks, description.trainCount, validation)) {
      const block = this.block(number);
      if (!block) break;
      for (const example of block) if ((example.part !== 0) === validation) found.push(example);
      if (found.length >= count) break;
    }
    return found.slice(0, count);
  }

  private block(number: number): TextExample[] | null {
    const { description } = this.app;
    if (!description || number < 0 || number * blockSize >= countOf(description)) return null;
    if (this.owner !== description) {
      this.owner = description;
      this.blocks = [];
    }
    const block = this.blocks[number];
    if (block === undefined) {
      this.blocks[number] = 'asked';
      untrack(() => void this.fetch(number, description));
    }
    return Array.isArray(block) ? block : null;
  }

  private async fetch(number: number, owner: Description): Promise<void> {
    const texts = await this.app.look('textExamples', { first: number * blockSize, count: blockSize });
    if (this.owner !== owner) return;
    this.blocks[number] = texts ? split(texts) : [];
    this.arrived++;
  }
}

const stores = new WeakMap<App, TextStore>();

/** One for all views of a page; asked for as a view begins, so that what it derives hears of news. */
export function textsOf(app: App): TextStore {
  let store = stores.get(app);
  if (!store) stores.set(app, (store = new TextStore(app)));
  return store;
}

/** The text that is looked at: typed, or an example's. Null: on its way. */
export function lookedText(app: App, texts: TextStore): string | null {
  const { example, text } = app.sequence;
  if (text !== undefined) return text;
  const names = app.description?.classes ?? [];
  const found = texts.at(example);
  // What came after the last token is what is asked for.
  return found && textOf(found.tokens.subarray(0, -1), names);
}
