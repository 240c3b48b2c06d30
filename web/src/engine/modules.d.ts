/** The engine's modules that the wasm build makes; see cmake/hunch_wasm.cmake. */
declare module '#engine/*.mjs' {
  interface Options {
    instantiateWasm?(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): object;
  }
  export default function createHunchModule(options?: Options): Promise<unknown>;
}
declare module '#engine/*.wasm?url' {
  const url: string;
  export default url;
}
