import { kept } from '../claims/checkpoint.ts';
import type { Checkpoint } from '../claims/experiment.ts';
import type { Loss, Precision } from '../math/loss.ts';
import { norm } from '../math/vector.ts';
import type { Outputs } from '../measure/example-shares.ts';
import { thresholdOf } from '../measure/landscape/edge.ts';
import { accuracyOf } from '../measure/landscape/examples.ts';
import { extremePairs, type Extremes } from '../measure/landscape/extremes.ts';
import type { Training } from '../measure/landscape/options.ts';
import type { Report } from '../measure/landscape/schema.ts';

/** What is known of a point of training before it is measured. */
interface PointOfTraining {
  readonly name: string;
  readonly seed: number;
  readonly precision: Precision;
  readonly outputs: Outputs;
  readonly training: Training | undefined;
  readonly checkpoint: Checkpoint;
}

/** Eigenvalues of a point on the way, of each end. */
const counts = { largest: 3, smallest: 1 } as const;

/** The main numbers of a point on the way to the one that is measured in full. */
export function checkpointOf(
  loss: Loss,
  point: Float64Array,
  { name, seed, precision, outputs, training, checkpoint }: PointOfTraining,
): Report['checkpoints'][number] {
  const { value, gradient } = loss.valueAndGradient(point);
  const search = (end: 'largest' | 'smallest') =>
    kept(checkpoint, `${end} eigenvalues`, () =>
      extremePairs(loss, point, {
        end,
        count: Math.min(counts[end], point.length),
        tolerance: 1e-3,
        maxProducts: 200,
        precision,
        seed,
      }),
    );
  const listed = ({ pairs }: Extremes, letter: string) =>
    pairs.map((pair, i) => ({
      ...{ direction: `${letter}${i + 1}`, value: pair.value },
      ...{ residual: pair.residual, status: pair.status },
    }));
  const [top, bottom] = [search('largest'), search('smallest')];
  const isPlain = training?.optimizer === 'gd' || training?.optimizer === 'momentum';
  return {
    ...{ name, loss: value, accuracy: accuracyOf(outputs), gradientNorm: norm(gradient) },
    ...{ top: listed(top, 'e'), bottom: listed(bottom, 'b') },
    ratio: training && isPlain && top.pairs.length > 0 ? top.pairs[0].value / thresholdOf(training) : null,
  };
}
