import type { Results } from '../../claims/results.ts';
import { tiltedStart, valleyParameters } from './schema.ts';
import { valleyVariants } from './settings.ts';
import { valleyRules } from './judge.ts';
import { formatNumber, formatPercent, known, spanned } from '../../figures/numbers.ts';
import type { Markup } from '../../figures/markup.ts';
import { max, mean, ofAll } from '../../math/statistics.ts';
import { designed, runsOf, valleyRuns, type ValleyRun } from './selections.ts';

const digits = (value: number, count: number): Markup => value.toFixed(count);

/** How well the drift of the sharpness is predicted, in a sentence. */
export function driftFinding(all: readonly ValleyRun[]): Markup {
  const runs = [
    ...designed(all, 'drifts', 'subquadratic'),
    ...runsOf(all, 'drifts', 'subquadratic').filter(({ drawn }) => drawn === 'random'),
  ];
  const error = ofAll(max, known(runs.map((run) => run.error)));
  return error === null
    ? 'No run in a valley of minima stayed bounded.'
    : error < valleyRules.drift
      ? `In ${runs.length} valleys of minima the sharpness drifts down to 2/<i>η</i> as the two-cycle predicts, to ${formatPercent(error)} at every step.`
      : `In ${runs.length} valleys of minima the sharpness differs from what the two-cycle predicts by up to ${formatPercent(error)} of it.`;
}

/** Where the drift of the two valleys of the text ends, in a sentence. */
export function finalFinding(all: readonly ValleyRun[]): Markup {
  const parts = designed(all, 'drifts', 'subquadratic').map(
    ({ k, final, predictedFinal }) =>
      `${final === null ? 'not measured' : digits(final, 6)} at <i>k</i> = ${k} (predicted ${digits(predictedFinal, 6)})`,
  );
  const finals = known(designed(all, 'drifts', 'subquadratic').map(({ final }) => final));
  const below = finals.length > 0 && finals.every((final) => final < 1);
  return `It ends ${below ? 'just below the edge, ' : ''}at <i>λη</i>/2 = ${parts.join(' and ')}.`;
}

export function driftErrorsFinding(all: readonly ValleyRun[]): Markup {
  const runs = designed(all, 'drifts', 'subquadratic');
  const parts = runs.map(
    ({ k, error }) => `${error === null ? 'not measured' : formatNumber(error)} at <i>k</i> = ${k}`,
  );
  return `From <i>λ</i><sub>0</sub> = ${runs[0].sharpness} at <i>η</i> = ${all[0].learningRate} the largest relative error is ${parts.join(' and ')}.`;
}

/** Where tilted valleys are held, in a sentence. */
export function hoverFinding(all: readonly ValleyRun[]): Markup {
  const parts = designed(all, 'hovers', 'subquadratic').map(
    ({ tilt, ratio }) => `${ratio === null ? 'nowhere' : digits(ratio, 3)} for <i>c</i>/<i>k</i> = ${tilt}`,
  );
  return `Against progressive sharpening it is held at <i>λη</i>/2 = ${parts.join(', ')}.`;
}

export function hoverErrorFinding(all: readonly ValleyRun[]): Markup {
  const runs = runsOf(all, 'hovers', 'subquadratic');
  const of = (
    pick: (run: (typeof runs)[number]) => number | null,
    predicted: (run: (typeof runs)[number]) => number,
  ) =>
    ofAll(
      max,
      known(runs.map((run) => (pick(run) === null ? null : Math.abs(pick(run)! / predicted(run) - 1)))),
    );
  const sharpness = of(
    ({ ratio }) => ratio,
    ({ predictedRatio }) => predictedRatio,
  );
  const amplitude = of(
    ({ amplitude: x }) => x,
    ({ predictedAmplitude }) => predictedAmplitude,
  );
  return sharpness === null || amplitude === null
    ? 'No tilted valley stayed bounded.'
    : `Over ${runs.length} tilted valleys the mean sharpness is within ${formatNumber(sharpness)} of (2/<i>η</i>)(1 + <i>c</i>/<i>k</i>), relative to it, and the size of the oscillation within ${formatNumber(amplitude)}.`;
}

/** What a quadratic cross-section does in the same tilted valleys, in a sentence. */
export function quadraticFinding(all: readonly ValleyRun[]): Markup {
  const runs = runsOf(all, 'hovers', 'quadratic');
  const ratios = known(runs.map(({ ratio }) => ratio));
  const quartic = runsOf(all, 'hovers', 'quartic');
  const lost = quartic.filter(({ status }) => status === 'diverged').length;
  const held =
    ratios.length === 0
      ? `all ${runs.length} diverge`
      : `${ratios.length} of ${runs.length} stay bounded, at a mean <i>λη</i>/2 of ${spanned(ratios)}`;
  return `With a quadratic cross-section ${held}; with a quartic one ${lost} of ${quartic.length} diverge.`;
}

/** What holds the quadratic section at the edge, and what that says of the claim, in sentences. */
export function stabilisationFinding(all: readonly ValleyRun[]): Markup {
  const held = runsOf(all, 'hovers', 'quadratic').filter(({ status }) => status === 'bounded').length;
  return held === 0
    ? 'Nothing but subquadratic growth holds the edge in these valleys.'
    : 'The oscillation grows until it has pushed <i>y</i> to a place below the edge, dies down, and begins anew: this is self-stabilisation, and it needs flat minima nearby, not a subquadratic loss. Subquadratic growth decides <i>how</i> the edge is held: steadily and above 2/<i>η</i>, or in bursts about it. We count that as a failed test of the claim that subquadratic growth is the reason for boundedness.';
}

/** Valleys without a flat minimum, in a sentence. */
export function floorFinding(all: readonly ValleyRun[]): Markup {
  const runs = runsOf(all, 'floors', 'subquadratic');
  const error = ofAll(
    max,
    known(
      runs.map(({ amplitude, predictedAmplitude }) =>
        amplitude === null || predictedAmplitude === null
          ? null
          : Math.abs(amplitude / predictedAmplitude - 1),
      ),
    ),
  );
  const first = runs[0];
  const steps = (section: 'quadratic' | 'quartic') => {
    const lost = runsOf(all, 'floors', section).filter(({ status }) => status === 'diverged');
    return lost.length === 0
      ? 'never'
      : `within ${spanned(
          lost.map((run) => run.steps),
          String,
        )} steps`;
  };
  return error === null
    ? 'In a valley that is nowhere flat enough no run stayed bounded.'
    : `In valleys that are nowhere flatter than the edge the subquadratic section ${error < valleyRules.amplitude ? 'settles at' : 'does not always settle at'} the predicted amplitude (${first.amplitude === null ? 'not measured' : digits(first.amplitude, 4)} at ${formatNumber(first.ratio)} times the edge, with a relative error of at most ${formatNumber(error)}); a quadratic section diverges ${steps('quadratic')}, a quartic one ${steps('quartic')}.`;
}

/** The catapult, in a sentence. */
export function catapultFinding(all: readonly ValleyRun[]): Markup {
  const runs = all.flatMap(({ catapults }) => catapults);
  const caught = runs.filter(({ status }) => status === 'bounded');
  if (caught.length === 0) return `All ${runs.length} quadratic valleys that start beyond the edge diverge.`;
  const lost = runs.length - caught.length;
  const highest = max(caught, ({ ratio }) => ratio);
  const before = mean(caught, ({ ratio }) => ratio);
  const after = mean(caught, ({ final }) => final!);
  return `A quadratic valley with flat minima does not always diverge when it is entered far beyond the edge: of ${runs.length}, ${caught.length} catapult: from <i>λη</i>/2 = ${formatNumber(before)} on average to ${formatNumber(after)}, from starts up to ${formatNumber(highest)}; ${lost === 0 ? 'none diverges' : `the other ${lost} diverge`}.`;
}

/** What arithmetic does without noise, in a sentence. */
export function underflowFinding(all: readonly ValleyRun[]): Markup {
  const { start, final, x } = all[0].underflow;
  return `A tilted valley entered at <i>λη</i>/2 = ${start} without noise ends at ${formatNumber(final)} with <i>x</i> = ${formatNumber(x)}: ${
    Math.abs(x) < 1e-100
      ? '<i>x</i> underflows before the floor is sharp enough, and nothing is left to oscillate'
      : 'the oscillation came in time'
  }.`;
}

/** What the valleys were set to, in the words of the page. */
export function valleySettings(results: Results) {
  const [run] = valleyRuns(results);
  const { noise } = run ? valleyParameters.parse(run.parameters) : valleyVariants('full').valley.parameters;
  return { start: tiltedStart, noise };
}
