import { sizeOf } from '../graph/value.ts';
import { FileFault, type TrainedNetwork } from './trained-network.ts';
import { inOrder, layoutsOf, type Layout } from './weight-layout.ts';
import { isCounter, matched, type Match } from './weight-names.ts';

/** A tensor as a file has it, row-major. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
  /** Type in the file, by safetensors' name. */
  readonly dtype?: string;
}

/** Weights of a network, from a file of its own or another point of its training. */
export interface Weights {
  /** Flat, in the order of the network's parameters. */
  readonly values: Float64Array;
  /** What was decided to map them, one sentence each. */
  readonly notes: readonly string[];
}

type StoredTensors = Readonly<Record<string, StoredTensor>>;
type Network = Pick<TrainedNetwork, 'parameters'>;

/** Points of a training of this project's: `final/W0`, `init/W0`, beside `direction/…`. */
export type TrainingPoint = 'final' | 'init';

const shownNames = 5;
const listed = (names: readonly string[]) =>
  `${names.slice(0, shownNames).join(', ')}${names.length > shownNames ? ` and ${names.length - shownNames} more` : ''}`;
const shaped = (shape: readonly number[]) => `[${shape.join(', ')}]`;

/** In a file of this project, the weights of one point, without what stands in front of their names. */
function ofPoint(tensors: StoredTensors, point: TrainingPoint): StoredTensors {
  const names = Object.keys(tensors);
  if (!names.some((name) => /^(?:final|init)\/[Wb]\d+$/.test(name))) return tensors;
  return Object.fromEntries(
    names
      .filter((name) => name.startsWith(`${point}/`))
      .map((name) => [name.slice(point.length + 1), tensors[name]]),
  );
}

interface Placed {
  readonly parameter: string;
  readonly match: Match;
  readonly layouts: readonly Layout[];
}

/**
 * The layout of each tensor. Where sides are equal and two of them fit, all other tensors of as many axes decide; where
 * there are none, a tensor of the very name of the parameter is taken as it is.
 */
function decided(
  placed: readonly Placed[],
  network: Network,
  file: string,
  notes: string[],
): readonly Layout[] {
  const rankOf = ({ parameter }: Placed) => network.parameters[parameter].length;
  const guessed: string[] = [];
  const voted: string[] = [];
  const layouts = placed.map((one) => {
    const [first] = one.layouts;
    if (one.layouts.length === 1) return first;
    const certain = placed.filter(
      (other) =>
        other.layouts.length === 1 &&
        rankOf(other) === rankOf(one) &&
        !isVector(network.parameters[other.parameter]),
    );
    const orders = new Set(certain.map(({ layouts: [{ order }] }) => order.join()));
    const chosen = one.layouts.filter(({ order }) => orders.has(order.join()));
    if (orders.size === 1 && chosen.length === 1) {
      voted.push(`${one.match.tensor} ${chosen[0].name}`);
      return chosen[0];
    }
    if (orders.size === 0 && one.match.isExact && first.name === 'as it is') {
      guessed.push(one.match.tensor);
      return first;
    }
    throw new FileFault(
      `${file}: ${one.match.tensor} ${shaped(network.parameters[one.parameter])} fits ${one.parameter} transposed or not, and the other tensors do not tell which; name the tensors as the network's file does, in its layout`,
    );
  });
  if (voted.length > 0)
    notes.push(`Tensors of ${file} whose sides are equal are laid out like its others: ${listed(voted)}.`);
  if (guessed.length > 0)
    notes.push(
      `${listed(guessed)} of ${file} would fit transposed as well, and ${guessed.length > 1 ? 'are' : 'is'} taken as ${guessed.length > 1 ? 'they are' : 'it is'} since the names are those of the network; compare the loss with that of training.`,
    );
  return layouts;
}

const isVector = (shape: readonly number[]) => shape.filter((size) => size !== 1).length < 2;

function sayLayouts(
  placed: readonly Placed[],
  layouts: readonly Layout[],
  file: string,
  notes: string[],
): void {
  const turned = placed.filter((_, i) => layouts[i].name === 'transposed');
  if (turned.length > 0)
    notes.push(`Tensors of ${file} are transposed: ${listed(turned.map(({ match }) => match.tensor))}.`);
  if (layouts.some(({ name, order }) => name === 'transposed' && order.length > 2))
    notes.push(
      `Filters of ${file} have their channels on other axes than the network's, and then a full layer behind a convolution may have its inputs in another order; compare the loss with that of training.`,
    );
}

function sayTypes(placed: readonly Placed[], tensors: StoredTensors, file: string, notes: string[]): void {
  const short = new Set(
    placed
      .map(({ match }) => tensors[match.tensor].dtype)
      .filter((dtype) => dtype === 'F16' || dtype === 'BF16'),
  );
  if (short.size > 0)
    notes.push(
      `Weights of ${file} are stored in ${[...short].join(' and ')} and have three digits or less, so that the point is not quite the one that was trained.`,
    );
}

/**
 * The weights of a network among the tensors of a file, by name: the same one, or the same without what wrappers put in
 * front (`module.`, `model.`, `_orig_mod.`), or the only one that ends alike; transposed where only this fits.
 * @param point which one is taken of a file of this project's trainings
 * @throws FileFault naming the tensors that are missing, left over, of another shape, ambiguous, of integers or not finite
 */
export function weightsFor(
  network: Network,
  tensors: StoredTensors,
  file: string,
  { point = 'final' }: { readonly point?: TrainingPoint } = {},
): Weights {
  const fail = (what: string, remedy: string): never => {
    throw new FileFault(`${file}: ${what}; ${remedy}`);
  };
  const own = ofPoint(tensors, point);
  const names = Object.keys(own);
  const parameters = Object.keys(network.parameters);
  const matches = matched(parameters, names);
  const used = new Set([...matches.values()].map(({ tensor }) => tensor));
  const missing = parameters.filter((parameter) => !matches.has(parameter));
  const surplus = names.filter((name) => !used.has(name) && !isCounter(name));
  if (missing.length > 0)
    fail(
      `has no tensor for ${listed(missing)}${surplus.length > 0 ? `, and ${listed(surplus)} belong to no parameter` : ''}`,
      'give the weights of this very network, under the names that its file has',
    );
  if (surplus.length > 0)
    fail(
      `${listed(surplus)} ${surplus.length > 1 ? 'belong' : 'belongs'} to no parameter of the network, which may hold other values as constants`,
      'give a file of the trained parameters alone, or export the network from this checkpoint',
    );
  const placed = parameters.map((parameter): Placed => {
    const match = matches.get(parameter)!;
    const { shape } = own[match.tensor];
    const layouts = layoutsOf(shape, network.parameters[parameter]);
    if (layouts.length === 0)
      fail(
        `${match.tensor} is ${shaped(shape)}, and ${parameter} of the network ${shaped(network.parameters[parameter])}`,
        'give the weights of this very network',
      );
    return { parameter, match, layouts };
  });
  const notes: string[] = [];
  const layouts = decided(placed, network, file, notes);
  sayLayouts(placed, layouts, file, notes);
  sayTypes(placed, own, file, notes);
  const values = new Float64Array(
    parameters.reduce((sum, name) => sum + sizeOf(network.parameters[name]), 0),
  );
  let offset = 0;
  placed.forEach(({ match: { tensor } }, i) => {
    const { shape, data, dtype } = own[tensor];
    if (dtype !== undefined && !/^B?F\d+$/.test(dtype))
      fail(
        `${tensor} is of type ${dtype}, and weights are floats`,
        'give the weights before they are quantised',
      );
    const numbers = Float64Array.from(data);
    const wrong = numbers.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0)
      fail(
        `${tensor} holds ${numbers[wrong]} at ${wrong}`,
        'the training has diverged, so give an earlier checkpoint',
      );
    values.set(inOrder(numbers, shape, layouts[i]), offset);
    offset += numbers.length;
  });
  return { values, notes };
}
