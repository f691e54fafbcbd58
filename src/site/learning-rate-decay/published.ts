import type { Figure } from '../../figures/figure-data.ts';
import type { PublishedFigure } from '../figures.ts';
import { decayEnergyFigure } from './energy-figure.ts';
import { decayGateFigure } from './gate-figure.ts';
import { decayLossFigure } from './loss-figure.ts';
import { decayOvertakeFigure } from './overtake-figure.ts';
import { decayStudy, type DecayStudy } from './study.ts';

const drawings: readonly { readonly draw: (study: DecayStudy) => Figure; readonly file: string }[] = [
  { draw: decayLossFigure, file: 'loss-figure.ts' },
  { draw: decayEnergyFigure, file: 'energy-figure.ts' },
  { draw: decayGateFigure, file: 'gate-figure.ts' },
  { draw: decayOvertakeFigure, file: 'overtake-figure.ts' },
];

/** The figures of R4 that show networks; none without data. */
export function decayFigures(study = decayStudy()): readonly PublishedFigure[] {
  if (study.length === 0) return [];
  return drawings.map(({ draw, file }) => ({
    data: draw(study),
    artifacts: study.map(({ id }) => id),
    source: `src/site/learning-rate-decay/${file}`,
    rerun: 'npm run experiments -- decay --force && npm run site',
  }));
}
