import type { Figure } from '../../figures/figure-data.ts';
import type { PublishedFigure } from '../../site/figures.ts';
import { decayEnergyFigure } from './figures/energy.ts';
import { decayGateFigure } from './figures/gate.ts';
import { decayLossFigure } from './figures/loss.ts';
import { decayOvertakeFigure } from './figures/overtake.ts';
import { decayStudy, type DecayStudy } from './study.ts';

const drawings: readonly { readonly draw: (study: DecayStudy) => Figure; readonly file: string }[] = [
  { draw: decayLossFigure, file: 'loss.ts' },
  { draw: decayEnergyFigure, file: 'energy.ts' },
  { draw: decayGateFigure, file: 'gate.ts' },
  { draw: decayOvertakeFigure, file: 'overtake.ts' },
];

/** The figures of R4 that show networks; none without data. */
export function decayFigures(study = decayStudy()): readonly PublishedFigure[] {
  if (study.length === 0) return [];
  return drawings.map(({ draw, file }) => ({
    data: draw(study),
    artifacts: study.map(({ id }) => id),
    source: `src/studies/decay/figures/${file}`,
    rerun: 'npm run experiments -- decay --force && npm run site',
  }));
}
