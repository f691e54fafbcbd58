import type { Results } from '../../claims/results.ts';
import { originModels, originSpreads, type CellRecord } from './schema.ts';
import { medianPerSeed } from '../../measure/growth-statistics.ts';
import { widening } from './parity-judge.ts';
import { acrossKinds } from '../../claims/seed-tests.ts';
import type { NormKind } from '../../data/sample-norms.ts';
import { scaleDetector } from '../../math/scale-detector.ts';
import type { Markup } from '../../figures/markup.ts';
import { countWord, formatNumber, known, listed } from '../../figures/numbers.ts';
import { imagesOf } from '../../measure/image-words.ts';
import { extent, median } from '../../math/statistics.ts';
import {
  cellsOf,
  networkRuns,
  networksOf,
  normNames,
  normOrder,
  parityOf,
  parityRuns,
  type NetworkRun,
  type OriginRun,
  type ParityRun,
} from './selections.ts';

const span = (values: readonly number[]): Markup => {
  const [low, high] = extent(values).map(formatNumber);
  return low === high ? low : `${low} to ${high}`;
};

/** A range of counts. */
function whole(counts: readonly number[]): Markup {
  const [low, high] = extent(counts);
  return low === high ? countWord(low) : `${low} to ${high}`;
}

/** What a cell is by its band and its scales; the waves of a finite sample on a continuum are not scales of their own. */
export const cellKind = ({ scales, band }: Pick<CellRecord, 'scales' | 'band'>) => {
  if (band >= scaleDetector.continuum) return 'continuum' as const;
  if (scales >= scaleDetector.separate) return 'separate scales' as const;
  return band === 0 ? ('quadratic' as const) : ('one scale' as const);
};

/** More scales than one, either way. */
const multiscale = (cell: CellRecord) => ['separate scales', 'continuum'].includes(cellKind(cell));

/** Which cells are multiscale, in a sentence. */
export function cellsFinding(runs: readonly OriginRun[]): Markup {
  const share = (
    model: (typeof originModels)[number],
    spreads: readonly (typeof originSpreads)[number][],
  ) => {
    const cells = spreads.flatMap((spread) => cellsOf(runs, model, spread));
    return `${cells.filter(multiscale).length} of ${cells.length}`;
  };
  const spread = originSpreads.filter((one) => one !== 'one');
  return `With squared error the loss has several scales in ${share('tanh', spread)} minima where the model is not convex and the data are spread, in ${share('tanh', ['one'])} where only the model is not convex, in ${share('linear', spread)} where only the data are spread, and in ${share('linear', ['one'])} where neither is so.`;
}

/** The numbers of the non-convex cells, in a sentence. */
export function tanhFinding(runs: readonly OriginRun[]): Markup {
  const of = (spread: CellRecord['spread'], pick: (cell: CellRecord) => number) =>
    span(cellsOf(runs, 'tanh', spread).map(pick));
  return `The tanh network has ${whole(cellsOf(runs, 'tanh', 'three').map(({ scales }) => scales))} scales on three magnitudes; exponents between ${scaleDetector.between.join(' and ')} over ${of('log-uniform', ({ band }) => band)} decades on log-uniform ones, against ${of('one', ({ band }) => band)} on one; and with density <i>m</i><sup>−2</sup> an exponent of ${of('density', ({ slope }) => slope)} over ${of('density', ({ band }) => band)} decades.`;
}

/** The linear cells, in a sentence. */
export function linearFinding(runs: readonly OriginRun[]): Markup {
  const cells = originSpreads.flatMap((spread) => cellsOf(runs, 'linear', spread));
  const deviation = Math.max(...cells.map(({ slope }) => Math.abs(slope - 2)));
  const single = cells.filter(({ scales, band }) => scales === 1 && band === 0).length;
  return `The linear model has one scale and no exponents in between in ${single} of ${cells.length} minima, whatever the data: its exponent is 2 to within ${formatNumber(deviation)}.`;
}

/** Gradient descent above the edge, in a sentence. */
export function edgeFinding(runs: readonly OriginRun[]): Markup {
  const share = (model: (typeof originModels)[number]) => {
    const cells = originSpreads.flatMap((spread) => cellsOf(runs, model, spread));
    return `${cells.filter(({ edge }) => edge.bounded).length} of ${cells.length}`;
  };
  const { factor } = runs[0].cells[0].edge;
  const single = cellsOf(runs, 'tanh', 'one');
  const alone = `${single.filter(({ edge }) => edge.bounded).length} of ${single.length} on one magnitude`;
  return `At ${factor} times the edge of stability gradient descent stays bounded around ${share('tanh')} minima of the tanh network, ${alone}, and around ${share('linear')} of the linear model.`;
}

/** Whether several scales are what keeps gradient descent bounded, in a sentence. */
export const boundedConclusion = (runs: readonly OriginRun[]): Markup =>
  cellsOf(runs, 'tanh', 'one').every(({ edge }) => edge.bounded)
    ? '<i>Several scales are not what keeps gradient descent bounded.</i>'
    : '<i>Is it several scales that keep gradient descent bounded?</i> With one magnitude it does not always stay so.';

/** A convex model with another loss, in a sentence. */
export function otherLossFinding(runs: readonly OriginRun[]): Markup {
  const bands = (spread: 'one' | 'log-uniform') =>
    span(
      runs.flatMap(({ otherLoss }) =>
        otherLoss.filter((one) => one.spread === spread).map(({ band }) => band),
      ),
    );
  const leaves = runs.some(({ otherLoss }) => otherLoss.some((one) => one.spread === 'one' && one.band > 0));
  const so = leaves ? ' So a convex model on uniform data can leave its parabola too.' : '';
  return `With the pseudo-Huber loss a linear model has such exponents over ${bands('log-uniform')} decades of those measured on log-uniform magnitudes, and over ${bands('one')} on one.${so}`;
}

/** Exponents of each seed's network by the spread of the norms. */
export const networkExponents = (
  runs: readonly NetworkRun[],
  network: 'tanh4' | 'linear',
  norms: NormKind,
): ReadonlyMap<number, number | null> =>
  medianPerSeed(
    networksOf(runs, network, norms).map((artifact) => ({ ...artifact, output: artifact })),
    'top eigenvector',
    ({ exponent, outerExponent }) => (network === 'tanh4' ? exponent : outerExponent),
  );

/** Trained networks, in a sentence. */
export function networksFinding(runs: readonly NetworkRun[]): Markup {
  const parts = normOrder.map((norms) => {
    const values = known([...networkExponents(runs, 'tanh4', norms).values()]);
    return `${values.length === 0 ? 'unknown' : formatNumber(median(values))} (${normNames[norms]})`;
  });
  const linear = normOrder.flatMap((norms) => known([...networkExponents(runs, 'linear', norms).values()]));
  const deviation = Math.max(0, ...linear.map((value) => Math.abs(value - 2)));
  return `The loss of trained tanh networks grows with exponents of ${listed(parts)}, by the norms of the ${imagesOf(runs).noun}; that of linear networks with 2, to within ${formatNumber(deviation)}.`;
}

/** Whether spread norms strengthen it, in a sentence. */
export function loweringFinding(runs: readonly NetworkRun[]): Markup {
  const [same, spread] = (['unit', 'tenth-times-8'] as const).map((norms) =>
    networkExponents(runs, 'tanh4', norms),
  );
  const differences = known([...acrossKinds([same, spread], ([one, other]) => one - other).values()]);
  if (differences.length === 0) return 'No seed has both exponents.';
  const lower = differences.filter((value) => value > 0).length;
  return `With a tenth of the ${imagesOf(runs).noun} 8 times larger the exponent is lower than with all of one norm in ${lower} of ${differences.length} seeds; the difference is ${span(differences)}.`;
}

/** Share of the tenth of the examples with the largest norms in the rise along one direction, in percent. */
function largestTenth({ shares }: NetworkRun, direction: string) {
  const { t, orders } = shares.find((one) => one.direction === direction)!;
  const { share } = orders.find(({ order }) => order === 'norm')!;
  const largest = share.slice(-Math.round(share.length / 10));
  const at = (i: number) => Math.round(100 * largest.reduce((sum, row) => sum + row[i], 0));
  return { near: at(0), far: at(t.length - 1) };
}

/** Which distances the largest examples rule, in a sentence. */
export function largestFinding(runs: readonly NetworkRun[]): Markup {
  const networks = networksOf(runs, 'tanh4', 'tenth-times-8').filter(({ shares }) => shares.length > 0);
  if (networks.length === 0) return 'No network has its shares.';
  const of = (direction: string, at: 'near' | 'far') => {
    const values = networks.map((network) => largestTenth(network, direction)[at]);
    return `${median(values)}\u00a0%`;
  };
  return `The tenth that is 8 times larger makes ${of('random1', 'near')} of the rise close to the minimum along a random direction, and ${of('random1', 'far')} far out; along the sharpest direction it makes ${of('e1', 'near')} and ${of('e1', 'far')} (medians of the seeds).`;
}

/** Logistic regressions, in a sentence. */
export function parityFinding(runs: readonly ParityRun[]): Markup {
  const parts = normOrder.map((norms) => {
    const values = known(parityOf(runs, norms).map(widening));
    return `${values.length === 0 ? 'unknown' : formatNumber(median(values))} (${normNames[norms]})`;
  });
  return `The spread of the projections widens the transition of a logistic regression by ${listed(parts)} decades.`;
}

/** What the networks were trained on, in the words of the page. */
export const originSettings = (results: Results) =>
  imagesOf([...networkRuns(results), ...parityRuns(results)], results.dataset);
