/** What the engine says of layers that do not fit, "[dense] input (6,6,8): needs (D)", in plain words. */

/** Of an example that a layer gets. */
function shapeGot(text: string): string {
  const sizes = text.slice(1, -1).split(',');
  if (sizes.length === 1) return sizes[0] === '1' ? '1 number' : `${sizes[0]} numbers`;
  return `${sizes.length === 2 ? 'a sequence' : 'maps'} of ${sizes.join(' × ')}`;
}

/** Of what it needs, where sizes that do not matter are letters. */
function shapeNeeded(text: string): string {
  const sizes = text.slice(1, -1).split(',');
  const given = sizes.filter((size) => /^\d+$/.test(size)).join(' × ');
  switch (sizes.length) {
    case 1:
      return sizes[0] === 'T' ? 'tokens' : 'numbers in a row';
    case 2:
      return given ? `a sequence of ${given} steps` : 'a sequence';
    default:
      return given ? `maps of ${given}` : 'maps: rows, columns, channels';
  }
}

const shape = /\(\w+(?:,\w+)*\)/g;

const needed = (text: string): string =>
  text.replace('(T,D), (S,E)', 'two sequences').replace('(D) units', '(D)').replace(shape, shapeNeeded);

const got = (text: string): string => text.replace(shape, shapeGot).replace(/, (?=[^,]*$)/, ' and ');

/** A sentence about the layer called `label`. */
export function layerTrouble(message: string, label: string): string {
  const said = /^\[[\w-]+\] (.*)$/.exec(message)?.[1];
  if (said === undefined) return `${label}: allowed is ${message}.`;
  const [, what = said, why = ''] = /^(.*?): (.*)$/.exec(said) ?? [];
  const input = /^inputs? (\(.*\))$/.exec(what)?.[1];
  const count = /^(\d+) inputs$/.exec(what)?.[1];
  const does = input
    ? `gets ${got(input)}`
    : count
      ? `reads ${count === '1' ? 'one layer' : `${count} layers`}`
      : /^(?:gets|gives|reads|sees|tells) /.test(what)
        ? what
        : '';
  if (!does) return `${label}: ${said}.`;
  if (/^need the same shape/.test(why)) return `${label} ${does}: they ${why}.`;
  return why.startsWith('needs ')
    ? `${label} ${does}, but needs ${needed(why.slice('needs '.length))}.`
    : `${label} ${does}${why && `: ${why}`}.`;
}

/** The type of layer that an issue's or a fault's value is about. */
export function layerLabel(
  value: unknown,
  message: string,
  kinds: readonly { type: string; label: string }[],
): string {
  if (message.startsWith('[output]')) return 'The output';
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : value;
  return kinds.find((kind) => kind.type === type)?.label ?? (typeof type === 'string' ? type : 'The network');
}
