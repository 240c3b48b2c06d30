/** What the output asks the engine for: only what is on the screen. */
import type { Mode, Pointed } from '../../state/app';
import type { Description, FrameRequest } from '../../worker/protocol';
import { kLines } from './ranges';

export interface Look {
  mode: Mode;
  pass: number;
  playing: boolean;
  samples: number;
  probe: readonly number[] | null;
  pointed: Pointed | null;
  /** Whether the column is on the screen at all. */
  visible: boolean;
}

/** Passes behind the band of a probability curve; eighteen of them are drawn. */
const kBandPasses = 40;

export function wantsOf(look: Look, description: Description): FrameRequest {
  if (!look.visible) return {};
  const plane = description.axes.length === 2;
  const cells = plane ? (look.playing ? 64 : 112) : look.playing ? 120 : 200;
  const request: FrameRequest = {};
  if (look.mode !== 'sample') request.surface = { cells, samples: look.samples };
  const passes = passesOf(look, description, plane);
  if (passes.length > 0) request.draws = { cells, passes };
  // Of another table's length it is about to be replaced.
  if (look.probe?.length === description.inputs.length)
    request.probe = { raw: [...look.probe], samples: look.samples };
  if (look.pointed) {
    const { layer, unit, stage } = look.pointed;
    request.zoom = { layer, unit, stage, cells: plane ? 72 : 160 };
  }
  return request;
}

/** The current pass first, so that pictures of the network show the same one. */
function passesOf(look: Look, description: Description, plane: boolean): number[] {
  if (look.mode === 'sample') return [look.pass];
  if (plane || look.mode !== 'mean' || !description.stochastic) return [];
  const count = description.task === 'classification' ? kBandPasses : kLines;
  const others = Array.from({ length: count }, (_, k) => k).filter((k) => k !== look.pass);
  return [look.pass, ...others].slice(0, count);
}
