import type { Tensor, TensorMap } from '../../data/safetensors.ts';
import { sizeOf } from '../graph/value.ts';
import { FileFault, type TrainedNetwork } from './trained-network.ts';

/** What training code puts before names. */
const prefix = /^(?:module\.|model\.|_orig_mod\.|final\/)+/;

const sameShape = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((size, i) => size === b[i]);

/** The tensor of a name: the same name, else the one that ends so. */
function matching(name: string, names: readonly string[]): readonly string[] {
  const exact = names.filter((other) => other === name);
  if (exact.length > 0) return exact;
  const bare = name.replace(prefix, '');
  const same = names.filter((other) => other.replace(prefix, '') === bare);
  return same.length > 0
    ? same
    : names.filter((other) => other.endsWith(`.${bare}`) || bare.endsWith(`.${other}`));
}

const transposed = ({ shape: [rows, columns], data }: Tensor): Float64Array =>
  Float64Array.from({ length: data.length }, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]);

/**
 * The weights of a checkpoint as a flat vector of a network's parameters, by their names. A matrix may stand transposed; whether
 * square ones do is told by the others of the same file.
 * @throws FileFault that names what is missing, left over, or of another shape
 */
export function weightsFor({ parameters }: TrainedNetwork, tensors: TensorMap, file: string): Float64Array {
  const fail = (what: string): never => {
    throw new FileFault(`${file}: ${what}`);
  };
  const names = Object.keys(tensors);
  const pairs = Object.entries(parameters).map(([name, shape]) => {
    const found = matching(name, names);
    if (found.length === 0)
      return fail(`it has no weights for '${name}'; its tensors are ${names.slice(0, 8).join(', ')}`);
    if (found.length > 1)
      return fail(`both ${found.join(' and ')} could be '${name}'; rename them as in the model`);
    return { name, shape, tensor: tensors[found[0]], from: found[0] };
  });
  const used = pairs.map(({ from }) => from);
  const twice = used.find((from, i) => used.indexOf(from) !== i);
  if (twice !== undefined) fail(`'${twice}' would be two parameters; rename its tensors as in the model`);
  const isTurned = ({ shape, tensor }: (typeof pairs)[number]) =>
    shape.length === 2 &&
    tensor.shape.length === 2 &&
    tensor.shape[0] === shape[1] &&
    tensor.shape[1] === shape[0];
  for (const pair of pairs)
    if (!sameShape(pair.shape, pair.tensor.shape) && !isTurned(pair))
      fail(
        `'${pair.from}' has the shape [${pair.tensor.shape.join(', ')}], where the model has [${pair.shape.join(', ')}]`,
      );
  const matrices = pairs.filter(({ shape }) => shape.length === 2 && shape[0] !== shape[1]);
  const turned = matrices.filter((pair) => !sameShape(pair.shape, pair.tensor.shape));
  const squares = pairs.filter(({ shape }) => shape.length === 2 && shape[0] === shape[1] && shape[0] > 1);
  if (squares.length > 0 && turned.length > 0 && turned.length < matrices.length)
    fail(
      `some of its matrices are transposed and some are not, so that of '${squares[0].from}' nobody can tell; save it as the model has it`,
    );
  const flat = new Float64Array(pairs.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
  let at = 0;
  for (const pair of pairs) {
    const isSquare = squares.includes(pair) && turned.length > 0;
    const values = isSquare || turned.includes(pair) ? transposed(pair.tensor) : pair.tensor.data;
    const broken = values.findIndex((value) => !Number.isFinite(value));
    if (broken >= 0) fail(`'${pair.from}' holds ${values[broken]} at ${broken}`);
    flat.set(values, at);
    at += values.length;
  }
  return flat;
}
