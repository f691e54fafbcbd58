import type { Extremes } from './extreme-eigenpairs.ts';

/** An approximate eigenpair; `vector` has unit norm and its largest entry is positive. */
export interface Eigenpair {
  readonly value: number;
  readonly vector: Float64Array;
  /** ‖Hv − λv‖/|λ|, or over ‖H‖ where λ is 0 as far as products with H can tell. */
  readonly residual: number;
  /** Whether the residual is small, and no eigenvalue further out is missing. */
  readonly converged: boolean;
}

/** An eigenvector's sign is arbitrary; this fixes it so that equal runs publish equal vectors. */
function withPositivePeak(v: Float64Array): Float64Array {
  const peak = v.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return peak < 0 ? v.map((value) => -value) : v;
}

/** What a search found, from the chosen end of the spectrum inwards. */
export function eigenpairs(
  { pairs, status, noise }: Extremes,
  { end, tolerance, norm }: { end: 'largest' | 'smallest'; tolerance: number; norm: number },
): Eigenpair[] {
  return pairs.map(({ value, vector, residual }) => {
    const size = Math.abs(value) > 3 * noise ? Math.abs(value) : norm;
    const relative = residual === 0 ? 0 : residual / size;
    return {
      value: end === 'largest' ? value : -value,
      vector: withPositivePeak(vector),
      residual: relative,
      converged: status === 'complete' && relative <= tolerance,
    };
  });
}

const isCount = (value: number) => Number.isInteger(value) && value > 0;

/** @throws RangeError that names what no search can be made with */
export function mustBeAsked(
  count: number,
  starts: readonly Float64Array[],
  { tolerance, ...limits }: { readonly tolerance: number } & Readonly<Record<string, number>>,
): void {
  if (starts.length === 0) throw new RangeError('a search needs a start vector');
  const dimension = starts[0].length;
  if (starts.some((start) => start.length !== dimension))
    throw new RangeError(
      `starts of ${starts.map((start) => start.length).join(', ')} entries belong to no one matrix`,
    );
  if (!isCount(count)) throw new RangeError(`${count} eigenpairs cannot be asked for: 1 or more can`);
  if (count > dimension)
    throw new RangeError(`${count} eigenpairs asked of a matrix of dimension ${dimension}`);
  if (!(tolerance >= 0)) throw new RangeError(`a residual of ${tolerance} cannot be asked for`);
  for (const [name, limit] of Object.entries(limits))
    if (!isCount(limit)) throw new RangeError(`${name} must be a whole number of 1 or more, not ${limit}`);
}
