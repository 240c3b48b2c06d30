/**
 * Loads the fastest engine module that this browser runs rightly: relaxed SIMD, SIMD128, plain. Each
 * is a module of its own, because a browser without relaxed SIMD refuses a whole one that has it.
 */
import type { Variant } from '../worker/protocol';
import type { EngineModule } from './engine';
import { hasRelaxedSimd, hasSimd, hasWasm } from './probe';
import { SecondPart } from './second-part';
import { compile, type Progress } from './wasm-file';

type Factory = (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}) => Promise<unknown>;

interface Build {
  /** What the module's `kernels()` says when its self-test passed. */
  kernels: string;
  supported(): boolean;
  glue(): Promise<{ default: Factory }>;
  /** The addresses of its two parts. */
  parts(): Promise<{ default: string }[]>;
}

const builds: Record<Variant, Build> = {
  relaxed: {
    kernels: 'relaxed',
    supported: hasRelaxedSimd,
    glue: () => import('#engine/hunch-relaxed.mjs'),
    parts: () =>
      Promise.all([
        import('#engine/hunch-relaxed.wasm?url'),
        import('#engine/hunch-relaxed-second.wasm?url'),
      ]),
  },
  simd: {
    kernels: 'simd128',
    supported: hasSimd,
    glue: () => import('#engine/hunch-simd.mjs'),
    parts: () =>
      Promise.all([import('#engine/hunch-simd.wasm?url'), import('#engine/hunch-simd-second.wasm?url')]),
  },
  scalar: {
    kernels: 'scalar',
    supported: hasWasm,
    glue: () => import('#engine/hunch-scalar.mjs'),
    parts: () =>
      Promise.all([import('#engine/hunch-scalar.wasm?url'), import('#engine/hunch-scalar-second.wasm?url')]),
  },
};

export interface Loaded {
  module: EngineModule;
  /** Fetches what the module's first part lacks, once. */
  secondPart(): Promise<void>;
  variant: Variant;
  passed: { variant: Variant; reason: string }[];
}

export const noWasm =
  'This browser does not run WebAssembly here, which the engine needs. Lockdown Mode (Apple), "Enhanced ' +
  'security" (Edge) and the "Safer" level (Tor) switch it off: allow it for this site, then reload.';

/** Throws an Error with plain words when no variant works. */
export async function loadEngine(progress: Progress, forced?: Variant): Promise<Loaded> {
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
      const [glue, [first, second]] = await Promise.all([build.glue(), build.parts()]);
      const rest = new SecondPart(second!.default);
      const module = await instantiate(glue.default, first!.default, rest, progress);
      // The module tests its kernels against known answers and falls back when they are wrong.
      const chosen = module.kernels();
      if (chosen === build.kernels)
        return { module, secondPart: () => rest.load(() => module.layersWork()), variant, passed };
      passed.push({ variant, reason: `its self-test chose the ${chosen} kernels` });
    } catch (error) {
      passed.push({ variant, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const reasons = passed.map(({ variant, reason }) => `${variant}: ${reason}`).join('; ');
  throw new Error(`The engine could not start (${reasons}).`);
}

async function instantiate(
  factory: Factory,
  url: string,
  second: SecondPart,
  progress: Progress,
): Promise<EngineModule> {
  // The glue tells its caller nothing of a failure in here, so it is raced against.
  return new Promise((resolve, reject) => {
    factory({
      instantiateWasm(imports, done) {
        const all = { ...imports, placeholder: second.placeholders };
        compile(url, all, progress).then(({ instance, module }) => {
          second.joins(instance.exports);
          done(instance, module);
        }, reject);
        return {};
      },
    }).then((module) => resolve(module as EngineModule), reject);
  });
}
