import { expect, test } from 'vitest';
import { examples } from '../../../web/src/examples';

test('every example has its own name, and a title that its link carries', () => {
  expect(new Set(examples.map((item) => item.id)).size).toBe(examples.length);
  for (const item of examples) {
    expect(item.spec.view?.title).toBe(item.title);
    expect(item.about.length).toBeLessThan(60);
  }
});

test('the one that is certain differs from the one in doubt by its dropout alone', () => {
  const [doubt, certain] = ['spirals', 'certain'].map((id) => examples.find((item) => item.id === id)!.spec);
  expect(doubt!.model?.filter((layer) => layer.type !== 'dropout')).toEqual(certain!.model);
  expect({ ...doubt, model: 0, view: 0 }).toEqual({ ...certain, model: 0, view: 0 });
});

test('the one that is blind differs from the one that sees by its activation alone', () => {
  const [sees, blind] = ['gap', 'blind'].map((id) => examples.find((item) => item.id === id)!.spec);
  expect(JSON.stringify(sees!.model).replaceAll('relu', 'tanh')).toBe(JSON.stringify(blind!.model));
  expect(sees!.data).toEqual(blind!.data);
});
