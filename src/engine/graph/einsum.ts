import { matMul, reshape, sum, transpose } from './build.ts';
import { sizeOf, type Value } from './value.ts';

/** A tensor whose axes have names. */
interface Labelled {
  readonly value: Value;
  readonly labels: readonly string[];
}

function withoutLonely({ value, labels }: Labelled, wanted: ReadonlySet<string>): Labelled {
  const lonely = labels.flatMap((label, axis) => (wanted.has(label) ? [] : [axis]));
  return { value: sum(value, lonely), labels: labels.filter((label) => wanted.has(label)) };
}

const ordered = ({ value, labels }: Labelled, order: readonly string[]) =>
  transpose(
    value,
    order.map((label) => labels.indexOf(label)),
  );

/** The product of two, summed over what they share and nobody wants: one product of matrices for each batch. */
function contracted(a: Labelled, b: Labelled, wanted: ReadonlySet<string>): Labelled {
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const batch = shared.filter((label) => wanted.has(label));
  const inner = shared.filter((label) => !wanted.has(label));
  const [rows, columns] = [a, b].map(({ labels }) => labels.filter((label) => !shared.includes(label)));
  const sizes = new Map(
    [a, b].flatMap(({ value, labels }) => labels.map((label, axis) => [label, value.shape[axis]] as const)),
  );
  const size = (labels: readonly string[]) => sizeOf(labels.map((label) => sizes.get(label)!));
  const matrix = (one: Labelled, first: readonly string[], second: readonly string[]) => {
    const head = batch.length > 0 ? [size(batch)] : [];
    return reshape(ordered(one, [...batch, ...first, ...second]), [...head, size(first), size(second)]);
  };
  const product = matMul(matrix(a, rows, inner), matrix(b, inner, columns));
  const labels = [...batch, ...rows, ...columns];
  return {
    value: reshape(
      product,
      labels.map((label) => sizes.get(label)!),
    ),
    labels,
  };
}

/**
 * Einstein's sum by products of matrices.
 * @throws RangeError where a label stands twice for one tensor: its diagonal
 */
export function einsum(equation: string, inputs: readonly Value[]): Value {
  const [from, to] = equation.replaceAll(' ', '').split('->');
  const output = [...to];
  const terms = from.split(',').map((labels, i): Labelled => ({ value: inputs[i], labels: [...labels] }));
  for (const { labels } of terms)
    if (new Set(labels).size < labels.length)
      throw new RangeError(`einsum '${equation}' takes a diagonal; multiply by tf.eye and sum instead`);
  const result = terms.reduce((a, b, i) => {
    const later = new Set([...output, ...terms.slice(i + 1).flatMap(({ labels }) => labels)]);
    const [left, right] = [
      withoutLonely(a, new Set([...later, ...b.labels])),
      withoutLonely(b, new Set([...later, ...a.labels])),
    ];
    return contracted(left, right, later);
  });
  return ordered(withoutLonely(result, new Set(output)), output);
}
