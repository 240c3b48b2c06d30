/**
 * Has texts written, a few tokens at a time so that training and pictures go on between. Each piece goes
 * on from all that was written before it.
 */
import type { App } from '../../state/app';
import type { Writing, WrittenText } from '../../worker/protocol';
import { textOf, tokenOf, type ReadToken } from './tokens';

export interface Wish extends Omit<Writing, 'samples' | 'seed'> {
  /** What the texts begin with. */
  prompt: string;
  count: number;
}

/** A piece takes about so many milliseconds. */
const pieceTime = 80;
const mostPerPiece = 24;

export class Writer {
  texts: ReadToken[][] = $state.raw([]);
  /** What they begin with. */
  prompt = $state('');
  busy = $state(false);
  /** Grows with every wish: texts of another one differ. */
  private seed = 0;
  private round = 0;

  constructor(private readonly app: App) {}

  async write({ prompt, count, longest, ...how }: Wish, samples: number): Promise<void> {
    const round = ++this.round;
    const seed = ++this.seed;
    this.texts = [];
    this.prompt = prompt;
    this.busy = true;
    for (let n = 0; n < count && round === this.round; n++) {
      this.texts = [...this.texts, []];
      await this.one(round, prompt, longest, n, { ...how, samples, seed });
    }
    if (round === this.round) this.busy = false;
  }

  stop(): void {
    this.round++;
    this.busy = false;
  }

  private async one(
    round: number,
    prompt: string,
    longest: number,
    n: number,
    how: Omit<Writing, 'longest'>,
  ): Promise<void> {
    let size = 1;
    const ids: number[] = [];
    const owner = this.app.description;
    while (ids.length < longest) {
      const wanted = Math.min(size, longest - ids.length);
      const names = owner?.classes ?? [];
      const start = performance.now();
      const piece = await this.app.look('writeText', {
        prompt: joined(prompt, ids, names),
        how: { ...how, longest: wanted },
        // Pieces draw their own numbers: no two of a text are the same.
        n: 4096 * n + ids.length,
      });
      if (round !== this.round || !piece || this.app.description !== owner) return;
      ids.push(...piece.tokens);
      this.texts = [...this.texts.slice(0, -1), [...this.texts.at(-1)!, ...readWritten(piece, names)]];
      if (piece.tokens.length < wanted) return;
      const each = (performance.now() - start) / wanted;
      size = Math.max(1, Math.min(mostPerPiece, 2 * size, Math.floor(pieceTime / Math.max(0.1, each))));
    }
  }
}

/** The prompt with what was written after it. */
export function joined(prompt: string, ids: readonly number[], names: readonly string[]): string {
  const written = textOf(ids, names);
  const apart =
    prompt !== '' && written !== '' && names.some((name) => name.length > 1 && !name.startsWith('['));
  return prompt + (apart && !/\s$/.test(prompt) ? ' ' : '') + written;
}

export function readWritten(
  { tokens, probabilities, total, epistemic }: WrittenText,
  names: readonly string[],
): ReadToken[] {
  return Array.from(tokens, (id, i) => ({
    ...tokenOf(id, names),
    said: {
      p: probabilities[i]!,
      total: total[i]!,
      aleatoric: Math.max(0, total[i]! - epistemic[i]!),
      epistemic: epistemic[i]!,
    },
  }));
}
