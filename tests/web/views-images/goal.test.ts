import { describe, expect, it } from 'vitest';
import type { Spec } from '../../../web/src/config/spec-types';
import { withGoal } from '../../../web/src/views/images/goal';

describe('another goal', () => {
  const digits: Spec = {
    data: { source: 'digits', samples: 500 },
    model: [{ type: 'flatten' }],
    training: { loss: 'categorical-cross-entropy', rate: 0.003 },
  };

  it('lets a loss go that was of the old one, and keeps all else', () => {
    const itself = withGoal(digits, 'autoencoding');
    expect(itself).toEqual({
      data: { source: 'digits', samples: 500, goal: 'autoencoding' },
      model: [{ type: 'flatten' }],
      training: { rate: 0.003 },
    });
    expect(withGoal(itself, 'auto')).toEqual({ ...digits, training: { rate: 0.003 } });
  });
});
