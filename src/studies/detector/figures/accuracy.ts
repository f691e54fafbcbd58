import { grouped } from '../../../figures/numbers.ts';
import { drawnOf } from '../../../figures/study-figure.ts';
import { detectorProfiles } from '../../../measure/detector-trial.ts';
import type { FigureData, Panel, Points } from '../../../figures/figure-data.ts';
import { max, mean, min } from '../../../math/statistics.ts';
import { roles } from '../../../figures/drawn-curve.ts';
import { networkFinding, noiseFinding, profileFinding, separationFinding } from '../findings.ts';
import {
  accuracyPerSeed,
  detectorStudy,
  networkAccuracyPerSeed,
  type Accuracy,
  type DetectorStudy,
} from '../selections.ts';

/** Grid of the claims' own slices. */
const ownGrid = 20;

function points(
  name: string,
  i: number,
  separations: readonly number[],
  columns: readonly (readonly number[])[],
): Points {
  return {
    kind: 'points',
    name,
    role: roles[i],
    x: separations,
    y: columns.map((values) => mean(values)),
    low: columns.map((values) => min(values)),
    high: columns.map((values) => max(values)),
  };
}

const noiseName = (noise: number) =>
  noise === 0 ? 'no noise' : `noise 1 in ${grouped(Math.round(1 / noise))}`;

const panel = (name: string, heading: string, series: readonly Points[]): Panel => ({
  name,
  heading,
  y: { words: 'counted right', symbol: '', unit: '%', scale: 'linear', domain: [0, 105] },
  height: 220,
  series: series.flatMap((one) => [
    { kind: 'curve' as const, name: `${one.name}, joined`, role: one.role, x: one.x, y: one.y },
    one,
  ]),
  labels: series.map(({ name: text, role }) => ({ text, role, beside: [`${text}, joined`] })),
});

/** One series for each of `names`, with the accuracies of two to four scales that `of` gives. */
const seriesOf = (
  names: readonly string[],
  separations: readonly number[],
  of: (i: number, separation: number) => readonly number[],
): readonly Points[] =>
  names.map((name, i) =>
    points(
      name,
      i,
      separations,
      separations.map((separation) => of(i, separation)),
    ),
  );

/** How often the detector counts right, by separation, profile, noise and number of directions. */
export function accuracyFigure(study: DetectorStudy): FigureData {
  const { separations, noises, networkDirections } = study.settings;
  const shownNoises = noises.slice(-2);
  const exact = (picked: (one: Accuracy) => boolean) =>
    accuracyPerSeed(study, (one) => one.scales > 1 && one.pointsPerDecade === ownGrid && picked(one));
  const profiles = seriesOf(detectorProfiles, separations, (i, separation) =>
    exact((one) => one.profile === detectorProfiles[i] && one.separation === separation && one.noise === 0),
  );
  const noisy = seriesOf(shownNoises.map(noiseName), separations, (i, separation) =>
    exact((one) => one.noise === shownNoises[i] && one.separation === separation),
  );
  const networks = seriesOf(
    networkDirections.map((directions) => (directions === 1 ? '1 direction' : `${directions} directions`)),
    separations,
    (i, separation) =>
      networkAccuracyPerSeed(
        study,
        (one) => one.scales > 1 && one.directions === networkDirections[i] && one.separation === separation,
      ),
  );
  return {
    id: 'fig-detector-accuracy',
    title: separationFinding(study),
    caption: `${profileFinding(study)} ${noiseFinding(study)} ${networkFinding(study)} Share of slices with two, three or four scales that are counted right, mean over ${study.seeds.length} seeds with their range, at ${ownGrid} points a decade. Left: sums of saturating profiles, without noise. Middle: all profiles, with relative noise. Right: tanh networks at a known minimum, without noise, averaged over so many random directions.`,
    description: [...profiles, ...noisy, ...networks]
      .map(
        ({ name, x, y }) =>
          `${name}: ${x.map((separation, i) => `${Math.round(y[i]!)} % at ${separation}`).join(', ')}.`,
      )
      .join(' '),
    x: {
      words: 'ratio of neighbouring scales',
      symbol: '',
      unit: '',
      scale: 'log',
      domain: [1, 150],
    },
    columns: 3,
    panels: [
      panel('exact', 'known profiles', profiles),
      panel('noisy', 'with noise', noisy),
      panel('networks', 'random directions', networks),
    ],
  };
}

export const figure = drawnOf(detectorStudy, accuracyFigure, (study) => study.seeds);
