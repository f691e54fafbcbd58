import { median, ofAll } from '../../math/statistics.ts';
import type { NormKind } from '../../data/sample-norms.ts';
import type { ClaimTest } from '../../claims/claim.ts';
import type { Artifact } from '../../claims/experiment.ts';
import type { ParityOutput } from './parity-schema.ts';
import { lowerAbove, measuredTest, perSeed, upperBelow } from '../../claims/seed-tests.ts';

/** Thresholds of R5 for logistic regression; committed before the run they judge. */
export const parityRules = {
  /** Decades by which the spread of magnitudes must widen the transition. */
  widening: 0.8,
  /** Decades that samples of the same norm may show: their projections still differ. */
  controlWidening: 0.5,
} as const;

export const parityTest = 'data of spread magnitudes widen the transition of a logistic regression';

type Artifacts = readonly Artifact<ParityOutput>[];

/** Decades by which a seed's transition is wider than with uniform magnitudes, median over its directions. */
export function widening({ transitions }: Pick<ParityOutput, 'transitions'>): number | null {
  const differences = transitions.map(({ width, uniformWidth }) =>
    width === null || uniformWidth === null ? null : width - uniformWidth,
  );
  return ofAll(median, differences);
}

const widenings = (artifacts: Artifacts, kind: NormKind) =>
  perSeed(
    artifacts.filter(({ variant }) => variant === kind),
    widening,
  );

/** The test of R5 from all artifacts of experiment `parity`. */
export function judgeParity(artifacts: Artifacts): ClaimTest[] {
  return [
    measuredTest({
      name: parityTest,
      statistic:
        'decades from p = 1.9 to 1.1, a tenth of the samples times 8, beyond those with uniform magnitudes',
      values: widenings(artifacts, 'tenth-times-8'),
      rule: lowerAbove(parityRules.widening),
      control: {
        name: 'all samples of the same norm',
        values: widenings(artifacts, 'unit'),
        rule: upperBelow(parityRules.controlWidening),
      },
    }),
  ];
}
