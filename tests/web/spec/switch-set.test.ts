import { describe, expect, it } from 'vitest';
import type { Spec } from '../../../web/src/config/spec-types';
import { withSource } from '../../../web/src/spec/switch-set';

const spiral: Spec = {
  data: {
    source: 'spiral',
    noise: 0.05,
    features: ['x', 'y', 'x2', 'y2', 'xy'],
    formulas: ['x*y', 'exp(x)'],
  },
  training: { rate: 0.1, loss: 'cross-entropy' },
  view: { title: 'Two arms', text: 'They turn.', speed: 9 },
};

describe('another data set', () => {
  it('of one input is fed with what it has', () => {
    expect(withSource(spiral, 'spiral', 'sine', false)).toEqual({
      data: { source: 'sine', noise: 0.05, features: ['x', 'x2'], formulas: ['exp(x)'] },
      training: { rate: 0.1 },
      view: { speed: 9 },
    });
  });

  it('of two inputs is fed with both', () => {
    const gap: Spec = { data: { source: 'gap', features: ['x', 'sinx'] } };
    expect(withSource(gap, 'gap', 'circle', false).data).toEqual({
      source: 'circle',
      features: ['x', 'y', 'sinx', 'siny'],
    });
    const narrow: Spec = { data: { source: 'circle', features: ['x'] } };
    expect(withSource(narrow, 'circle', 'xor', false).data).toEqual({ source: 'xor', features: ['x'] });
  });

  it('of the same kind keeps loss and features, and an author’s words where they are asked for', () => {
    expect(withSource(spiral, 'spiral', 'moons', true)).toEqual({
      ...spiral,
      data: { ...spiral.data, source: 'moons' },
    });
  });

  it('has no points of the old one', () => {
    const drawn: Spec = { data: { points: [[1, 2, 0]], removed: [3] } };
    expect(withSource(drawn, 'circle', 'xor', false).data).toEqual({ source: 'xor' });
  });

  it('of images gets layers for them, and the way back leaves those out', () => {
    const images = withSource(spiral, 'spiral', 'digits', false);
    expect(images.model?.some(({ type }) => type === 'conv2d')).toBe(true);
    expect(images.data?.samples).toBeGreaterThan(1000);
    expect(images.training?.loss).toBeUndefined();
    const told = { ...images, data: { ...images.data, goal: 'autoencoding' as const } };
    expect(withSource(told, 'digits', 'shapes', false).data?.goal).toBe('autoencoding');
    expect(withSource(told, 'digits', 'moons', false).data?.goal).toBeUndefined();
    const other = withSource(images, 'digits', 'letters', false);
    expect([other.data?.source, other.model]).toEqual(['letters', images.model]);
    const back = withSource(images, 'digits', 'moons', false);
    expect(back.model?.every(({ type }) => type === 'dense' || type === 'dropout')).toBe(true);
    expect(back.data).toMatchObject({ source: 'moons', features: spiral.data?.features });
    expect(back.data?.samples).toBeUndefined();
  });

  it('of dates gets an encoder and a decoder, which stay where lines have two parts alone', () => {
    const dates = withSource(spiral, 'spiral', 'dates', false);
    expect(dates.model?.map(({ type }) => type)).toContain('transformer-decoder');
    const named = { ...dates, model: dates.model!.map((layer) => ({ ...layer, name: layer.name ?? 'x' })) };
    expect(withSource(named, 'dates', 'addition', false).model).toEqual(named.model);
    const grammar = withSource(dates, 'dates', 'grammar', false);
    expect(grammar.model?.some(({ type }) => type === 'source' || type === 'target')).toBe(false);
    const own: Spec = { ...dates, data: { ...dates.data, text: { separator: 'tab' } } };
    expect(withSource(own, 'dates', 'text', false).model).toEqual(dates.model);
    expect(withSource(dates, 'dates', 'text', false).model).not.toEqual(dates.model);
  });
});

describe('texts and series', () => {
  it('are learned step by step, and let go of what points were learned with', () => {
    const spec: Spec = {
      data: { source: 'spiral', noise: 0.3 },
      training: { loss: 'cross-entropy', l2: 0.1 },
    };
    const text = withSource(spec, 'spiral', 'grammar', false);
    expect(text.model?.map(({ type }) => type)).toEqual(['embedding', 'gru', 'dropout']);
    expect(text.data).toEqual({ source: 'grammar' });
    expect(text.training).toMatchObject({ l2: 0.1, batch: 64 });
    expect(text.training).not.toHaveProperty('loss');
    // Between sets of a kind a network that the reader changed stays.
    const small = { ...text, model: text.model!.slice(0, 2) };
    expect(withSource(small, 'grammar', 'brackets', false).model).toEqual(small.model);
    expect(withSource(text, 'grammar', 'moons', false)).not.toHaveProperty('model');
    expect(withSource(text, 'grammar', 'waves', false).model?.[0]).toMatchObject({ type: 'lstm' });
  });

  it('that have to be looked back on begin with attention and more lines, until the layers are changed', () => {
    const grammar = withSource({ training: { rate: 0.1 } }, 'spiral', 'grammar', false);
    const copy = withSource({ ...grammar, training: { rate: 0.1 } }, 'grammar', 'copy', false);
    expect(copy.model?.map(({ type }) => type)).toContain('transformer-block');
    expect([copy.data, copy.training]).toEqual([{ source: 'copy', samples: 4000 }, { rate: 0.1 }]);
    expect(withSource(copy, 'copy', 'addition', false).model).toEqual(copy.model);
    expect(withSource(copy, 'copy', 'brackets', false)).toEqual({
      ...copy,
      data: { source: 'brackets' },
      model: grammar.model,
    });
    const changed = { ...grammar, model: grammar.model!.slice(0, 2) };
    expect(withSource(changed, 'grammar', 'copy', false).model).toEqual(changed.model);
  });

  it('of a table have windows that it has room for', () => {
    const seriesOf = (rows: number) => withSource({}, 'csv', 'series', false, rows).data?.series;
    for (const rows of [60, 144, 2000]) {
      const { window = 0, horizon = 0 } = seriesOf(rows)!;
      expect(window + horizon).toBeLessThan(rows / 5);
    }
    expect(seriesOf(2000)).toEqual({ window: 48, horizon: 12 });
    const own: Spec = { data: { series: { window: 7 } } };
    expect(withSource(own, 'csv', 'series', false, 2000).data?.series).toEqual({ window: 7, horizon: 12 });
  });
});

describe('clips', () => {
  it('one step a frame take the layers for it along when they go', () => {
    const spec: Spec = {
      data: { source: 'clips', frames: 'strip' },
      model: [{ type: 'conv2d' }, { type: 'reshape', shape: [8, 256] }, { type: 'gru', units: 8 }],
    };
    const digits = withSource(spec, 'clips', 'digits', false);
    expect(digits.data).not.toHaveProperty('frames');
    expect(digits.model?.some(({ type }) => type === 'reshape')).toBe(false);
    // As channels they are an image like others.
    const channels = { ...spec, data: { source: 'clips' }, model: [{ type: 'conv2d' as const }] };
    expect(withSource(channels, 'clips', 'digits', false).model).toEqual(channels.model);
  });
});
