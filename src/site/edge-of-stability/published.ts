import { edgeRates, slicedRate } from '../../experiments/edge-variants.ts';
import type { Envelope } from '../../experiments/envelope.ts';
import type { Figure } from '../../figures/figure-data.ts';
import type { PublishedFigure } from '../figures.ts';
import { edgeContestFigure } from './contest-figure.ts';
import { edgeControlsFigure } from './controls-figure.ts';
import { controlledWindows } from './controls-findings.ts';
import { edgeDirectionsFigure } from './directions-figure.ts';
import { edgeDosesFigure } from './doses-figure.ts';
import { edgeOrbitsFigure } from './orbits-figure.ts';
import { atRate, descentsOf, edgeStudy, type EdgeStudy } from './study.ts';
import { edgeTrainingFigure } from './training-figure.ts';

interface Drawing {
  readonly draw: (study: EdgeStudy) => Figure;
  readonly file: string;
  readonly experiment: string;
  /** Artifacts that it draws; it is left out where there are none. */
  readonly of: (study: EdgeStudy) => readonly Envelope[];
}

const drawings: readonly Drawing[] = [
  {
    draw: edgeTrainingFigure,
    file: 'training-figure.ts',
    experiment: 'edge',
    of: (study) => {
      const judged = edgeRates.map((rate) => atRate(study, rate));
      return judged.some((runs) => runs.length === 0)
        ? []
        : [...judged.flat(), ...descentsOf(study, 'tanh4-small-rate')];
    },
  },
  {
    draw: edgeOrbitsFigure,
    file: 'orbits-figure.ts',
    experiment: 'edge',
    of: (study) => {
      const runs = atRate(study, slicedRate).filter(({ orbits }) => orbits.length > 0);
      return runs.length === 0 ? [] : [...runs, ...descentsOf(study, 'linear')];
    },
  },
  {
    draw: edgeContestFigure,
    file: 'contest-figure.ts',
    experiment: 'oscillation',
    of: ({ windows }) => windows.filter(({ amplitudes }) => amplitudes !== null),
  },
  {
    draw: edgeControlsFigure,
    file: 'controls-figure.ts',
    experiment: 'oscillation',
    of: (study) => (controlledWindows(study).length === 0 ? [] : study.windows),
  },
  {
    draw: edgeDosesFigure,
    file: 'doses-figure.ts',
    experiment: 'oscillation-doses',
    of: ({ doses }) => doses,
  },
  {
    draw: edgeDirectionsFigure,
    file: 'directions-figure.ts',
    experiment: 'oscillation-directions',
    of: ({ directions }) => directions.filter(({ amplitudes }) => amplitudes !== null),
  },
];

/** The figures of R3 that show networks; those without data are left out. */
export function edgeFigures(study = edgeStudy()): readonly PublishedFigure[] {
  return drawings.flatMap(({ draw, file, experiment, of }) => {
    const artifacts = of(study);
    return artifacts.length === 0
      ? []
      : [
          {
            data: draw(study),
            artifacts: artifacts.map(({ id }) => id),
            source: `src/site/edge-of-stability/${file}`,
            rerun: `npm run experiments -- ${experiment} --force && npm run site`,
          },
        ];
  });
}
