/** Puts a frame together: what the page asked for, within a few milliseconds. */
import type { EngineSession } from '../engine/engine';
import type { EpochMetrics, Frame, FrameRequest, Metrics, Surface } from './protocol';
import { Sequences } from './sequences';

type Parts = Omit<Frame, 'version' | 'status' | 'playing' | 'speed' | 'history' | 'rewound'>;

const trainingBudget = 6;
const restingBudget = 14;
/** Fewer samples than these look like sand: on a busy machine they may take a picture's time longer. */
const fewest = 4;
const fewestBudget = 24;

/** Samples of a surface that fit the time there is, from what the last ones cost. */
export class SurfaceBudget {
  private perSample = 0;
  private cells = 0;

  constructor(private readonly now: () => number) {}

  surface(session: EngineSession, cells: number, samples: number, training: boolean): Surface {
    const budget = training ? trainingBudget : restingBudget;
    const within = (milliseconds: number): number =>
      this.perSample > 0 && cells === this.cells ? Math.floor(milliseconds / this.perSample) : 1;
    const more = Math.max(1, within(budget), Math.min(fewest, within(fewestBudget)));
    const start = this.now();
    const surface = session.surface(cells, samples, more);
    const took = this.now() - start;
    const cost = Math.max(0.002, took / Math.min(more, Math.max(1, surface.samples)));
    // The first samples of a new picture cost more than those that refine it.
    const known = this.cells === cells && this.perSample > 0;
    this.perSample = !known || cost < this.perSample ? cost : (3 * this.perSample + cost) / 4;
    this.cells = cells;
    return surface;
  }
}

/** So many pieces of a longer work as fit the time there is. */
class Pace {
  private more = 1;
  private each = 0;

  constructor(private readonly now: () => number) {}

  run<T extends { complete: boolean }>(milliseconds: number, work: (more: number) => T): T {
    if (this.each > 0) this.more = Math.max(1, Math.min(2 * this.more, Math.floor(milliseconds / this.each)));
    const start = this.now();
    const result = work(this.more);
    // The last piece of a work may be shorter, and one that is done takes no time.
    if (!result.complete) this.each = Math.max(0.001, (this.now() - start) / this.more);
    return result;
  }
}

/** The pace of everything that is refined from frame to frame. */
export class Budgets {
  readonly surface: SurfaceBudget;
  readonly image: Pace;
  readonly review: Pace;
  readonly sequences: Sequences;

  constructor(now: () => number) {
    this.surface = new SurfaceBudget(now);
    this.image = new Pace(now);
    this.review = new Pace(now);
    this.sequences = new Sequences(now);
  }
}

export function pictures(
  session: EngineSession,
  request: FrameRequest,
  budgets: Budgets,
  training: boolean,
  version: number,
): Parts {
  const parts: Parts = {};
  const { units, surface, draws, probe, zoom, stages, image, maps, review } = request;
  if (units) {
    const split = (layer: number, chosen: readonly number[]): Float32Array[] =>
      rows(session.unitFields(layer, Int32Array.from(chosen), units.cells), chosen.length);
    parts.inputs = split(-1, units.inputs);
    parts.units = units.layers.map((chosen, layer) => split(layer, chosen));
  }
  if (zoom) parts.zoom = enlarged(session, zoom);
  if (stages) {
    const chosen = stages.units.map((some) => Int32Array.from(some));
    parts.stages = {
      fields: session.stageFields(chosen, stages.cells).map((all, k) => rows(all, chosen[k]!.length)),
      values: session.stageValues(Float64Array.from(stages.raw)),
      ...(stages.pass !== undefined && { awake: session.stageAwake(stages.pass) }),
    };
  }
  if (surface) parts.surface = budgets.surface.surface(session, surface.cells, surface.samples, training);
  if (draws) parts.draws = draws.passes.map((pass) => session.draw(draws.cells, pass));
  if (probe) parts.probe = session.probe(Float64Array.from(probe.raw), probe.samples);
  const time = training ? trainingBudget : restingBudget;
  if (image)
    parts.image = budgets.image.run(time, (more) => session.probeImage(image.at, image.samples, more));
  if (maps) parts.maps = session.stageOutputs(maps.at, maps.pass ?? -1);
  if (review) parts.review = budgets.review.run(time / 2, (more) => session.review(review.samples, more));
  Object.assign(parts, budgets.sequences.parts(session, request, training, version));
  if (request.weights) parts.weights = session.parameters();
  return parts;
}

function enlarged(
  session: EngineSession,
  { layer, stage, unit, cells }: NonNullable<FrameRequest['zoom']>,
): Float32Array {
  const one = Int32Array.of(unit);
  if (stage === undefined) return session.unitFields(layer, one, cells);
  const before = Array.from({ length: stage }, () => new Int32Array());
  return session.stageFields([...before, one], cells)[stage]!;
}

/** (units, G) floats as one array a unit. */
function rows(all: Float32Array, count: number): Float32Array[] {
  const width = count > 0 ? all.length / count : 0;
  return Array.from({ length: count }, (_, row) => all.slice(row * width, (row + 1) * width));
}

const historyColumns = 9;

/** Rows of 9: epoch, then loss, accuracy, rmse, r2 of the training part and of the validation part. */
export function historyOf(table: Float64Array): EpochMetrics[] {
  const metrics = (at: number): Metrics => ({
    loss: table[at] ?? NaN,
    accuracy: table[at + 1] ?? NaN,
    rmse: table[at + 2] ?? NaN,
    r2: table[at + 3] ?? NaN,
  });
  return Array.from({ length: Math.floor(table.length / historyColumns) }, (_, row) => ({
    epoch: table[row * historyColumns] ?? 0,
    train: metrics(row * historyColumns + 1),
    validation: metrics(row * historyColumns + 5),
  }));
}

/** Every buffer of a reply once, for the transfer list. */
export function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (value instanceof ArrayBuffer) found.add(value);
  else if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    if (typeof value[0] === 'object') for (const item of value) buffersOf(item, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) buffersOf(item, found);
  }
  return found;
}
