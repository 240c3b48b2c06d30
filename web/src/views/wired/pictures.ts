/** Which of a frame's pictures belong to which tile, column by column: the inputs, then every stage. */
import type { Palette } from '../../color/scales';
import { Pictures } from '../network/pictures';
import { pictureKey } from '../network/tile-painter';
import type { Description, Frame } from '../../worker/protocol';

export class WiredPictures extends Pictures {
  private seen: readonly (readonly Float32Array[] | undefined)[] = [];

  override clear(): void {
    super.clear();
    this.seen = [];
  }

  override show(frame: Frame, description: Description, palette: Palette): void {
    const fields = frame.stages?.fields;
    const fits = fields?.length === description.stages.length;
    const made = [frame.inputs, ...(fits ? fields : [])];
    const pictures = new Map<string, Float32Array>();
    made.forEach((column, k) => {
      const wanted = this.asked[k];
      if (!column || column === this.seen[k] || column.length !== wanted?.length) return;
      column.forEach((picture, i) => pictures.set(pictureKey(k - 1, wanted[i] ?? 0), picture));
    });
    this.seen = made;
    this.painter.show(pictures, description.axes.length === 1, palette);
  }
}
