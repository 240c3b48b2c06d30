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
    const types = ['dense', 'dropout', 'conv2d', 'max-pool2d', 'batch-norm', 'flatten', 'attention'];
    const groups = groupsOf(types.map((type) => ({ type, label: type })));
    expect(groups.flatMap(({ kinds }) => kinds.map(({ type }) => type)).sort()).toEqual([...types].sort());
    expect(groups.find(({ title }) => title === 'Pooling')?.kinds[0]?.type).toBe('max-pool2d');
    expect(groups.at(-1)).toMatchObject({ title: 'More', kinds: [{ type: 'attention' }] });
  });
});
