import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../web/src/config/spec-types';
import { groupsOf, withLayer, withoutLayer } from '../../../web/src/views/images/layer-edit';

const model: LayerSpec[] = [{ type: 'conv2d', filters: 4 }, { type: 'flatten' }];

describe('layers of any kind', () => {
  it('come where they are put, and go', () => {
    expect(withLayer(model, 1, 'max-pool2d').map(({ type }) => type)).toEqual([
      'conv2d',
      'max-pool2d',
      'flatten',
    ]);
    expect(withLayer(model, 2, 'dense').at(-1)).toMatchObject({ type: 'dense', activation: 'relu' });
    expect(withoutLayer(model, 0)).toEqual([{ type: 'flatten' }]);
    expect(model).toHaveLength(2);
  });

  it('stand in the menu once each, also those that no group knows', () => {
    const types = ['dense', 'dropout', 'conv2d', 'max-pool2d', 'batch-norm', 'flatten', 'attention', 'novel'];
    const groups = groupsOf(types.map((type) => ({ type, label: type })));
    expect(groups.flatMap(({ kinds }) => kinds.map(({ type }) => type)).sort()).toEqual([...types].sort());
    expect(groups.find(({ title }) => title === 'Pooling')?.kinds[0]?.type).toBe('max-pool2d');
    expect(groups.at(-1)).toMatchObject({ title: 'More', kinds: [{ type: 'novel' }] });
  });

  it('that fit what is there come first, the others last', () => {
    const types = ['conv2d', 'conv1d', 'lstm', 'embedding', 'dense', 'flatten', 'dropout'];
    const kinds = types.map((type) => ({ type, label: type }));
    const others = (place: Parameters<typeof groupsOf>[1]) => {
      const last = groupsOf(kinds, place).at(-1);
      return last?.title === 'Not here' ? last.kinds.map(({ type }) => type) : [];
    };
    expect(others({ shape: [28, 28, 1] })).toEqual(['conv1d', 'lstm', 'embedding']);
    expect(others({ shape: [50, 3] })).toEqual(['conv2d', 'embedding']);
    expect(others({ shape: [50, 3], causal: true })).toEqual(['conv2d', 'embedding', 'flatten']);
    expect(others({ shape: [32] })).toEqual(['conv2d', 'conv1d', 'lstm', 'embedding', 'flatten']);
    expect(others({ shape: [64], tokens: true })).toEqual(types.filter((type) => type !== 'embedding'));
  });

  it('see nothing of what comes where the next token is learned', () => {
    const added = (type: string) => withLayer([], 0, type, { causal: true })[0];
    expect(added('attention')).toMatchObject({ causal: true });
    expect(added('conv1d')).toMatchObject({ padding: 'causal' });
    expect(added('gru')).toMatchObject({ returns: 'every-step' });
    expect(withLayer([], 0, 'gru')[0]).not.toHaveProperty('returns');
  });
});
