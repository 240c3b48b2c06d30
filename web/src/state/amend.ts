/** What is opened in place of a spec that the engine refuses; fetched with the first such spec. */
import { equal, valueAt, withValue } from '../config/pointer';
import type { LayerSpec, Spec } from '../config/spec-types';
import { withSource } from '../spec/switch-set';
import type { Issue } from '../worker/protocol';

/** The same without what is said to be wrong with it. Null: there is nothing that could be left out. */
export function amended(spec: Spec, issues: Issue[]): Spec | null {
  const part = /^\/model|^\/\w+\/\w+/.exec(issues[0]?.pointer ?? '')?.[0] ?? '';
  if (part === '/model') {
    const model = usualLayers(spec);
    return equal(model, spec.model) ? null : withValue(spec, part, model);
  }
  // Layers for other data than theirs are not what was meant.
  const known = part !== '/data/source' && valueAt(spec, part) !== undefined;
  return known ? withValue(spec, part, undefined) : null;
}

/** The layers that the page begins with for such data. Undefined: the engine's own. */
function usualLayers({ data }: Spec): LayerSpec[] | undefined {
  return withSource(data ? { data } : {}, 'spiral', data?.source ?? 'spiral', true).model;
}
