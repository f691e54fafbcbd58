import erf from '@stdlib/math-base-special-erf';

/** A scalar nonlinearity σ with its first two derivatives, each a function of the pre-activation z. */
interface ActivationFunction {
  readonly value: (z: number) => number;
  readonly first: (z: number) => number;
  readonly second: (z: number) => number;
}

/** What the units of a network may apply. */
export const activationNames = [
  'identity',
  'tanh',
  'relu',
  'softplus',
  'erf',
  'sin',
  'sigmoid',
  'gelu',
] as const;
export type Activation = (typeof activationNames)[number];

/** 1/(1 + e^{−z}). */
export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** ln(1 + e^z), without overflow. */
export const softplus = (z: number): number => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

/** Density of the standard normal distribution. */
export const normalDensity = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

const cumulative = (z: number) => 0.5 * (1 + erf(z / Math.SQRT2));
const erfSlope = (z: number) => (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z);

/** Each activation; ReLU's second derivative is 0 away from its kink, as gradient descent sees it almost everywhere. */
export const activations: Readonly<Record<Activation, ActivationFunction>> = {
  identity: { value: (z) => z, first: () => 1, second: () => 0 },
  tanh: {
    value: Math.tanh,
    first: (z) => 1 - Math.tanh(z) ** 2,
    second: (z) => -2 * Math.tanh(z) * (1 - Math.tanh(z) ** 2),
  },
  relu: { value: (z) => Math.max(z, 0), first: (z) => (z > 0 ? 1 : 0), second: () => 0 },
  softplus: { value: softplus, first: sigmoid, second: (z) => sigmoid(z) * sigmoid(-z) },
  erf: { value: erf, first: erfSlope, second: (z) => -2 * z * erfSlope(z) },
  sin: { value: Math.sin, first: Math.cos, second: (z) => -Math.sin(z) },
  sigmoid: {
    value: sigmoid,
    first: (z) => sigmoid(z) * sigmoid(-z),
    second: (z) => sigmoid(z) * sigmoid(-z) * (sigmoid(-z) - sigmoid(z)),
  },
  gelu: {
    value: (z) => z * cumulative(z),
    first: (z) => cumulative(z) + z * normalDensity(z),
    second: (z) => (2 - z * z) * normalDensity(z),
  },
};
