/** The fifteen activations: their names on a chip and the little curve that stands for each. */

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
  { value: 'selu', short: 'selu', label: 'SELU', note: 'an ELU that keeps the spread' },
  { value: 'celu', short: 'celu', label: 'CELU', note: 'here the same as ELU' },
  { value: 'softsign', short: 'softsign', label: 'Softsign', note: 'a slow tanh' },
  { value: 'hard-sigmoid', short: 'hard σ', label: 'Hard sigmoid', note: 'a sigmoid of straight lines' },
  { value: 'hard-swish', short: 'hswish', label: 'Hard swish', note: 'a SiLU without an exponential' },
  { value: 'mish', short: 'mish', label: 'Mish', note: 'a softer GELU' },
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
  selu: 'M1.5 12.6C4.5 12.5 6.6 11.6 8 8.4L14.5 1.6',
  celu: 'M1.5 12.4C4.5 12.2 6.4 11.4 8 9.2L14.5 2',
  softsign: 'M1.5 11.2C6.4 10.4 7.4 8.6 8 7C8.6 5.4 9.6 3.6 14.5 2.8',
  'hard-sigmoid': 'M1.5 11.6H4.6L11.4 2.4H14.5',
  'hard-swish': 'M1.5 10.4H3.4C5 12.4 7.6 12.8 9.6 9.4C10.8 7.2 11.4 5.8 12 4.8L14.5 2',
  mish: 'M1.5 10C3.8 10.6 4.8 12.3 6.7 12.3C9 12.3 9.8 8.4 14.5 2',
};

export const shapeOf = (activation: string): string => shapes[activation] ?? shapes['linear'] ?? '';

export const shortOf = (activation: string): string =>
  activations.find((one) => one.value === activation)?.short ?? activation;
