import { max, mean, min } from 'd3';
import type { FigureData, Panel, Points } from '../../figures/figure-data.ts';
import { roles } from '../two-layer/curves.ts';
import { networkFinding, noiseFinding, separationFinding } from './findings.ts';
import { accuracyPerSeed, networkAccuracyPerSeed, type DetectorStudy } from './study.ts';

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
    y: columns.map((values) => mean(values)!),
    low: columns.map((values) => min(values)!),
    high: columns.map((values) => max(values)!),
  };
}

const noiseName = (noise: number) =>
  noise === 0 ? 'no noise' : `noise 1 in ${Math.round(1 / noise).toLocaleString('en-GB')}`;

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

/** How often the detector counts right, by separation, noise and number of directions. */
export function accuracyFigure(study: DetectorStudy): FigureData {
  const { separations, noises, networkDirections } = study.settings;
  const exact = [noises[0], ...noises.slice(-2)].map((noise, i) =>
    points(
      noiseName(noise),
      i,
      separations,
      separations.map((separation) =>
        accuracyPerSeed(
          study,
          (one) =>
            one.scales > 1 &&
            one.noise === noise &&
            one.separation === separation &&
            one.pointsPerDecade === ownGrid,
        ),
      ),
    ),
  );
  const networks = networkDirections.map((directions, i) =>
    points(
      directions === 1 ? '1 direction' : `${directions} directions`,
      i,
      separations,
      separations.map((separation) =>
        networkAccuracyPerSeed(
          study,
          (one) => one.scales > 1 && one.directions === directions && one.separation === separation,
        ),
      ),
    ),
  );
  return {
    id: 'fig-detector-accuracy',
    title: separationFinding(study),
    caption: `${noiseFinding(study)} ${networkFinding(study)} Share of slices with two, three or four scales that are counted right, mean over ${study.seeds.length} seeds with their range. Left: sums of saturating profiles, with relative noise, at ${ownGrid} points a decade. Right: tanh networks at a known minimum, without noise, averaged over so many random directions.`,
    description: [...exact, ...networks]
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
      domain: [2.5, 120],
    },
    columns: 2,
    panels: [
      panel('exact', 'known profiles', exact),
      panel('networks', 'networks, random directions', networks),
    ],
  };
}
