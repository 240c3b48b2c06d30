/** The shape of a learning-rate schedule: share of the rate at `when` (0..1 of the epochs). */
export interface ScheduleShape {
  kind: string;
  epochs: number;
  scheduleEpochs: number;
  factor: number;
}

/** As in the core's train/schedule.h: one cycle starts at a 25th and rises for three tenths. */
const kRise = 0.3;
const kStart = 1 / 25;

const halfCosine = (from: number, to: number, t: number): number =>
  to + ((from - to) * (1 + Math.cos(Math.PI * t))) / 2;

export function scheduleShare({ kind, epochs, scheduleEpochs, factor }: ScheduleShape, when: number): number {
  const periods = (when * epochs) / Math.max(1, scheduleEpochs);
  switch (kind) {
    case 'step':
      return factor ** Math.floor(periods);
    case 'exponential':
      return factor ** periods;
    case 'cosine':
      return halfCosine(1, factor, when);
    case 'warmup':
      return Math.min(1, periods);
    case 'one-cycle':
      return when < kRise
        ? halfCosine(kStart, 1, when / kRise)
        : halfCosine(1, factor, (when - kRise) / (1 - kRise));
    default:
      return 1;
  }
}

/** SVG path of it in a box. */
export function schedulePath(shape: ScheduleShape, width: number, height: number): string {
  const kPoints = 40;
  const pad = 1.5;
  const points = Array.from({ length: kPoints + 1 }, (_, i) => {
    const when = i / kPoints;
    const x = pad + when * (width - 2 * pad);
    const y = height - pad - scheduleShare(shape, when) * (height - 2 * pad);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${points.join('L')}`;
}
