import type { ClaimTest } from './claim.ts';
import type { Artifact } from './experiment.ts';

/** A run without a result. */
export interface FailedRun {
  readonly id: string;
  readonly variant: string;
  readonly seed: number;
}

type Judge = (artifacts: readonly Artifact<unknown>[]) => readonly ClaimTest[];

/** Judges combine the runs of a seed, so that a seed of which a run failed is left out as a whole. */
export const ofWholeSeeds = <A extends { readonly seed: number }>(
  artifacts: readonly A[],
  failed: readonly FailedRun[],
): readonly A[] => artifacts.filter(({ seed }) => failed.every((run) => run.seed !== seed));

export const isMeasured = ({ value, control }: ClaimTest): boolean =>
  value !== null && control.value !== null;

/** Whether a test has its values when the outputs of some runs are taken from another run. */
function standsWith(judge: Judge, artifacts: readonly Artifact<unknown>[], name: string) {
  return (replaced: readonly Artifact<unknown>[], donor: Artifact<unknown>): boolean => {
    const healed = artifacts.map((one) => (replaced.includes(one) ? { ...one, output: donor.output } : one));
    try {
      return judge(healed).some((test) => test.name === name && isMeasured(test));
    } catch {
      return false;
    }
  };
}

/**
 * Ids of the runs for want of which a test has no value: it has one when the output of a complete run stands in for
 * theirs, and none when any one of them keeps its own. All runs that did not end as planned where nothing helps.
 */
export function runsBehind(
  judge: Judge,
  artifacts: readonly Artifact<unknown>[],
  failed: readonly FailedRun[],
  name: string,
): readonly string[] {
  const whole = ofWholeSeeds(artifacts, failed);
  const lost = whole.filter(({ status }) => status !== 'complete');
  const complete = whole.filter(({ status }) => status === 'complete');
  const stands = standsWith(judge, whole, name);
  // Runs of one variant have outputs of one kind.
  const donors = complete.filter(
    ({ variant }, i) => complete.findIndex((other) => other.variant === variant) === i,
  );
  const donor = donors.find((one) => stands(lost, one));
  const behind = donor
    ? lost.filter(
        (run) =>
          !stands(
            lost.filter((other) => other !== run),
            donor,
          ),
      )
    : lost;
  return [...(donor ? [] : failed), ...(behind.length > 0 ? behind : lost)].map(({ id }) => id);
}
