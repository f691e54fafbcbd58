import type { FigureData } from '../../figures/figure-data.ts';
import type { PublishedFigure } from '../../registry/figures.ts';
import { amplitudeFigure } from './figures/amplitude.ts';
import { bifurcationFigure } from './figures/bifurcation.ts';
import { cobwebFigure } from './figures/cobweb.ts';
import { hypothesesFigure } from './figures/hypotheses.ts';
import { orbitsStudy, type OrbitsStudy } from './study.ts';

const drawings: readonly {
  readonly draw: (study: OrbitsStudy) => FigureData;
  readonly file: string;
  readonly of: 'seeds' | 'diagram' | 'both';
}[] = [
  { draw: cobwebFigure, file: 'cobweb.ts', of: 'diagram' },
  { draw: amplitudeFigure, file: 'amplitude.ts', of: 'seeds' },
  { draw: bifurcationFigure, file: 'bifurcation.ts', of: 'both' },
  { draw: hypothesesFigure, file: 'hypotheses.ts', of: 'diagram' },
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
    source: `src/studies/orbits/figures/${file}`,
    rerun: 'npm run experiments -- orbits --force && npm run site',
  }));
}
