import type { Results, Run } from '../../claims/results.ts';
import { directionsOutput, type DirectionsOutput } from './directions-schema.ts';
import { doseOutput, type DoseOutput } from './doses-schema.ts';
import { oscillationOutput, type OscillationOutput } from './schema.ts';

export type WindowRun = Run<OscillationOutput>;
export type DosesRun = Run<DoseOutput>;
export type DirectionsRun = Run<DirectionsOutput>;

/** Windows of networks with one output, in which the theories are compared. */
export const windowRuns = (results: Results): readonly WindowRun[] =>
  results.runs('oscillation', oscillationOutput);

/** Such a window at every dose. */
export const dosesRuns = (results: Results): readonly DosesRun[] =>
  results.runs('oscillation-doses', doseOutput);

/** Windows of networks with ten outputs, of which several directions are at the edge. */
export const directionsRuns = (results: Results): readonly DirectionsRun[] =>
  results.runs('oscillation-directions', directionsOutput);
