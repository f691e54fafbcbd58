import type { ClaimId } from '../claims/claim.ts';
import { experiments } from '../registry/experiments.ts';

/** Names of the experiments whose judges decide a claim, in the order in which they are shown. */
export const experimentsOf = (claim: ClaimId): readonly string[] =>
  experiments.filter(({ experiment }) => experiment.judges[claim]).map(({ experiment }) => experiment.id);

/** Experiments of which a claim's page tells although no test rests on them. */
const companions: Partial<Record<ClaimId, readonly string[]>> = {
  R1: ['growth-matrix'],
  R3: ['oscillation-directions'],
};

/** Names of all experiments that a claim's page tells of. */
export const experimentsShown = (claim: ClaimId): readonly string[] => [
  ...experimentsOf(claim),
  ...(companions[claim] ?? []),
];
