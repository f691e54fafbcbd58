import type * as tf from '@tensorflow/tfjs';
import { parted } from '../graph/linearize.ts';
import { reachable } from '../graph/value.ts';
import { simplified } from '../graph/simplify.ts';
import { Feeds, type Feed } from './feeds.ts';
import { wrapped, type Computed } from './graph-function.ts';
import { graphBackend } from './runner.ts';
import type { Precision, TensorSpec } from './signature.ts';

/** A function at one point: what does not depend on what varies has been computed. */
export interface AtPoint {
  call(varying: readonly Feed[]): Computed<Precision>[];
  dispose(): void;
}

/** A function in two graphs. */
export interface Linearized {
  /** @param fixed tensors among them stay the caller's, and must last as long as the point */
  at(fixed: readonly Feed[]): AtPoint;
  dispose(): void;
}

/**
 * Compiles a function of what is fixed at a point and of what varies there into two graphs: what depends on the point alone
 * is computed once for it, and the rest at each call.
 * @throws Error as `compile` does
 */
export function compileLinearized(
  fn: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
  { fixed, varying }: { readonly fixed: readonly TensorSpec[]; readonly varying: readonly TensorSpec[] },
  { name, precision }: { readonly name: string; readonly precision: Precision },
): Linearized {
  const backend = graphBackend();
  const { inputs, captured, outputs } = backend.trace(name, fn, [...fixed, ...varying], precision);
  const [points, vectors] = [inputs.slice(0, fixed.length), inputs.slice(fixed.length)];
  const { early, late, kept } = parted(simplified(outputs), vectors);
  const used = new Set(reachable(late));
  const again = points.flatMap((value, i) => (used.has(value.node) ? [i] : []));
  const shared = captured
    .filter(({ placeholder }) => used.has(placeholder.node))
    .map(({ placeholder, memory }) => ({ placeholder, memory: memory.shared() }));
  const first = backend.load({
    name: `${name} at a point`,
    inputs: points,
    captured,
    outputs: early,
  });
  const second = backend.load({
    name,
    inputs: [...again.map((i) => points[i]), ...kept, ...vectors],
    captured: shared,
    outputs: late,
  });
  const feeds = new Feeds(backend, name, precision);
  return {
    at(values) {
      const own = new Feeds(backend, name, precision);
      const given = values.map((value, i) => own.memory(value, fixed[i], i));
      const computed = early.length === 0 ? [] : first.run(given);
      return {
        call(directions) {
          try {
            const along = directions.map((value, i) => feeds.memory(value, varying[i], fixed.length + i));
            const results = second.run([...again.map((i) => given[i]), ...computed, ...along]);
            return results.map((memory, i) => wrapped(backend, memory, late[i], precision));
          } finally {
            feeds.release();
          }
        },
        dispose() {
          own.release();
          for (const memory of computed) memory.free();
        },
      };
    },
    dispose() {
      first.dispose();
      second.dispose();
    },
  };
}
