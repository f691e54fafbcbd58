import { kept, noCheckpoint } from '../../claims/checkpoint.ts';
import type { Loss } from '../../math/loss.ts';
import { random } from '../../math/random.ts';
import { norm } from '../../math/vector.ts';
import { exampleShares, keysOf } from '../example-shares.ts';
import { directionsOf } from './along.ts';
import { densityOf } from './density.ts';
import { edgeOf } from './edge.ts';
import { accuracyOf, hardestOf } from './examples.ts';
import { extremePairs } from './extremes.ts';
import { forecastOf } from './forecast.ts';
import { layersOf } from './layers.ts';
import { minimumOf } from './minimum.ts';
import type { GrowthAlong, Measured, MeasureOptions } from './options.ts';
import { settled } from './plan.ts';
import { allScales, growthAlong, sliceOfReport } from './slices.ts';
import { Products, reporter } from './work.ts';

/**
 * The landscape of a loss about a point: whether it is a minimum, its extreme eigenpairs, spectral density, curvature of
 * each tensor, growth and scales along directions, shares of examples, and how far its optimiser is from instability. The
 * same seed gives the same numbers.
 * @throws RangeError where the point has another length than the loss, or the loss or its gradient there is not finite
 */
export async function measure(loss: Loss, options: MeasureOptions): Promise<Measured> {
  const set = settled(loss, options);
  const { point, seed, precision, maxProducts, directions, training, outputs } = set;
  const checkpoint = options.checkpoint ?? noCheckpoint;
  if (point.length !== loss.size)
    throw new RangeError(`a point of ${point.length} parameters, where the loss has ${loss.size}`);
  const products = new Products(loss);
  const say = reporter(loss, options, products);

  await say('gradient');
  const centreLoss = loss.slice(point, point, [0])[0];
  const { gradient } = loss.valueAndGradient(point);
  const gradientNorm = norm(gradient);
  if (!Number.isFinite(centreLoss) || !Number.isFinite(gradientNorm))
    throw new RangeError(
      `the loss at the point is ${centreLoss}, with a gradient of norm ${gradientNorm}: nothing can be measured there`,
    );
  const exact = products.at(point);
  const hessianTimesGradient = exact(gradient);

  const search = async (end: 'largest' | 'smallest', count: number) => {
    await say(`${end} eigenvalues`);
    const tolerance = end === 'largest' ? set.tolerance : set.bottomTolerance;
    const found = { end, count, tolerance, maxProducts, precision, seed };
    return kept(checkpoint, `${end} eigenvalues`, () => extremePairs({ hessian: products.at }, point, found));
  };
  const top = await search('largest', directions.top);
  const bottom = await search('smallest', directions.bottom);
  const [largest, smallest] = [top.pairs[0]?.value ?? null, bottom.pairs[0]?.value ?? null];

  const along = directionsOf(set, gradient, top, bottom);
  const slices: GrowthAlong[] = [];
  for (const [i, direction] of along.entries()) {
    await say('slices', i / along.length);
    const at = { point, centreLoss, product: exact };
    slices.push(
      kept(checkpoint, `slice ${direction.name}`, () => growthAlong(loss, at, direction, set.slice)),
    );
  }

  await say('edge');
  const sharpness = largest;
  const edge = training
    ? kept(checkpoint, 'edge', () => edgeOf(training, { loss, point, product: exact, sharpness, seed }))
    : null;
  const forecast = training ? kept(checkpoint, 'forecast', () => forecastOf(loss, point, training)) : null;

  await say('layers');
  const shared = products.at(point, precision);
  const layers =
    set.layerProducts === 0
      ? []
      : layersOf(shared, loss.parts, { products: set.layerProducts, seed }, (name, compute) =>
          kept(checkpoint, `layer ${name}`, compute),
        );

  await say('spectral density');
  const density =
    set.density &&
    densityOf(
      shared,
      point.length,
      set.density,
      (probe) => random(seed, `probe ${probe}`),
      (probe, compute) => kept(checkpoint, `probe ${probe}`, compute),
    );

  await say('shares of examples');
  const losses = loss.examples(point, gradient, [0]);
  const keys = keysOf(losses, outputs);
  const shown = [
    along.find(({ kind }) => kind === 'top eigenvector'),
    along.find(({ kind }) => kind === 'random'),
  ];
  const shares = (set.shares ? shown : [])
    .filter((direction) => direction !== undefined)
    .map((direction) =>
      kept(checkpoint, `shares ${direction.name}`, () =>
        exampleShares(loss, keys, point, direction, set.shares!),
      ),
    );

  const report: Measured['report'] = {
    schema: 1,
    model: {
      parameters: loss.size,
      tensors: loss.parts.map(({ name, shape }) => ({ name, shape: [...shape] })),
    },
    samples: loss.samples,
    loss: centreLoss,
    accuracy: accuracyOf(outputs),
    gradientNorm,
    parameterNorm: norm(point),
    minimum: minimumOf({ loss: centreLoss, gradient, hessianTimesGradient, largest, smallest }),
    eigenvalues: {
      top: top.pairs.map(({ value, residual, status }, i) => ({
        direction: `e${i + 1}`,
        value,
        residual,
        status,
      })),
      bottom: bottom.pairs.map(({ value, residual, status }, i) => ({
        direction: `b${i + 1}`,
        value,
        residual,
        status,
      })),
    },
    density,
    slices: slices.map(sliceOfReport),
    scales: allScales(slices, centreLoss),
    layers,
    shares,
    hardest: hardestOf(losses, outputs),
    edge,
    forecast,
    notes: [],
  };
  options.progress?.({ share: 1, doing: 'done', products: products.spent });
  return {
    report,
    products: products.spent,
    searches: { top: top.products, bottom: bottom.products },
    directions: along,
    slices,
  };
}
