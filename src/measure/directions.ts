export const directionKinds = ['top eigenvector', 'bottom eigenvector', 'gradient', 'random'] as const;

/** A unit direction in parameter space, named as its tensor is. */
export interface Direction {
  readonly name: string;
  readonly kind: (typeof directionKinds)[number];
  readonly vector: Float64Array;
}
