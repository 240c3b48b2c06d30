/**
 * What this browser's WebAssembly can do, by validating the smallest modules that need it: one function
 * that returns a v128. A yes is not the last word: the module checks its own sums once it is loaded.
 */
const header = [0, 97, 115, 109, 1, 0, 0, 0];
const returnsVector = [1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0];

const moduleOf = (code: number[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([...header, ...returnsVector, 10, code.length + 4, 1, code.length + 2, 0, ...code, 11]);

const splat = [65, 0, 253, 15];
const simdModule = moduleOf([...splat, 253, 98]); // i8x16.popcnt
const relaxedModule = moduleOf([...splat, ...splat, 253, 128, 2]); // i8x16.relaxed_swizzle

export const hasWasm = (): boolean =>
  typeof WebAssembly === 'object' && typeof WebAssembly.instantiate === 'function';

export const hasSimd = (): boolean => hasWasm() && WebAssembly.validate(simdModule);

export const hasRelaxedSimd = (): boolean => hasWasm() && WebAssembly.validate(relaxedModule);
