/** A run that can be recomputed from what it published. */
export interface CheckableRun {
  readonly id: string;
  readonly experiment: string;
  readonly variant: string;
  readonly seed: number;
  /** Directions of its slices and of its eigenpairs. */
  readonly slices: readonly string[];
  readonly eigenpairs: readonly string[];
}

/** What of a run is recomputed: `slice:e1`, `eigenpair:e1`. */
export type Measure = `slice:${string}` | `eigenpair:${string}`;

export const runName = ({ experiment, variant, seed }: CheckableRun): string =>
  `${experiment}, ${variant}, seed ${seed}`;

/** What a run offers, as options of a list. */
export const measuresOf = ({
  slices,
  eigenpairs,
}: CheckableRun): { value: Measure; text: string; group: string }[] => [
  ...slices.map((direction) => ({
    value: `slice:${direction}` as const,
    text: `loss along ${direction}`,
    group: 'Slices',
  })),
  ...eigenpairs.map((direction) => ({
    value: `eigenpair:${direction}` as const,
    text: `eigenvalue of ${direction}`,
    group: 'Eigenpairs',
  })),
];
