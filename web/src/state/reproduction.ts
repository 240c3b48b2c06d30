/**
 * Whether this run gave the weights that a link's fingerprint tells of. Only an exact run that nobody
 * touched since its first step has a fingerprint that others can reproduce.
 */
export interface Fingerprint {
  hash: string;
  step: number;
}

export class Reproduction {
  expected: Fingerprint | null = null;
  /** Nothing but the spec decided the weights: no weight typed, no setting changed on the way. */
  pure = true;

  expect(fingerprint: Fingerprint | undefined): void {
    this.expected = fingerprint ?? null;
    this.pure = true;
  }

  /** The step at which to stop and compare. */
  until(step: number): number | undefined {
    return this.expected && step < this.expected.step ? this.expected.step : undefined;
  }

  /** 'yes', a sentence that says what differs, or '' when there is nothing to say yet. */
  compare(found: Fingerprint, exact: boolean): '' | 'yes' | string {
    const { expected } = this;
    if (!expected) return '';
    if (!exact) return 'The link tells a fingerprint, but its run is not exact, so it cannot be compared.';
    if (!this.pure)
      return 'Something was changed by hand on the way, so the weights are others. Reset to compare.';
    if (found.step < expected.step) return '';
    if (found.step > expected.step)
      return `This is step ${found.step}, the link's fingerprint is of step ${expected.step}. Reset and play to compare.`;
    if (found.hash === expected.hash) return 'yes';
    return `At step ${found.step} the weights are ${found.hash} here, and were ${expected.hash} for the sender.`;
  }
}
