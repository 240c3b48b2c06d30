/** The nine activations: their names on a chip and the little curve that stands for each. */

export interface ActivationWord {
  value: string;
  /** On the chip. */
  short: string;
  /** In the menu. */
  label: string;
  note: string;
}

export const activations: readonly ActivationWord[] = [
  { value: 'linear', short: 'linear', label: 'Linear', note: 'passes its sum on' },
  { value: 'relu', short: 'relu', label: 'ReLU', note: 'silent below zero' },
  { value: 'leaky-relu', short: 'leaky', label: 'Leaky ReLU', note: 'almost silent below zero' },
  { value: 'elu', short: 'elu', label: 'ELU', note: 'levels off below zero' },
  { value: 'gelu', short: 'gelu', label: 'GELU', note: 'a soft ReLU that dips' },
  { value: 'silu', short: 'silu', label: 'SiLU', note: 'a softer ReLU that dips' },
  { value: 'sigmoid', short: 'sigmoid', label: 'Sigmoid', note: 'from 0 to 1' },
  { value: 'tanh', short: 'tanh', label: 'Tanh', note: 'from −1 to 1' },
  { value: 'softplus', short: 'softplus', label: 'Softplus', note: 'a round ReLU' },
];

/** Drawn in a box of 16 x 14 with the sum running from left to right. */
const shapes: Record<string, string> = {
  linear: 'M1.5 12.5L14.5 1.5',
  relu: 'M1.5 11H8L14.5 2',
  'leaky-relu': 'M1.5 12.6L8 10.4L14.5 2',
  elu: 'M1.5 12.4C4.5 12.2 6.4 11.4 8 9.2L14.5 2',
  gelu: 'M1.5 10.3C4 10.4 5 12 6.8 12C8.8 12 9.6 8.6 14.5 2',
  silu: 'M1.5 9.8C3.6 10.4 4.6 12.4 6.6 12.4C9 12.4 10 8 14.5 2',
  sigmoid: 'M1.5 11.6C7.4 11.6 8.2 2.4 14.5 2.4',
  tanh: 'M1.5 12C7.4 12 6.6 2 14.5 2',
  softplus: 'M1.5 11.4C6.5 11.2 8.5 9.4 14.5 2',
};

export const shapeOf = (activation: string): string => shapes[activation] ?? shapes['linear'] ?? '';

export const shortOf = (activation: string): string =>
  activations.find((one) => one.value === activation)?.short ?? activation;
