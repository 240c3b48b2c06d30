import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../web/src/config/spec-types';
import { withLayer } from '../../../web/src/views/images/layer-edit';
import { joinedAt, renamed, sourcesOf, unplugged, wired } from '../../../web/src/views/images/wiring';

const chain: LayerSpec[] = [{ type: 'gru', units: 8 }, { type: 'dense', units: 8 }, { type: 'dropout' }];

describe('layers that read each other by name', () => {
  it('name what they read, and need none for the one before', () => {
    const skipped = wired(chain, 2, [0]);
    expect(skipped[0]).toEqual({ type: 'gru', units: 8, name: 'gru' });
    expect(skipped[2]).toEqual({ type: 'dropout', inputs: ['gru'] });
    expect(sourcesOf(skipped, 2)).toEqual([0]);
    expect(sourcesOf(chain, 2)).toEqual([1]);
    expect(wired(skipped, 2, [1])[2]).toEqual({ type: 'dropout' });
    expect(wired(chain, 1, [-1])[1]).toMatchObject({ inputs: ['input'] });
    expect(chain[0]).not.toHaveProperty('name');
  });

  it('keep reading a layer that gets another name, and never share one', () => {
    const model = wired(chain, 2, [0]);
    const other = renamed(model, 0, ' memory ');
    expect(other.map(({ name, inputs }) => [name, inputs])).toEqual([
      ['memory', undefined],
      [undefined, undefined],
      [undefined, ['memory']],
    ]);
    expect(renamed(other, 1, 'memory')[1]?.name).toBe('memory2');
    expect(renamed(other, 1, 'input')[1]?.name).toBe('input2');
    expect(renamed(other, 0, '')[0]?.name).toBe('memory'); // it is read
    expect(renamed(renamed(chain, 0, 'a'), 0, '')[0]).not.toHaveProperty('name');
  });

  it('read on when the one between goes', () => {
    const model = wired(wired(chain, 1, [-1]), 2, [1]); // data -> dense, and the gru beside it
    const named = wired([...model, { type: 'add' }], 3, [1, 2]);
    const left = unplugged(named, 1);
    expect(left.map(({ type }) => type)).toEqual(['gru', 'dropout', 'add']);
    expect(left[2]?.inputs).toEqual(['input', 'dropout']);
    expect(unplugged(chain, 1)).toEqual([chain[0], chain[2]]);
  });

  it('are joined with the nearest earlier one of the same shape', () => {
    const shapes = [
      [20, 1],
      [20, 8],
      [20, 16],
      [20, 8],
    ];
    expect(joinedAt('add', 3, shapes)).toEqual([0, 2]);
    expect(joinedAt('concat', 3, shapes)).toEqual([1, 2]);
    expect(joinedAt('add', 1, shapes)).toEqual([0, 0]);
    // What attends looks from the layer before it at the nearest that knows the source alone, or has steps.
    expect(joinedAt('cross-attention', 3, shapes)).toEqual([2, 1]);
    const parts = ['line', 'source', 'target', 'target'];
    expect(joinedAt('transformer-decoder', 3, shapes, parts)).toEqual([2, 0]);
    const model: LayerSpec[] = [{ type: 'gru' }, { type: 'dense' }, { type: 'dense' }];
    const joined = withLayer(model, 3, 'add', { shapes });
    expect(joined[3]).toEqual({ type: 'add', inputs: ['gru', 'dense'] });
    expect(joined.map(({ name }) => name)).toEqual(['gru', undefined, 'dense', undefined]);
  });
});
