import type { Results } from '../claims/results.ts';
import type { Figure } from '../figures/figure-data.ts';
import type { StudyFigure } from '../figures/study-figure.ts';
import { studyFolders } from './experiments.ts';

/** A figure of the site with what made it. */
export interface PublishedFigure {
  readonly data: Figure;
  /** Ids of the artifacts that it draws. */
  readonly artifacts: readonly string[];
  /** Path in the repository of the module that makes its data. */
  readonly source: string;
  /** Recomputes the artifacts and draws the figure again. */
  readonly rerun: string;
}

const modules = import.meta.glob<{ figure: StudyFigure }>('../studies/*/figures/*.ts', { eager: true });

/** The place of a module's study; behind all others where the study has no experiments. */
function placeOf(path: string): number {
  const place = studyFolders.indexOf(path.split('/')[2]);
  return place < 0 ? studyFolders.length : place;
}

/** Every figure that can be drawn of these results, by its id, study by study. */
export const figuresOf = (results: Results): ReadonlyMap<string, PublishedFigure> =>
  new Map(
    Object.entries(modules)
      .sort(([one], [other]) => placeOf(one) - placeOf(other))
      .flatMap(([path, { figure }]) => {
        const drawing = figure(results);
        if (!drawing) return [];
        const { data, runs } = drawing;
        const experiments = [...new Set(runs.map(({ experiment }) => experiment))].join(' ');
        const { rerun = `npm run experiments -- ${experiments} --force && npm run site` } = drawing;
        const source = path.replace('..', 'src');
        return [[data.id, { data, artifacts: runs.map(({ id }) => id), source, rerun }] as const];
      }),
  );
