/** Made sets of points, as they are picked from. */

/** Sets of one input. */
export const curves: ReadonlySet<string> = new Set(['sine', 'x-sin-x', 'step', 'heteroscedastic', 'gap']);

/** Sets of two inputs whose target is a value. */
export const fields: ReadonlySet<string> = new Set(['regress-plane', 'regress-gaussian']);

export const classSets = [
  'circle',
  'xor',
  'blobs',
  'moons',
  'spiral',
  'checkerboard',
  'plane',
  'multi-gaussian',
] as const;
export const valueSets = [
  'sine',
  'x-sin-x',
  'step',
  'heteroscedastic',
  'gap',
  'regress-plane',
  'regress-gaussian',
] as const;
