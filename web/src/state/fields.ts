/** The fields of a spec as controls need them, out of the engine's JSON Schema. */
import { equal, isTree, valueAt, type Tree } from '../config/pointer';
import type { Spec } from '../config/spec-types';
import type { Field, FieldFault, LayerKind } from './app';

export class Fields {
  /** By pointer; those of layers by "/model/TYPE/name". */
  private readonly all = new Map<string, Field>();
  readonly layerKinds: LayerKind[] = [];

  constructor(schema: unknown) {
    this.collect(schema, '');
  }

  /** `/model/0/units` is looked up by the type of layer 0. */
  find(pointer: string, spec: Spec): Field | undefined {
    const layer = /^\/model\/(\d+)\/(\w+)$/.exec(pointer);
    if (!layer) return this.all.get(pointer);
    const type = valueAt(spec, `/model/${layer[1]}/type`);
    const field = this.all.get(`/model/${String(type)}/${layer[2]}`);
    return field && { ...field, pointer };
  }

  /** All whose pointer begins so, in the order of the table. */
  under(start: string): Field[] {
    return [...this.all.values()].filter((field) => field.pointer.startsWith(start));
  }

  private collect(schema: unknown, pointer: string): void {
    if (!isTree(schema)) return;
    const properties = schema['properties'];
    if (isTree(properties)) {
      for (const [name, inner] of Object.entries(properties)) this.collect(inner, `${pointer}/${name}`);
      return;
    }
    const items = schema['items'];
    const kinds = isTree(items) ? items['oneOf'] : undefined;
    if (Array.isArray(kinds)) {
      for (const kind of kinds) {
        const type = String(valueAt(kind, '/properties/type/const'));
        this.layerKinds.push({ type, label: String(valueAt(kind, '/title') ?? type) });
        this.collect(kind, `${pointer}/${type}`);
      }
    }
    if (isTree(schema['x-hunch'])) this.all.set(pointer, fieldOf(schema, schema['x-hunch'], pointer));
  }
}

function fieldOf(schema: Tree, extra: Tree, pointer: string): Field {
  const items = schema['type'] === 'array' && isTree(schema['items']) ? schema['items'] : undefined;
  const value = items ?? schema;
  const words = Array.isArray(value['enum']) ? (value['enum'] as string[]) : undefined;
  const labels = Array.isArray(extra['enumLabels']) ? (extra['enumLabels'] as string[]) : [];
  const type = value['type'];
  const number = (name: string, from: Tree): Record<string, number> =>
    typeof from[name] === 'number' ? { [shortNames[name] ?? name]: from[name] } : {};
  return {
    pointer,
    label: String(schema['title'] ?? pointer),
    help: String(schema['description'] ?? ''),
    type: words ? 'choice' : type === 'number' || type === 'integer' || type === 'boolean' ? type : 'text',
    default: schema['default'],
    ...number('minimum', value),
    ...number('maximum', value),
    ...number('step', extra),
    ...(extra['scale'] === 'log' ? { log: true } : {}),
    ...(words ? { choices: words.map((word, i) => ({ value: word, label: labels[i] ?? word })) } : {}),
    ...(items ? { list: true } : {}),
    ...(typeof extra['zero'] === 'string' ? { zero: extra['zero'] } : {}),
    ...(isTree(extra['applies'])
      ? { applies: extra['applies'] as unknown as NonNullable<Field['applies']> }
      : {}),
  };
}

const shortNames: Record<string, string> = { minimum: 'min', maximum: 'max' };

/** What a single value breaks of its field's own limits; joint rules are the engine's. */
export function faultOf(field: Field, value: unknown): FieldFault | null {
  if (field.list) return null;
  const fault = (allowed: string, nearest: unknown): FieldFault => ({
    pointer: field.pointer,
    value,
    allowed,
    nearest,
  });
  switch (field.type) {
    case 'number':
    case 'integer': {
      const { min = -Infinity, max = Infinity } = field;
      const whole = field.type === 'integer';
      const allowed = `${whole ? 'a whole number' : 'a number'} from ${plainNumber(min)} to ${plainNumber(max)}`;
      if (typeof value !== 'number' || !Number.isFinite(value)) return fault(allowed, field.default);
      const nearest = Math.min(max, Math.max(min, whole ? Math.round(value) : value));
      return nearest === value ? null : fault(allowed, nearest);
    }
    case 'boolean':
      return typeof value === 'boolean' ? null : fault('true or false', field.default);
    case 'choice': {
      const words = field.choices?.map((choice) => choice.value) ?? [];
      return words.includes(String(value)) ? null : fault(`one of ${words.join(', ')}`, field.default);
    }
    case 'text':
      return null;
  }
  field.type satisfies never;
}

export const isDefault = (field: Field | undefined, value: unknown): boolean =>
  field !== undefined && equal(field.default, value);

/** Without powers of ten where people do not expect them: 0.000001, 1,000,000. */
const plainNumber = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 12 });
