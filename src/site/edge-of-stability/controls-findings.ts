import { contestedRuns, contestRules } from '../../experiments/oscillation-contest.ts';
import type { OscillationOutput } from '../../experiments/oscillation.ts';
import type { Markup } from '../../figures/markup.ts';
import { formatNumber, formatPercent, listed, spanned } from '../../figures/numbers.ts';
import { forJudge, type EdgeStudy } from './study.ts';

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
export const controlledWindows = (study: EdgeStudy): readonly Window[] =>
  contestedRuns(forJudge(study.windows)).flatMap(({ output: { amplitudes, controls } }) =>
    amplitudes && controls ? [{ measured: amplitudes.measured, controls }] : [],
  );

const share = (value: number): Markup => (value < 1e-3 ? formatNumber(value) : formatPercent(value));

/** How large the oscillation is where it must be absent, in a sentence. */
export function controlsFinding(study: EdgeStudy): Markup {
  const windows = controlledWindows(study);
  if (windows.length === 0) return 'No window has controls.';
  const largest = absences.map(({ name, of }) => ({
    name,
    value: Math.max(...windows.map(({ measured, controls }) => of(controls) / measured)),
  }));
  const quiet = largest.every(({ value }) => value < contestRules.absent);
  const parts = largest.map(({ name, value }) => `${share(value)} ${name}`);
  return quiet
    ? `Where there must be no oscillation there is next to none: of that at the edge it is at most ${listed(parts)}.`
    : `Of the oscillation at the edge there is, at most, ${listed(parts)}.`;
}

/** What the formula predicts where it must not be used, in a sentence. */
export function misuseFinding(study: EdgeStudy): Markup {
  const windows = controlledWindows(study);
  if (windows.length === 0) return '';
  const factors = windows.map(({ controls: { random } }) => random.predicted / random.measured);
  return `Used along a random direction, which is not at the edge, the formula of the central flow gives ${spanned(factors.filter(Number.isFinite))} times the oscillation that is there.`;
}
