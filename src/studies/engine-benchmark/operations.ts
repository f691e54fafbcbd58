/**
 * Operations of one step of gradient descent on an MLP, two for each multiplication with its addition: the forward pass,
 * the gradients of all weights, and those of the activations in every layer but the first.
 */
export function stepOperations(layers: readonly number[], n: number): number {
  const sizes = layers.slice(1).map((outputs, l) => layers[l] * outputs);
  const sum = sizes.reduce((total, size) => total + size, 0);
  return 2 * n * (3 * sum - sizes[0]);
}
