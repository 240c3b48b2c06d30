import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlain, writePlain } from '../../../web/src/config/codec';
import { LinkTooLong, readLink, writeLink } from '../../../web/src/config/link';
import { sameSpec } from '../../../web/src/config/pointer';
import type { Spec } from '../../../web/src/config/spec-types';
import { examples as ready } from '../../../web/src/examples';
import { anyContent, examples } from '../support/specs';

const told = (link: Awaited<ReturnType<typeof readLink>>): boolean =>
  ['cut', 'corrupt', 'newer'].includes(link.state) || link.issues.length > 0;

describe('a link', () => {
  it('gives back every spec', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, async (content) => {
        const text = writePlain(content);
        const plain = readPlain(text);
        expect(plain.issues).toEqual([]);
        expect(sameSpec(plain.spec, content.spec), text).toBe(true);
        const link = await writeLink(content).catch((error: unknown) => {
          expect(error).toBeInstanceOf(LinkTooLong);
          return undefined;
        });
        if (link === undefined) return;
        const read = await readLink('#' + link);
        expect(read.issues).toEqual([]);
        expect(read.state).toBe('whole');
        expect(read.file).toEqual(content.file);
        // Many points are rounded, and the fingerprint then left out.
        if (read.fingerprint ?? !content.fingerprint)
          expect(sameSpec(read.spec, content.spec), link).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is told when it was cut, at every length', async () => {
    for (const content of examples) {
      const link = await writeLink(content);
      for (let length = 1; length < link.length; ++length) {
        const read = await readLink(link.slice(0, length));
        expect(told(read), `${length} of ${link}`).toBe(true);
      }
    }
  });

  it('cut behind the header keeps whole settings only', async () => {
    const link = await writeLink({ spec: { data: { samples: 250 }, training: { batch: 128 } } });
    const read = await readLink(link.slice(0, -1));
    expect(read.state).toBe('cut');
    expect(read.spec).toEqual({ data: { samples: 250 } });
    expect(read.expected - read.received).toBe(1);
  });

  it('is told when one character changed', async () => {
    const letters = fc.constantFrom(...'abzAZ019-_.~&=+,:%#@/ ;');
    for (const content of examples) {
      const link = await writeLink(content);
      await fc.assert(
        fc.asyncProperty(fc.nat(link.length - 1), letters, async (at, letter) => {
          fc.pre(link[at] !== letter);
          const read = await readLink(link.slice(0, at) + letter + link.slice(at + 1));
          // A space where a plus was means the same: programs do that.
          if (!told(read)) expect(sameSpec(read.spec, content.spec)).toBe(true);
        }),
        { numRuns: 400 },
      );
    }
  });

  it('survives what chat programs do to it', async () => {
    for (const content of examples) {
      const link = await writeLink(content);
      const versions = [
        '#' + link,
        '##' + link,
        link + '.',
        link + ').',
        link + '&utm_source=chat',
        link.replaceAll('&', '&amp;'),
        encodeURIComponent(link),
        encodeURI(encodeURIComponent(link)),
        link.replaceAll(',', '%2C').replaceAll('~', '%7E'),
        link.replaceAll('+', '%20'),
        ` ${link}\n`,
      ];
      for (const version of versions) {
        const read = await readLink(version);
        expect(read.state, version).toBe('whole');
        expect(sameSpec(read.spec, content.spec)).toBe(true);
      }
    }
  });

  it('is short', async () => {
    const address = 'https://example.org/hunch/'.length;
    for (const content of examples)
      expect((await writeLink(content, address)).length + address).toBeLessThan(300);
    expect((await writeLink({ spec: {} })).length).toBeLessThan(16);
  });

  it('holds some hundred drawn points, and says when there are too many', async () => {
    const points = (count: number): Spec => ({
      data: {
        points: Array.from(
          { length: count },
          (_, i) => [Math.sin(i) * 0.9876543, Math.cos(2 * i) * 0.77, i % 2] as [number, number, number],
        ),
      },
    });
    const link = await writeLink({ spec: points(250), fingerprint: { hash: '0123456789abcdef', step: 5 } });
    expect(link.length).toBeLessThan(1900);
    const read = await readLink(link);
    expect(read.spec.data?.points).toHaveLength(250);
    read.spec.data?.points?.forEach((point, i) =>
      (point as unknown as number[]).forEach((value, k) =>
        expect(value).toBeCloseTo((points(250).data?.points?.[i] as unknown as number[])[k] as number, 2),
      ),
    );
    expect(read.fingerprint).toBeUndefined();
    await expect(writeLink({ spec: points(2000) })).rejects.toThrow(/2000 drawn points/);
  });
});

describe('a link written by hand', () => {
  const spec = async (text: string): Promise<Spec> => (await readLink(text)).spec;

  it('needs no header', async () => {
    expect(await spec('#d=moons&noise=0.2&m=64relu,d0.1,8&lr=0.01&seed=7&exact')).toEqual({
      data: { source: 'moons', noise: 0.2 },
      model: [
        { type: 'dense', units: 64, activation: 'relu' },
        { type: 'dropout', rate: 0.1 },
        { type: 'dense', units: 8 },
      ],
      training: { rate: 0.01 },
      seed: 7,
      exact: true,
    });
    expect((await readLink('#v1&d=moons')).state).toBe('hand');
    expect((await readLink('#vm=total')).spec.view).toEqual({ mode: 'total' });
  });
  it('takes formulas, titles and percents as people write them', async () => {
    expect(await spec('#fx=max(x,y),x*y+sin(x)')).toEqual({ data: { formulas: ['max(x,y)', 'x*y+sin(x)'] } });
    expect(await spec('#t=Two%20moons%20%26%20more&d=moons.')).toEqual({
      view: { title: 'Two moons & more' },
      data: { source: 'moons' },
    });
    expect(await spec('#ct=sepal_length')).toEqual({ data: { csv: { target: 'sepal_length' } } });
    expect(await spec('#training.rate=0.1&rm=1,4-6&x=0')).toEqual({
      training: { rate: 0.1 },
      data: { removed: [1, 4, 5, 6] },
      exact: false,
    });
  });
  it('says which name was meant', async () => {
    const { issues, state } = await readLink('#nois=0.2&zzzzzz=1&m=64relu,wh@t');
    expect(state).toBe('hand');
    expect(issues.map((issue) => issue.allowed)).toEqual([
      'no setting of this name; did you mean "noise"?',
      'no setting of this name',
      'a layer such as 64relu, 8tanh:he-normal or d0.1',
    ]);
  });
  it('keeps what is no number for the engine to judge', async () => {
    expect(await spec('#lr=fast&n=1e400')).toEqual({
      training: { rate: 'fast' },
      data: { samples: '1e400' },
    });
  });
});

describe('a hostile link', () => {
  const bounded = async (text: string): Promise<Awaited<ReturnType<typeof readLink>>> => {
    const start = performance.now();
    const read = await readLink(text);
    expect(performance.now() - start).toBeLessThan(1000);
    return read;
  };
  it('never throws, whatever stands there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 400, unit: 'binary' }),
        async (text) => void (await readLink(text)),
      ),
      { numRuns: 1000 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('z=', 'pt=', 'm=', 'rm=', 'fx=', 'v1-1-', 'fp=', 'file=', 'hv='),
        fc.string({ maxLength: 100 }),
        async (key, text) => void (await readLink(key + text)),
      ),
      { numRuns: 1000 },
    );
  });
  it('costs bounded time', async () => {
    for (const piece of [
      '&',
      '=',
      '%',
      '%25',
      '~',
      '((',
      'm=1,',
      '&amp;',
      'a',
      '.',
      ')',
      '1-999999999,',
      '__proto__=1&',
    ])
      await bounded('#' + piece.repeat(1_000_000 / piece.length));
    await bounded('#rm=' + '0-999999999,'.repeat(1000));
    expect((await bounded('#m=' + '8,'.repeat(500_000))).issues.at(-1)?.allowed).toContain(
      '20000 characters',
    );
  });
  it('inflates no further than the cap', async () => {
    const { deflate } = await import('../../../web/src/config/deflate');
    const { toBase64Url } = await import('../../../web/src/config/text');
    const bomb = toBase64Url(await deflate('m=' + '8,'.repeat(4_000_000)));
    expect(bomb.length).toBeLessThan(20_000);
    const read = await bounded('#z=' + bomb);
    expect(read.state).toBe('corrupt');
  });
  it('reaches no prototype, and says that there is no such setting', async () => {
    for (const name of [
      '__proto__.x',
      'data.__proto__.x',
      'view.constructor.prototype.x',
      'data.prototype.y',
    ]) {
      const { issues } = await readLink(`#${name}=1`);
      expect(issues, name).toMatchObject([
        { pointer: `#${name}`, allowed: expect.stringContaining('no setting') },
      ]);
    }
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('the ready examples', () => {
  it('come back whole from their links', async () => {
    for (const { id, spec } of ready) {
      const read = await readLink(await writeLink({ spec }));
      expect(read.state, id).toBe('whole');
      expect(sameSpec(read.spec, spec), id).toBe(true);
    }
  });
});
