/**
 * Brings the engine to the newest spec: one request at a time, and of those that wait only the last
 * counts, so that a drag sends what the engine can take.
 */
import type { CsvSpec, Spec } from '../config/spec-types';
import type { CsvReport, ReplyOf, RequestOf } from '../worker/protocol';
import type { NamedClips, NamedImages, NamedText } from './app';

/** `how`: the reading that the report is of. */
export type Table = { name: string; text: string; report: CsvReport; how: CsvSpec };

/** All that a reader's change can change; what undo goes back to. */
export type Moment = {
  spec: Spec;
  csv: Table | null;
  images: NamedImages | null;
  clips: NamedClips | null;
  text: NamedText | null;
};

export const nothing: Moment = { spec: {}, csv: null, images: null, clips: null, text: null };

/** The reader's file that a source is made of, as its text. */
export function fileOf<T>(spec: Spec, { csv, text }: { csv?: T; text?: T }): T | undefined {
  const source = spec.data?.source;
  return source === 'text' ? text : source === 'csv' || source === 'series' ? csv : undefined;
}

const textOf = (moment: Moment): string | undefined => fileOf<NamedText | null>(moment.spec, moment)?.text;

type Reply = ReplyOf<'apply'>;

export interface Verdict {
  /** `last`: nothing newer waits. */
  accepted(wanted: Moment, reply: Reply, last: boolean): void;
  /** Only told of the newest: what stands behind it has been overtaken. Null: the engine did not answer. */
  refused(wanted: Moment, reply: Reply | null): void;
}

export class Applier {
  /** What the engine has. */
  accepted = nothing;
  private wanted: Moment | null = null;
  private busy = false;

  constructor(
    private readonly ask: (body: RequestOf<'apply'>) => Promise<Reply | null>,
    private readonly verdict: Verdict,
  ) {}

  want(moment: Moment): void {
    this.wanted = moment;
    if (!this.busy) void this.run();
  }

  private async run(): Promise<void> {
    this.busy = true;
    while (this.wanted) {
      const wanted: Moment = this.wanted;
      this.wanted = null;
      const text = textOf(wanted);
      const fresh = text !== undefined && text !== textOf(this.accepted);
      const images = wanted.images?.images;
      const clips = wanted.clips?.clips;
      const reply = await this.ask({
        spec: wanted.spec,
        ...(fresh ? { csv: text } : {}),
        ...(images && images !== this.accepted.images?.images ? { images } : {}),
        ...(clips && clips !== this.accepted.clips?.clips ? { clips } : {}),
      });
      if (reply && reply.outcome !== 'refused') {
        this.accepted = { ...wanted, spec: reply.spec };
        this.verdict.accepted(wanted, reply, this.wanted === null);
      } else if (!this.wanted) {
        this.verdict.refused(wanted, reply);
      }
    }
    this.busy = false;
  }
}
