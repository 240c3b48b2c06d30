/**
 * What a frame tells of a text or a series. These questions are asked whole, not sample by sample: while
 * training runs a few times a second with the samples that fit, at rest with twice as many each time.
 */
import type { EngineSession } from '../engine/engine';
import type { Frame, FrameRequest } from './protocol';

type Parts = Pick<Frame, 'text' | 'forecast' | 'layers'>;

/** A question's share of the time while training runs, and the least that lies between two. */
const share = 0.1;
const leastBetween = 250;
/** An answer takes so long at most while training runs, about so long at first when it rests. */
const trainingBudget = 25;
const restingBudget = 40;
const fewest = 4;

class Question<T> {
  private asked = '';
  private version = -1;
  private samples = 0;
  private perSample = 0;
  private next = -Infinity;

  constructor(private readonly now: () => number) {}

  /** Undefined: it was told a moment ago. `key` is all of the question but the samples. */
  ask(
    key: string,
    version: number,
    samples: number,
    training: boolean,
    run: (samples: number) => T,
  ): { answer: T; complete: boolean } | undefined {
    const other = key !== this.asked;
    if (training && !other && this.now() < this.next) return undefined;
    const same = !other && version === this.version;
    const budget = training ? trainingBudget : restingBudget;
    const fitting = Math.max(fewest, this.perSample > 0 ? Math.floor(budget / this.perSample) : 1);
    this.samples = Math.min(samples, same && !training ? Math.max(2 * this.samples, fitting) : fitting);
    this.asked = key;
    this.version = version;
    const start = this.now();
    const answer = run(this.samples);
    const took = this.now() - start;
    this.perSample = Math.max(0.002, took / this.samples);
    this.next = start + Math.max(leastBetween, took / share);
    return { answer, complete: this.samples >= samples };
  }
}

export class Sequences {
  private readonly text: Question<ReturnType<EngineSession['probeText']>>;
  private readonly forecast: Question<ReturnType<EngineSession['probeSeries']>>;
  private readonly layers: Question<ReturnType<EngineSession['textStages']>>;

  constructor(now: () => number) {
    this.text = new Question(now);
    this.forecast = new Question(now);
    this.layers = new Question(now);
  }

  parts(session: EngineSession, request: FrameRequest, training: boolean, version: number): Parts {
    const { text, forecast, layers } = request;
    const parts: Parts = {};
    if (text) {
      const told = this.text.ask(text.text, version, text.samples, training, (samples) =>
        session.probeText(text.text, samples),
      );
      if (told) parts.text = { ...told.answer, complete: told.complete };
    }
    if (forecast) {
      const { example, samples, futures } = forecast;
      const told = this.forecast.ask(`${example} ${futures}`, version, samples, training, (count) =>
        session.probeSeries(example, count, futures),
      );
      if (told) parts.forecast = { ...told.answer, complete: told.complete };
    }
    if (layers) {
      const { at } = layers;
      const told = this.layers.ask(JSON.stringify(at), version, 1, training, () =>
        'text' in at ? session.textStages(at.text) : session.seriesStages(at.example),
      );
      if (told) parts.layers = told.answer;
    }
    return parts;
  }
}
