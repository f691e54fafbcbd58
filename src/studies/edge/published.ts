import { edgeRates, slicedRate } from './settings.ts';
import type { Envelope } from '../../claims/envelope.ts';
import type { Figure } from '../../figures/figure-data.ts';
import type { PublishedFigure } from '../../registry/figures.ts';
import { edgeContestFigure } from '../oscillation/figures/contest.ts';
import { edgeControlsFigure } from '../oscillation/figures/controls.ts';
import { controlledWindows } from '../oscillation/controls-findings.ts';
import { edgeDirectionsFigure } from '../oscillation/figures/directions.ts';
import { edgeDosesFigure } from '../oscillation/figures/doses.ts';
import { edgeOrbitsFigure } from './figures/orbits.ts';
import { atRate, descentsOf, edgeStudy, type EdgeStudy } from './study.ts';
import { edgeTrainingFigure } from './figures/training.ts';

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
    file: 'training.ts',
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
    file: 'orbits.ts',
    experiment: 'edge',
    of: (study) => {
      const runs = atRate(study, slicedRate).filter(({ orbits }) => orbits.length > 0);
      return runs.length === 0 ? [] : [...runs, ...descentsOf(study, 'linear')];
    },
  },
  {
    draw: edgeContestFigure,
    file: 'contest.ts',
    experiment: 'oscillation',
    of: ({ windows }) => windows.filter(({ amplitudes }) => amplitudes !== null),
  },
  {
    draw: edgeControlsFigure,
    file: 'controls.ts',
    experiment: 'oscillation',
    of: (study) => (controlledWindows(study).length === 0 ? [] : study.windows),
  },
  {
    draw: edgeDosesFigure,
    file: 'doses.ts',
    experiment: 'oscillation-doses',
    of: ({ doses }) => doses,
  },
  {
    draw: edgeDirectionsFigure,
    file: 'directions.ts',
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
            source: `src/studies/edge/figures/${file}`,
            rerun: `npm run experiments -- ${experiment} --force && npm run site`,
          },
        ];
  });
}
