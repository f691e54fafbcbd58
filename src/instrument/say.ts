import { UsageError } from '../pipeline/command-line.ts';
import type { Ready } from './open.ts';
import type { Asked } from './options.ts';

const listed = (list: readonly { readonly name: string; readonly told: string; readonly size: number }[]) => {
  const width = Math.max(...list.map(({ name }) => name.length));
  return list.map(({ name, told, size }) => `  ${name.padEnd(width)}  ${told}  ${size}`);
};

/** Says what is trained in a network, tensor by tensor. */
export function sayNetwork(
  { network, loss }: Pick<Ready, 'network' | 'loss'>,
  say: (line: string) => void,
): void {
  const rows = loss.parts.map(({ name, shape, size }) => ({ name, told: `[${shape.join(', ')}]`, size }));
  say(`${loss.size} parameters in ${rows.length} tensors:`);
  const shown = rows.length > 40 ? rows.slice(0, 40) : rows;
  for (const line of listed(shown)) say(line);
  if (shown.length < rows.length) say(`  … and ${rows.length - shown.length} more`);
  for (const note of network.notes) say(`Note: ${note}`);
}

/** Stops before anything long where the network is not the one that was meant. */
export function mustBeExpected({ expected }: Asked, parameters: number, loss: number): void {
  if (expected.parameters !== null && expected.parameters !== parameters)
    throw new UsageError(
      `The network has ${parameters} parameters, not the ${expected.parameters} that were expected: an exporter may have folded batch normalisation into its neighbours, or left something out; export it without constant folding, or in training form.`,
    );
  if (expected.loss !== null && Math.abs(loss - expected.loss) > 1e-3 * Math.abs(expected.loss))
    throw new UsageError(
      `The loss is ${loss}, not the ${expected.loss} that was expected: the data may be scaled otherwise than in training, or the loss be another one (mse here is half of the sum over outputs).`,
    );
}
