import { contestedRuns, contestRules } from './contest-statistics.ts';
import type { OscillationOutput } from './schema.ts';
import type { Markup } from '../../figures/markup.ts';
import { formatNumber, formatPercent, spanned } from '../../figures/numbers.ts';
import { forJudge } from '../../claims/results.ts';
import type { WindowRun } from './selections.ts';

/** The places where there must be no oscillation like that at the edge, with what is measured there. */
export const absences = [
  { name: 'before the crossing', of: ({ before }) => before },
  { name: 'at half the learning rate', of: ({ halved }) => halved },
  { name: 'along the second eigenvector', of: ({ second }) => second.measured },
  { name: 'along a random direction', of: ({ random }) => random.measured },
] as const satisfies readonly {
  name: string;
  of: (controls: NonNullable<OscillationOutput['controls']>) => number;
}[];

interface Window {
  readonly measured: number;
  readonly controls: NonNullable<OscillationOutput['controls']>;
}

/** The contested windows that have controls. */
export const controlledWindows = (runs: readonly WindowRun[]): readonly Window[] =>
  contestedRuns(forJudge(runs)).flatMap(({ output: { amplitudes, controls } }) =>
    amplitudes && controls ? [{ measured: amplitudes.measured, controls }] : [],
  );

const share = (value: number): Markup =>
  value < 1e-3 ? `${formatNumber(value)} times` : `${formatPercent(value)} of`;

/** The largest share of the oscillation at the edge in each control. */
const largestShares = (windows: readonly Window[]): readonly number[] =>
  absences.map(({ of }) => Math.max(...windows.map(({ measured, controls }) => of(controls) / measured)));

/** How large the oscillation is where it must be absent, in a sentence. */
export function controlsFinding(runs: readonly WindowRun[]): Markup {
  const windows = controlledWindows(runs);
  if (windows.length === 0) return 'No window has controls.';
  const [before, halved, second, random] = largestShares(windows);
  const apart = `${share(before)} that at the edge before the crossing and ${share(halved)} that at half the learning rate`;
  const absent = Math.max(before, halved) < contestRules.absent;
  return `${absent ? 'Away from the edge there is no oscillation to speak of' : 'There is an oscillation away from the edge as well'}: it is at most ${apart}. Along the second eigenvector it is at most ${share(second)} that along the first, along a random direction ${share(random)} it.`;
}

/** What the formula predicts where it must not be used, in a sentence. */
export function misuseFinding(runs: readonly WindowRun[]): Markup {
  const windows = controlledWindows(runs);
  if (windows.length === 0) return '';
  const factors = windows
    .map(({ controls: { random } }) => random.predicted / random.measured)
    .filter(Number.isFinite);
  const rounded = (factor: number) => Number(factor.toPrecision(2)).toLocaleString('en-GB');
  return `Used along a random direction, which is not at the edge, the formula of the central flow gives ${spanned(factors, rounded)} times the oscillation that is there.`;
}
