/** Dashes that run along the strongest links while it plays. */
import type { Layout } from './layout';
import { isAsleep, touches, type Focus } from './link-painter';
import { curveOf, look, pathOf, type Link } from './links';

export interface Dash {
  key: number;
  path: string;
  width: number;
}

const most = 12;

export function flow(
  links: readonly Link[],
  weights: Float32Array,
  scale: number,
  layout: Layout,
  focus: Focus | null,
  asleep: ReadonlySet<string>,
): Dash[] {
  const size = (link: Link): number => Math.abs(weights[link.index] ?? 0);
  return links
    .filter((link) => !isAsleep(asleep, link) && (!focus || touches(link, focus)))
    .sort((a, b) => size(b) - size(a))
    .slice(0, most)
    .flatMap((link) => {
      const run = curveOf(link, layout);
      const width = Math.max(1, look(size(link) / scale, layout.wide).width * 0.4);
      return run ? { key: link.index, path: pathOf(run), width } : [];
    });
}
