import type { CheckedProduct } from './checked-product.ts';
import { KrylovSpace, type RitzPair, type RitzValue } from './krylov-space.ts';
import { logMissProbability, missProbability, neighboursInTheWay, roomBelow } from './missed-eigenvalues.ts';
import { gaussianVector, random } from './random.ts';
import { plus, unit } from './vector.ts';

/** What is searched for, and when the search ends. */
interface ExtremeSearch {
  readonly count: number;
  readonly start: Float64Array;
  /** Largest ‖Hv − λv‖/|λ| of a pair that is settled. */
  readonly tolerance: number;
  /** What ends the first Krylov space; by default that all its pairs are settled. */
  readonly enough?: (ritz: readonly RitzValue[], size: number) => boolean;
  /** Whether missed pairs are looked for. */
  readonly search: boolean;
  /** Products of one Krylov space, and of all of them together. */
  readonly maxIterations: number;
  readonly maxProducts: number;
  readonly progress?: ((iteration: number, worstResidual: number) => void) | undefined;
}

/** What a search found. */
export interface Extremes {
  /** Descending. */
  readonly pairs: readonly RitzPair[];
  /** `spent` where the products did not suffice; `complete` where no eigenvalue is missing, but for `missProbability`. */
  readonly status: 'complete' | 'spent' | 'unsearched';
  /** Norm of the error of a product. */
  readonly noise: number;
}

/** Ritz values are looked at less often where that costs more. */
const isDue = (size: number) => size % (1 + Math.floor(size / 24)) === 0;

/** Neighbours kept out of the way of a search, at most. */
const maxNeighbours = 32;

/** Copies in a row that rounding keeps from being told from something further out. */
const maxFruitless = 12;

/** What came of a Krylov space: with a hint where something may be missing, and neighbours stood in the way. */
type Outcome = 'found' | 'complete' | 'spent' | { readonly hint: Float64Array };

/**
 * The largest eigenpairs with their multiplicity. One Krylov space holds a single vector of a degenerate eigenvalue and may
 * pass over a cluster (Parlett 1998, section 13.10); so others follow on what is orthogonal to the pairs found, each from a
 * random vector, until `logMissProbability` says that nothing is missing. Rough neighbours further in are kept out of their
 * way, which `roomBelow` pays for, since far fewer products are needed then.
 */
export function extremeEigenpairs(product: CheckedProduct, options: ExtremeSearch): Extremes {
  const { count, start, tolerance, enough, search, maxIterations, maxProducts, progress } = options;
  const dimension = start.length;
  const source = random(0, 'missed eigenpairs');
  /** Settled pairs, descending: those wanted, and what came to light below them. */
  let known: RitzPair[] = [];
  let neighbours: RitzPair[] = [];
  let logMiss = 0;
  let asymmetry = 0;
  let noise = 0;
  let fruitless = 0;

  // Half of it, for what later pairs leak into the earlier ones.
  const settled = ({ value, residual }: RitzValue) =>
    residual <= (search ? 0.5 : 1) * tolerance * Math.abs(value) || residual <= 3 * noise;
  /**
   * How far above an eigenvalue nothing counts as further out. One that is 0 as far as products can tell has no size of
   * its own; next to it a dozen spaces see what stands out of the noise by the root of the dimension.
   */
  const reach = (value: number) =>
    (Math.abs(value) > 3 * noise
      ? 2 * tolerance * Math.abs(value) + 8 * noise
      : Math.min(2 * tolerance * product.norm() + 8 * noise, 8 * Math.sqrt(dimension) * noise)) +
    Number.MIN_VALUE;
  /** Of the last of the wanted pairs where that is less. */
  const margin = (value = known[count - 1].value) => Math.min(reach(value), reach(known[count - 1].value));
  /** Whether the Ritz value with `i` larger ones of its space belongs among the `count` largest of all. */
  const isFresh = ({ value }: RitzValue, i: number) => {
    const above = ({ value: own }: RitzPair) => (known.length < count ? own : own + margin(own)) >= value;
    return i + known.filter(above).length < count;
  };

  function add(space: KrylovSpace, found: readonly RitzValue[]): void {
    known = [...known, ...space.pairs(found)].sort((p, q) => q.value - p.value);
  }

  /** Above this nothing may be found on the complement of what is known. */
  const room = (others: readonly RitzPair[]) =>
    roomBelow(known[count - 1].value + margin(), [...known, ...others]) - noise;

  /** Of what a space has besides the pairs taken. */
  function keepNeighbours(space: KrylovSpace, taken: number): void {
    if (known.length < count) return;
    const rest = space.ritz(space.size).slice(taken);
    const worthwhile = neighboursInTheWay(known[count - 1].value + margin(), known, rest);
    neighbours = space.pairs(rest.slice(0, Math.min(worthwhile, maxNeighbours)));
  }

  function run(space: KrylovSpace, logShare: number | null): Outcome {
    const limited = neighbours.length > 0 || known.length >= count;
    for (;;) {
      if (space.size === maxIterations || product.spent() >= maxProducts) {
        if (neighbours.length === 0 && space.size > 0) add(space, space.ritz(count).filter(isFresh));
        return 'spent';
      }
      space.expand();
      asymmetry = Math.max(asymmetry, space.asymmetry);
      // Anew each time, since a first product may look like one of float32.
      noise = Math.max(asymmetry, product.rounding());
      const limit = limited ? room(neighbours) : null;
      const miss =
        logShare === null || limit === null
          ? 0
          : logMissProbability(space.logPolynomial(limit) - logShare, dimension - known.length);
      if (logMiss + miss <= Math.log(missProbability)) return 'complete';
      if (!space.exhausted && !isDue(space.size)) continue;
      const ritz = space.ritz(count);
      const fresh = ritz.filter(isFresh);
      const whole = fresh.length + known.length >= count;
      progress?.(space.size, Math.max(...ritz.map(({ value, residual }) => residual / Math.abs(value))));
      if (neighbours.length > 0 && ritz[0].value > limit!)
        return { hint: space.pairs(ritz.slice(0, 1))[0].vector };
      if (fresh.length > 0) {
        const done = logShare === null && enough ? enough(ritz, space.size) : whole && fresh.every(settled);
        if (!done && !space.exhausted) continue;
        add(space, fresh);
        keepNeighbours(space, fresh.length);
        // What went before has passed over these.
        [logMiss, fruitless] = [0, 0];
        return 'found';
      }
      if (space.exhausted || ritz[0].residual <= 3 * noise) {
        // Rounding hides what else there might be: it is taken for a copy, and the next space tells more.
        if (++fruitless > maxFruitless) return 'spent';
        logMiss += miss;
        add(space, ritz.slice(0, 1));
        neighbours = [];
        return 'found';
      }
    }
  }

  let outcome = run(new KrylovSpace(product, [], start), null);
  while (outcome !== 'complete' && outcome !== 'spent') {
    if (!search && known.length >= count) return { pairs: known, status: 'unsearched', noise };
    const hint = typeof outcome === 'object' ? outcome.hint : null;
    if (hint) neighbours = [];
    const locked = [...known, ...neighbours].map(({ vector }) => vector);
    if (locked.length === dimension) {
      outcome = 'complete';
      break;
    }
    const drawn = unit(gaussianVector(dimension, source));
    const space = new KrylovSpace(product, locked, hint ? plus(drawn, 1, hint) : drawn);
    outcome = run(space, hint ? Math.LN2 : 0);
  }
  return { pairs: known.slice(0, count), status: outcome, noise };
}
