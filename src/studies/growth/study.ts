import type { z } from 'zod';
import type { Envelope } from '../../claims/envelope.ts';
import { growthOutput } from '../../measure/network-growth.ts';
import { max, median, min, ofAll } from '../../math/statistics.ts';
import { artifactsOf } from '../../site/results.ts';

export type GrowthArtifact = Envelope & z.output<typeof growthOutput>;
/** One direction of one seed: its slice f(t), local exponent p(t) and what was read off them. */
export type GrowthSlice = GrowthArtifact['growth'][number];

/** The artifacts of R1 by network, in the order of their seeds; each has its slices. */
export interface GrowthStudy {
  readonly tanh: readonly GrowthArtifact[];
  readonly linear: readonly GrowthArtifact[];
}

/** Null when no run of one of the networks came to its slices: then there is nothing to draw or compare. */
export function growthStudy(): GrowthStudy | null {
  const artifacts = artifactsOf('growth', growthOutput)
    .filter(({ growth }) => growth.length > 0)
    .toSorted((a, b) => a.seed - b.seed);
  const of = (variant: string) => artifacts.filter((artifact) => artifact.variant === variant);
  const study = { tanh: of('tanh4'), linear: of('linear') };
  return study.tanh.length > 0 && study.linear.length > 0 ? study : null;
}

export const slicesOf = (
  artifacts: readonly GrowthArtifact[],
  kind: GrowthSlice['kind'],
): readonly GrowthSlice[] => artifacts.flatMap(({ growth }) => growth.filter((slice) => slice.kind === kind));

type Values = readonly (number | null)[];

/** Applies `summary` at each t across slices; null where any slice has a gap. */
function across(
  columns: readonly Values[],
  summary: (values: readonly number[]) => number,
): (number | null)[] {
  return columns[0].map((_, i) =>
    ofAll(
      summary,
      columns.map((column) => column[i]),
    ),
  );
}

export const medianAcross = (columns: readonly Values[]) => across(columns, median);
export const lowestAcross = (columns: readonly Values[]) => across(columns, min);
export const highestAcross = (columns: readonly Values[]) => across(columns, max);
