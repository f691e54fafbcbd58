import type { FigureData } from '../../figures/figure-data.ts';
import type { PublishedFigure } from '../figures.ts';
import { amplitudeFigure } from './amplitude-figure.ts';
import { bifurcationFigure } from './bifurcation-figure.ts';
import { cobwebFigure } from './cobweb-figure.ts';
import { hypothesesFigure } from './hypotheses-figure.ts';
import { orbitsStudy, type OrbitsStudy } from './study.ts';

const drawings: readonly {
  readonly draw: (study: OrbitsStudy) => FigureData;
  readonly file: string;
  readonly of: 'seeds' | 'diagram' | 'both';
}[] = [
  { draw: cobwebFigure, file: 'cobweb-figure.ts', of: 'diagram' },
  { draw: amplitudeFigure, file: 'amplitude-figure.ts', of: 'seeds' },
  { draw: bifurcationFigure, file: 'bifurcation-figure.ts', of: 'both' },
  { draw: hypothesesFigure, file: 'hypotheses-figure.ts', of: 'diagram' },
];

/** The figures of R3 in one dimension; none when there is nothing to draw. */
export function orbitsFigures(study = orbitsStudy()): readonly PublishedFigure[] {
  if (!study) return [];
  const seeds = study.seeds.map(({ id }) => id);
  const artifacts = {
    seeds,
    diagram: [study.diagram.id],
    both: [study.diagram.id, ...seeds],
  };
  return drawings.map(({ draw, file, of }) => ({
    data: draw(study),
    artifacts: artifacts[of],
    source: `src/site/orbits/${file}`,
    rerun: 'npm run experiments -- orbits --force && npm run site',
  }));
}
