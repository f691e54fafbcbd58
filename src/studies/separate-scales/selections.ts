import type { Results, Run } from '../../claims/results.ts';
import { separateScalesOutput, type SeparateScalesOutput } from './schema.ts';
import { variantName } from './settings.ts';

export type ScalesRun = Run<SeparateScalesOutput>;
/** One whose training came to its end, so that it has scales. */
export type MeasuredScales = ScalesRun & { readonly scales: NonNullable<ScalesRun['scales']> };

/** The runs that came to their scales. */
export interface ScalesStudy {
  readonly artifacts: readonly MeasuredScales[];
}

const isMeasured = (run: ScalesRun): run is MeasuredScales => run.scales !== null;

/** Those of one network at one learning rate η′. */
export const runsOf = (
  { artifacts }: ScalesStudy,
  network: string,
  rate: number,
): readonly MeasuredScales[] => artifacts.filter(({ variant }) => variant === variantName(network, rate));

/** Null when no run of some network came to its scales. */
export function scalesStudy(results: Results): ScalesStudy | null {
  const artifacts = results.runs('separate-scales', separateScalesOutput).filter(isMeasured);
  const networks = ['relu', 'tanh', 'linear'];
  return networks.every((network) => artifacts.some(({ variant }) => variant.startsWith(network)))
    ? { artifacts }
    : null;
}

/** What the page says where there is nothing to tell. */
export const nothing = 'No run of this build came to its scales, so there is nothing to report here.';
