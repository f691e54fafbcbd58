import type { ClaimId } from '../experiments/claim.ts';
import { experiments } from '../experiments/index.ts';

/** Names of the experiments whose judges decide a claim, in the order in which they are shown. */
export const experimentsOf = (claim: ClaimId): readonly string[] =>
  experiments.filter(({ experiment }) => experiment.judges[claim]).map(({ experiment }) => experiment.id);
