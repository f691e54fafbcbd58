import { partsOf, sizeOfParts } from '../engine/models/parts.ts';
import type { TrainedNetwork } from '../engine/readers/trained-network.ts';
import { norm } from '../math/vector.ts';
import { accuracyOf } from '../measure/landscape/examples.ts';
import { UsageError } from '../pipeline/command-line.ts';
import type { Asked } from './options.ts';
import type { Setting } from './setting.ts';

type Say = (line: string) => void;

/** The most tensors that are listed. */
const most = 40;

/** What can be trained, and what its file has to be known for. */
export function sayNetwork({ parameters, notes }: TrainedNetwork, say: Say): void {
  const parts = partsOf(parameters);
  say(`${sizeOfParts(parts)} parameters in ${parts.length} ${parts.length === 1 ? 'tensor' : 'tensors'}:`);
  const shown = parts.slice(0, most);
  const width = Math.max(...shown.map(({ name }) => name.length));
  for (const { name, shape, size } of shown) say(`  ${name.padEnd(width)}  [${shape.join(', ')}]  ${size}`);
  if (parts.length > most) say(`  … and ${parts.length - most} more`);
  for (const note of notes) say(`Note: ${note}`);
}

/** @throws UsageError where the network is not the one that was meant */
export function mustHaveParameters({ expected }: Asked, { parameters }: TrainedNetwork): void {
  const size = sizeOfParts(partsOf(parameters));
  if (expected.parameters !== null && expected.parameters !== size)
    throw new UsageError(
      `The network has ${size} parameters, not the ${expected.parameters} that were expected: an exporter may have folded batch normalisation into its neighbours, or left something out; export it without constant folding, or in training form.`,
    );
}

/** By how much, relatively, a loss may differ from the one expected: it may have been in float32, and printed in four digits. */
const tolerance = 1e-3;

/**
 * Loss, accuracy and gradient at a point, before anything that takes long.
 * @throws UsageError where the loss is not the one that was meant, or none
 */
export function sayLoss(setting: Setting, point: Float64Array, expected: number | null, say: Say): void {
  const { samples, loss } = setting;
  for (const note of samples.notes) say(`Note: ${note}`);
  const { value, gradient } = loss.valueAndGradient(point);
  if (!Number.isFinite(value) || !gradient.every(Number.isFinite))
    throw new UsageError(
      `The loss of the network on these samples is ${value}, with a gradient of norm ${norm(gradient)}; nothing can be measured there.`,
    );
  const accuracy = accuracyOf(setting.outputsAt(point));
  const right = accuracy === null ? '' : `, accuracy ${(100 * accuracy).toFixed(1)} %`;
  say(
    `${samples.n} samples: loss ${value.toPrecision(7)}${right}, gradient norm ${norm(gradient).toPrecision(4)}`,
  );
  if (expected !== null && Math.abs(value - expected) > tolerance * Math.abs(expected))
    throw new UsageError(
      `The loss is ${value}, not the ${expected} that was expected: the data may be scaled otherwise than in training, or the loss be another one (mse here is half of the sum over outputs).`,
    );
}
