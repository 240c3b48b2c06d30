// TypeScript types of a spec from the JSON Schema that the core's field table emits.
import { capture } from './run.mjs';
import { inProject } from './project.mjs';

const capital = (name) => name[0].toUpperCase() + name.slice(1);
const union = (words) => words.map((word) => `'${word}'`).join(' | ');

/** Types that the page gives a name of its own. */
const named = {
  features: (schema) => ['Feature', union(schema.items.enum)],
  points: () => ['SpecPoint', '[x: number, y: number, label: number]'],
};

function typeOf(schema) {
  switch (schema.type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'string':
      return 'string';
    case 'array':
      return `${typeOf(schema.items)}[]`;
    default:
      throw new Error(`no TypeScript type for ${JSON.stringify(schema)}`);
  }
}

const members = (properties, type) =>
  Object.entries(properties).map(([name, schema]) => `${name}?: ${type(name, schema)};`);

function layerType(schema) {
  const { type, ...rest } = schema.properties;
  return `{ type: '${type.const}'; ${members(rest, (_, field) => typeOf(field)).join(' ')} }`;
}

/** The text of web/src/config/spec-types.ts, before Prettier. */
export function specTypes(schema) {
  const parts = [];
  const group = (title, { properties }) => {
    const lines = members(properties, (name, field) => {
      if (named[name]) {
        const [word, type] = named[name](field);
        parts.push(`export type ${word} = ${type};`);
        return `${word}[]`;
      }
      if (field.items?.oneOf) {
        parts.push(`export type LayerSpec = ${field.items.oneOf.map(layerType).join(' | ')};`);
        return 'LayerSpec[]';
      }
      if (!field.properties) return typeOf(field);
      group(`${capital(name)}Spec`, field);
      return `${capital(name)}Spec`;
    });
    parts.push(`export interface ${title} { ${lines.join(' ')} }`);
  };
  group('Spec', schema);
  return ['/* Made from the core’s field table by `npm run types`. Do not edit. */', ...parts, ''].join('\n');
}

export const keptSpecTypes = inProject('web/src/config/spec-types.ts');

/** The types of the built command's schema, formatted as the kept file. */
export async function currentSpecTypes() {
  const { format, resolveConfig } = await import('prettier');
  const schema = JSON.parse(capture(inProject('build/native/hunch'), ['schema']));
  const options = { ...(await resolveConfig(keptSpecTypes)), filepath: keptSpecTypes };
  return format(specTypes(schema), options);
}
