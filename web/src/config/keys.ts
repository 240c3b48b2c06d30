/**
 * The short names of a link, one line a field of the spec. The names are the core's (`urlKey` in its
 * schema, checked by a test); they stand here as well since a link is read before the engine has come.
 */
export type Kind =
  'number' | 'flag' | 'text' | 'numbers' | 'words' | 'texts' | 'formulas' | 'ranges' | 'points' | 'layers';

export interface Key {
  key: string;
  pointer: string;
  kind: Kind;
}

const table: readonly [key: string, pointer: string, kind: Kind][] = [
  ['v', '/version', 'number'],
  ['d', '/data/source', 'text'],
  ['go', '/data/goal', 'text'],
  ['n', '/data/samples', 'number'],
  ['nz', '/data/noise', 'number'],
  ['ln', '/data/labelNoise', 'number'],
  ['k', '/data/classes', 'number'],
  ['a', '/data/arms', 'number'],
  ['g', '/data/gap', 'number'],
  ['pw', '/data/thickness', 'number'],
  ['af', '/data/affine', 'number'],
  ['el', '/data/elastic', 'number'],
  ['ro', '/data/rotation', 'number'],
  ['dp', '/data/depth', 'number'],
  ['kd', '/data/kinds', 'number'],
  ['ll', '/data/length', 'number'],
  ['dg', '/data/digits', 'number'],
  ['rv', '/data/reversed', 'flag'],
  ['wn', '/data/waves', 'number'],
  ['pd', '/data/period', 'number'],
  ['dw', '/data/dwell', 'number'],
  ['fr', '/data/frames', 'text'],
  ['tf', '/data/trainFraction', 'number'],
  ['f', '/data/features', 'words'],
  ['fx', '/data/formulas', 'formulas'],
  ['pt', '/data/points', 'points'],
  ['rm', '/data/removed', 'ranges'],
  ['ct', '/data/csv/target', 'text'],
  ['cs', '/data/csv/separator', 'text'],
  ['cd', '/data/csv/decimal', 'text'],
  ['ch', '/data/csv/header', 'text'],
  ['cm', '/data/csv/missing', 'text'],
  ['ck', '/data/csv/task', 'text'],
  ['cb', '/data/csv/labels', 'texts'],
  ['cx', '/data/csv/exclude', 'texts'],
  ['tl', '/data/text/level', 'text'],
  ['tu', '/data/text/unit', 'text'],
  ['tp', '/data/text/separator', 'text'],
  ['tn', '/data/text/longest', 'number'],
  ['tv', '/data/text/vocabulary', 'number'],
  ['sw', '/data/series/window', 'number'],
  ['sh', '/data/series/horizon', 'number'],
  ['ws', '/data/series/stride', 'number'],
  ['ys', '/data/series/season', 'number'],
  ['cn', '/data/series/channels', 'text'],
  ['rl', '/data/series/relative', 'flag'],
  ['is', '/data/side', 'number'],
  ['au', '/data/audio/seconds', 'number'],
  ['ab', '/data/audio/mels', 'number'],
  ['ah', '/data/audio/hop', 'number'],
  ['as', '/data/augment/shift', 'number'],
  ['ar', '/data/augment/rotate', 'number'],
  ['aj', '/data/augment/jitter', 'number'],
  ['am', '/data/augment/mirror', 'flag'],
  ['m', '/model', 'layers'],
  ['l', '/training/loss', 'text'],
  ['hd', '/training/huberDelta', 'number'],
  ['sm', '/training/labelSmoothing', 'number'],
  ['fg', '/training/focalGamma', 'number'],
  ['cw', '/training/classWeights', 'text'],
  ['o', '/training/optimizer', 'text'],
  ['lr', '/training/rate', 'number'],
  ['mo', '/training/momentum', 'number'],
  ['b1', '/training/beta1', 'number'],
  ['b2', '/training/beta2', 'number'],
  ['rho', '/training/rho', 'number'],
  ['eps', '/training/epsilon', 'number'],
  ['b', '/training/batch', 'number'],
  ['ep', '/training/epochs', 'number'],
  ['sc', '/training/schedule', 'text'],
  ['se', '/training/scheduleEpochs', 'number'],
  ['sf', '/training/scheduleFactor', 'number'],
  ['l1', '/training/l1', 'number'],
  ['l2', '/training/l2', 'number'],
  ['wd', '/training/weightDecay', 'number'],
  ['cl', '/training/clip', 'number'],
  ['pa', '/training/patience', 'number'],
  ['md', '/training/minDelta', 'number'],
  ['us', '/uncertainty/samples', 'number'],
  ['tau', '/uncertainty/tau', 'number'],
  ['s', '/seed', 'number'],
  ['x', '/exact', 'flag'],
  ['t', '/view/title', 'text'],
  ['tx', '/view/text', 'text'],
  ['vm', '/view/mode', 'text'],
  ['h', '/view/hide', 'words'],
  ['lk', '/view/lock', 'words'],
  ['th', '/view/theme', 'text'],
  ['c', '/view/compact', 'flag'],
  ['ap', '/view/autoplay', 'flag'],
  ['sp', '/view/speed', 'number'],
  ['ax', '/view/axes', 'numbers'],
  ['lb', '/view/label', 'number'],
  ['hv', '/view/held', 'numbers'],
];

export const keys: readonly Key[] = table.map(([key, pointer, kind]) => ({ key, pointer, kind }));

/** Keys of a link that are no fields of the spec. */
export const linkKeys = { fingerprint: 'fp', file: 'file', packed: 'z', end: 'e' } as const;

/**
 * Short keys, full pointers with dots (`training.rate`), and the last part of a pointer where only one
 * field is called so (`noise`), for people who write links by hand. `data` and `rate` are what they say.
 */
export const keyByName: ReadonlyMap<string, Key> = (() => {
  const names = new Map<string, Key>();
  const ambiguous = new Set<string>();
  const last = new Map<string, Key>();
  for (const key of keys) {
    const parts = key.pointer.split('/').slice(1);
    const name = parts[parts.length - 1] as string;
    if (last.has(name)) ambiguous.add(name);
    last.set(name, key);
    names.set(parts.join('.'), key);
  }
  for (const [name, key] of last) if (!ambiguous.has(name)) names.set(name, key);
  const source = keys.find((key) => key.pointer === '/data/source');
  if (source) names.set('data', source);
  for (const key of keys) names.set(key.key, key);
  return names;
})();
