import { medianPerSeed } from '../../measure/growth-statistics.ts';
import type { GrowthRun } from './selections.ts';

/** What one run came to; null where it could not be measured. */
export interface SeedRow {
  readonly artifact: string;
  readonly seed: number;
  readonly status: GrowthRun['status'];
  readonly steps: number;
  readonly loss: number | null;
  readonly gradientNorm: number | null;
  /** Largest eigenvalue of the Hessian. */
  readonly sharpness: number | null;
  readonly quadraticRadius: number | null;
  readonly exponent: number | null;
  readonly exponentAt3: number | null;
  readonly decreasingShare: number | null;
}

/** One row a run, its statistics the medians over its top eigenvectors that the judge uses. */
export function seedRows(artifacts: readonly GrowthRun[]): readonly SeedRow[] {
  return artifacts.map((artifact) => {
    const ofSeed = (statistic: Parameters<typeof medianPerSeed>[2]) =>
      medianPerSeed([{ ...artifact, output: artifact }], 'top eigenvector', statistic).get(artifact.seed)!;
    return {
      artifact: artifact.id,
      seed: artifact.seed,
      status: artifact.status,
      steps: artifact.training.steps,
      loss: artifact.training.loss,
      gradientNorm: artifact.training.gradientNorm,
      sharpness: artifact.eigenpairs[0]?.value ?? null,
      quadraticRadius: ofSeed(({ quadraticRadius }) => quadraticRadius),
      exponent: ofSeed(({ exponent }) => exponent),
      exponentAt3: ofSeed(({ exponentAt3 }) => exponentAt3),
      decreasingShare: ofSeed(({ decreasingShare }) => decreasingShare),
    };
  });
}
