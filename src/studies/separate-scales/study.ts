import type { Envelope } from '../../claims/envelope.ts';
import type { Artifact } from '../../claims/experiment.ts';
import { separateScalesOutput, type SeparateScalesOutput } from './run.ts';
import { variantName } from './settings.ts';
import { artifactsOf } from '../../site/results.ts';

export type ScalesArtifact = Envelope & SeparateScalesOutput;
/** One whose training came to its end, so that it has scales. */
export type MeasuredScales = ScalesArtifact & { readonly scales: NonNullable<ScalesArtifact['scales']> };

/** The artifacts of R2, in the order of their seeds. */
export interface ScalesStudy {
  readonly artifacts: readonly MeasuredScales[];
}

const isMeasured = (artifact: ScalesArtifact): artifact is MeasuredScales => artifact.scales !== null;

/** Those of one network at one learning rate η′. */
export const runsOf = (
  { artifacts }: ScalesStudy,
  network: string,
  rate: number,
): readonly MeasuredScales[] => artifacts.filter(({ variant }) => variant === variantName(network, rate));

/** As judges see them. */
export const forJudge = ({ artifacts }: ScalesStudy): readonly Artifact<SeparateScalesOutput>[] =>
  artifacts.map((artifact) => ({ ...artifact, output: artifact }));

/** Null when no run of some network came to its scales. */
export function scalesStudy(): ScalesStudy | null {
  const artifacts = artifactsOf('separate-scales', separateScalesOutput)
    .filter(isMeasured)
    .toSorted((a, b) => a.seed - b.seed);
  const networks = ['relu', 'tanh', 'linear'];
  return networks.every((network) => artifacts.some(({ variant }) => variant.startsWith(network)))
    ? { artifacts }
    : null;
}
