/** @throws RangeError that says what of `what` is not a finite number */
export function requireFinite(what: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]))
      throw new RangeError(`${what} must be finite, and number ${i + 1} is ${values[i]}`);
}

/** @throws RangeError unless all of these are positive whole numbers */
export function requireCounts(counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts))
    if (!(Number.isSafeInteger(count) && count > 0))
      throw new RangeError(`${name} must be a positive whole number, not ${count}`);
}

/** @throws RangeError unless all of these are positive and finite */
export function requirePositive(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values))
    if (!(value > 0 && value < Infinity))
      throw new RangeError(`${name} must be positive and finite, not ${value}`);
}

/**
 * A curve over distances: those positive and ascending, a value at each of them, null where it has a gap.
 * @throws RangeError where it is none, or where a value is not finite
 */
export function requireCurve(what: string, t: readonly number[], values: readonly (number | null)[]): void {
  if (values.length !== t.length)
    throw new RangeError(`${what}: ${values.length} values at ${t.length} distances`);
  t.forEach((distance, i) => {
    if (!(distance > (i === 0 ? 0 : t[i - 1]) && distance < Infinity))
      throw new RangeError(
        `${what}: distances must be positive and ascend, and number ${i + 1} is ${distance}`,
      );
    if (values[i] !== null && !Number.isFinite(values[i]))
      throw new RangeError(`${what}: values must be finite, and number ${i + 1} is ${values[i]}`);
  });
}
