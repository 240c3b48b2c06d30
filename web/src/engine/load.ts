/**
 * Loads the fastest engine module that this browser runs rightly: relaxed SIMD, SIMD128, plain. Each
 * is a file of its own, because a browser without relaxed SIMD refuses a whole module that has it.
 * And each comes in two parts: the first does what the opening page needs, the full one does all.
 */
import type { Variant } from '../worker/protocol';
import type { EngineModule } from './engine';
import type { Part } from './part';
import { hasRelaxedSimd, hasSimd, hasWasm } from './probe';

type Factory = (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}) => Promise<unknown>;

interface Files {
  glue(): Promise<{ default: Factory }>;
  wasm(): Promise<{ default: string }>;
}

interface Build extends Record<Part, Files> {
  /** What the module's `kernels()` says when its self-test passed. */
  kernels: string;
  supported(): boolean;
}

const builds: Record<Variant, Build> = {
  relaxed: {
    kernels: 'relaxed',
    supported: hasRelaxedSimd,
    first: {
      glue: () => import('#engine/hunch-first-relaxed.mjs'),
      wasm: () => import('#engine/hunch-first-relaxed.wasm?url'),
    },
    full: {
      glue: () => import('#engine/hunch-relaxed.mjs'),
      wasm: () => import('#engine/hunch-relaxed.wasm?url'),
    },
  },
  simd: {
    kernels: 'simd128',
    supported: hasSimd,
    first: {
      glue: () => import('#engine/hunch-first-simd.mjs'),
      wasm: () => import('#engine/hunch-first-simd.wasm?url'),
    },
    full: {
      glue: () => import('#engine/hunch-simd.mjs'),
      wasm: () => import('#engine/hunch-simd.wasm?url'),
    },
  },
  scalar: {
    kernels: 'scalar',
    supported: hasWasm,
    first: {
      glue: () => import('#engine/hunch-first-scalar.mjs'),
      wasm: () => import('#engine/hunch-first-scalar.wasm?url'),
    },
    full: {
      glue: () => import('#engine/hunch-scalar.mjs'),
      wasm: () => import('#engine/hunch-scalar.wasm?url'),
    },
  },
};

export interface Loaded {
  module: EngineModule;
  variant: Variant;
  passed: { variant: Variant; reason: string }[];
}

export type Progress = (received: number, total: number) => void;

export const noWasm =
  'This browser does not run WebAssembly here, which the engine needs. Lockdown Mode (Apple), "Enhanced ' +
  'security" (Edge) and the "Safer" level (Tor) switch it off: allow it for this site, then reload.';

/** Throws an Error with plain words when no variant works. */
export async function loadEngine(progress: Progress, part: Part, forced?: Variant): Promise<Loaded> {
  if (!hasWasm()) throw new Error(noWasm);
  const passed: Loaded['passed'] = [];
  const order: Variant[] = forced ? [forced] : ['relaxed', 'simd', 'scalar'];
  for (const variant of order) {
    const build = builds[variant];
    if (!build.supported()) {
      passed.push({ variant, reason: 'not supported by this browser' });
      continue;
    }
    try {
      const [glue, wasm] = await Promise.all([build[part].glue(), build[part].wasm()]);
      const module = await instantiate(glue.default, wasm.default, progress);
      // The module tests its kernels against known answers and falls back when they are wrong.
      const chosen = module.kernels();
      if (chosen === build.kernels) return { module, variant, passed };
      passed.push({ variant, reason: `its self-test chose the ${chosen} kernels` });
    } catch (error) {
      passed.push({ variant, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const reasons = passed.map(({ variant, reason }) => `${variant}: ${reason}`).join('; ');
  throw new Error(`The engine could not start (${reasons}).`);
}

async function instantiate(factory: Factory, url: string, progress: Progress): Promise<EngineModule> {
  // The glue tells its caller nothing of a failure in here, so it is raced against.
  return new Promise((resolve, reject) => {
    factory({
      instantiateWasm(imports, done) {
        compile(url, imports, progress).then(({ instance, module }) => done(instance, module), reject);
        return {};
      },
    }).then((module) => resolve(module as EngineModule), reject);
  });
}

async function compile(
  url: string,
  imports: WebAssembly.Imports,
  progress: Progress,
): Promise<WebAssembly.WebAssemblyInstantiatedSource> {
  // The one-file page for frames that may fetch nothing holds the module itself.
  const inlined = /^data:[^,]*;base64,/.exec(url);
  if (inlined) {
    const bytes = Uint8Array.from(atob(url.slice(inlined[0].length)), (letter) => letter.charCodeAt(0));
    return WebAssembly.instantiate(bytes, imports);
  }
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`the server answered ${response.status} for the engine's file`);
  const total = Number(response.headers.get('content-length')) || 0;
  // The response itself is compiled while it streams, so that the browser can keep the result.
  if (response.headers.get('content-type')?.startsWith('application/wasm')) {
    const counted = count(response.clone(), total, progress).catch(() => undefined);
    const source = await WebAssembly.instantiateStreaming(response, imports);
    await counted;
    return source;
  }
  return WebAssembly.instantiate(await count(response, total, progress), imports);
}

async function count(response: Response, total: number, progress: Progress): Promise<ArrayBuffer> {
  const reader = response.body?.getReader();
  if (!reader) return response.arrayBuffer();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    received += value.length;
    progress(received, Math.max(total, received));
  }
  return new Blob(chunks).arrayBuffer();
}
