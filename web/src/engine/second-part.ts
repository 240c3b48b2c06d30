/**
 * An engine comes in two files (cmake/hunch_wasm.cmake). The first does what the opening page needs
 * and calls placeholders for the rest, until the second is instantiated beside it: from then on they
 * are the functions themselves, in the same memory, and what runs goes on.
 */
import { compile, readNow } from './wasm-file';

type Callable = (...args: unknown[]) => unknown;

/** What the split adds to the first part's exports begins so. */
const added = '%';

export class SecondPart {
  /** What the first part imports for it. */
  readonly placeholders: WebAssembly.ModuleImports;
  private loading: Promise<void> | null = null;
  private first: WebAssembly.Exports = {};

  constructor(private readonly url: string) {
    const get = (_: object, index: string): Callable => {
      return (...args) => this.callTooEarly(Number(index), args);
    };
    this.placeholders = new Proxy({}, { get });
  }

  /** To be told before anything of the first part is called. */
  joins(first: WebAssembly.Exports): void {
    this.first = first;
  }

  /** `works`: whether what it brings computes rightly here. */
  load(works: () => boolean): Promise<void> {
    if (this.loading) return this.loading;
    this.loading = compile(this.url, { first: this.first }).then(() => {
      if (!works()) throw new Error('This browser computes some layers wrongly with this engine.');
    });
    this.loading.catch(() => (this.loading = null)); // asked for again, it is fetched again
    return this.loading;
  }

  /** What nobody saw coming waits for the file. */
  private callTooEarly(index: number, args: unknown[]): unknown {
    new WebAssembly.Instance(new WebAssembly.Module(readNow(this.url)), { first: this.first });
    const [, table] = Object.entries(this.first).find(
      ([name, value]) => name.startsWith(added) && value instanceof WebAssembly.Table,
    ) as [string, WebAssembly.Table];
    return (table.get(index) as Callable)(...args);
  }
}
