type Numbers = Float32Array | Float64Array;

/** Samples: `x` [n, inputs] and `targets` [n, outputs], row-major. */
export interface Samples<T extends Numbers = Float64Array> {
  readonly n: number;
  readonly x: T;
  readonly targets: T;
}

/** @throws RangeError where there are more or fewer numbers than there should be */
export function checkLength(name: string, values: { readonly length: number }, length: number): void {
  if (values.length !== length)
    throw new RangeError(`${name} takes ${length} numbers for this network, not ${values.length}`);
}

/** @throws RangeError where samples do not have the shapes [n, inputs] and [n, outputs] */
export function checkShapes(
  { layers }: { readonly layers: readonly number[] },
  { n, x, targets }: Samples<Numbers>,
): void {
  if (!Number.isSafeInteger(n) || n < 1)
    throw new RangeError(`the number of samples n is a whole number from 1 on, not ${n}`);
  const shape = (width: number) => `[${n}, ${width}]`;
  const [inputs, outputs] = [layers[0], layers.at(-1)!];
  checkLength(`x ${shape(inputs)}`, x, n * inputs);
  checkLength(`targets ${shape(outputs)}`, targets, n * outputs);
}

/** Whether no number is NaN or infinite: x·0 is 0 of all others. Four sums at a time take no longer than reading. */
function allFinite(values: Float64Array): boolean {
  const { length } = values;
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    a += values[i] * 0;
    b += values[i + 1] * 0;
    c += values[i + 2] * 0;
    d += values[i + 3] * 0;
  }
  for (; i < length; i++) a += values[i] * 0;
  return a + b + c + d === 0;
}

/**
 * @param begin where the values stand in the whole
 * @throws RangeError that names the first number that is NaN or infinite
 */
export function checkFinite(name: string, values: Numbers, begin = 0): void {
  // A loop over one kind of array is twice as fast.
  if (allFinite(values instanceof Float64Array ? values : new Float64Array(values))) return;
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  throw new RangeError(
    `${name}[${begin + wrong}] is ${values[wrong]}, where only finite numbers have a meaning`,
  );
}
