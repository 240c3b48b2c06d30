import { describe, expect, it } from 'vitest';
import { problemsIn } from '../../tools/lib/layers.mjs';

const complaints = (path: string, line: string): number => problemsIn(path, line).length;

describe('rules of core/', () => {
  it('lets a folder include what it stands on, however far below', () => {
    expect(complaints('core/session/a.cpp', '#include "base/random.h"')).toBe(0);
    expect(complaints('core/session/a.cpp', '#include "uncertainty/posterior.h"')).toBe(0);
  });

  it('refuses what is above or beside', () => {
    expect(problemsIn('core/base/a.h', '\n#include "ops/op.h"')).toEqual([
      'core/base/a.h:2: base/ may not include "ops/op.h"',
    ]);
    expect(complaints('core/train/a.cpp', '#include "uncertainty/posterior.h"')).toBe(1);
    expect(complaints('core/uncertainty/a.cpp', '#include "train/trainer.h"')).toBe(1);
  });

  it('keeps the outside world out', () => {
    for (const header of ['chrono', 'iostream', 'fstream', 'emscripten/bind.h', 'random', 'thread']) {
      expect(complaints('core/nn/a.cpp', `#include <${header}>`), header).toBe(1);
    }
    for (const header of ['vector', 'string', 'cmath', 'ostream_like.h']) {
      expect(complaints('core/nn/a.cpp', `#include <${header}>`), header).toBe(0);
    }
    expect(complaints('core/nn/a.cpp', 'std::printf("x");')).toBe(1);
    expect(complaints('core/nn/a.cpp', 'std::snprintf(text, 9, "x");')).toBe(0);
  });

  it('wants the own mathematics everywhere but in base/math', () => {
    expect(complaints('core/ops/a.cpp', 'y = std::tanh(x);')).toBe(1);
    expect(complaints('core/ops/a.cpp', 'y = std::sqrt(x); // not std::exp(x)')).toBe(0);
    expect(complaints('core/base/math.cpp', 'y = std::exp(x);')).toBe(0);
  });
});
