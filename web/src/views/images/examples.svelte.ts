/** Examples as bytes with what is known of them, fetched in blocks as views need them. */
import { untrack } from 'svelte';
import type { App } from '../../state/app';
import type { Description, Examples } from '../../worker/protocol';

export interface Example {
  index: number;
  /** (Y, X, C) */
  pixels: Uint8Array;
  label: number;
  /** 0 training, 1 validation, 2 test. */
  part: number;
}

interface Block {
  /** Of which facts it was asked; with others it is asked again, and shown until the answer comes. */
  owner: Description;
  examples: Examples | null;
}

const blockSize = 64;

export const countOfExamples = ({ trainCount, validationCount, testCount }: Description): number =>
  trainCount + validationCount + testCount;

export class ExampleStore {
  /** By the number of the block; not reactive itself. */
  private readonly blocks: (Block | undefined)[] = [];
  /** Grows when something came. */
  private arrived = $state(0);

  constructor(private readonly app: App) {}

  /** Null: on its way, or there is none. */
  at(index: number): Example | null {
    void this.arrived;
    const { description } = this.app;
    if (!description || index < 0 || index >= countOfExamples(description)) return null;
    const number = Math.floor(index / blockSize);
    const block = this.blocks[number];
    if (block?.owner !== description) {
      this.blocks[number] = { owner: description, examples: block?.examples ?? null };
      untrack(() => void this.fetch(number, description));
    }
    const examples = block?.examples;
    const size = description.shape.reduce((all, side) => all * side, 1);
    const i = index - number * blockSize;
    if (!examples || i >= examples.labels.length || examples.pixels.length !== examples.labels.length * size)
      return null;
    return {
      index,
      pixels: examples.pixels.subarray(i * size, (i + 1) * size),
      label: examples.labels[i]!,
      part: examples.parts[i]!,
    };
  }

  private async fetch(number: number, owner: Description): Promise<void> {
    const examples = await this.app.examples(number * blockSize, blockSize);
    if (this.blocks[number]?.owner !== owner) return;
    this.blocks[number] = { owner, examples };
    this.arrived++;
  }
}

const stores = new WeakMap<App, ExampleStore>();

/** One for all views of a page. */
export function examplesOf(app: App): ExampleStore {
  let store = stores.get(app);
  if (!store) stores.set(app, (store = new ExampleStore(app)));
  return store;
}
