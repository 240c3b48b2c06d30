import { describe, expect, it, vi } from 'vitest';
import { paletteOf } from '../../../web/src/color/scales';
import { TilePainter } from '../../../web/src/views/network/tile-painter';

describe('tiles', () => {
  it('stay as they are when a run has empty pictures', () => {
    const context = {
      createImageData: (width: number, height: number) => ({
        width,
        data: new Uint8ClampedArray(4 * width * height),
      }),
      putImageData: vi.fn(),
    };
    const canvas = { width: 1, height: 1, getContext: () => context } as unknown as HTMLCanvasElement;
    const painter = new TilePainter();
    painter.tile(canvas, '0:0');
    painter.show(new Map([['0:0', new Float32Array(4)]]), false, paletteOf('light'));
    expect(context.putImageData).toHaveBeenCalledOnce();
    painter.show(new Map([['0:0', new Float32Array(0)]]), false, paletteOf('light'));
    expect(canvas.width).toBe(2);
  });
});
