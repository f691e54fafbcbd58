import type * as tf from '@tensorflow/tfjs';
import { parted } from '../graph/linearize.ts';
import { dataTypes, reachable } from '../graph/value.ts';
import { simplified } from '../graph/simplify.ts';
import { Feeds, type Feed } from './feeds.ts';
import { sharedHandle } from './float64-tensor.ts';
import { wrapped, type Computed } from './graph-function.ts';
import type { NativeBackend } from './native.ts';
import { Session } from './session.ts';
import type { Precision, TensorSpec } from './signature.ts';
import { trace } from './trace.ts';

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
  backend: NativeBackend,
  fn: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
  { fixed, varying }: { readonly fixed: readonly TensorSpec[]; readonly varying: readonly TensorSpec[] },
  { name, precision }: { readonly name: string; readonly precision: Precision },
): Linearized {
  const { inputs, captured, outputs } = trace(name, backend, fn, [...fixed, ...varying], precision);
  const [points, vectors] = [inputs.slice(0, fixed.length), inputs.slice(fixed.length)];
  const { early, late, kept } = parted(simplified(outputs), vectors);
  const used = new Set(reachable(late));
  const again = points.flatMap((value, i) => (used.has(value.node) ? [i] : []));
  const shared = captured
    .filter(({ placeholder }) => used.has(placeholder.node))
    .map(({ placeholder, id }) => ({
      placeholder,
      id: sharedHandle(backend, id, dataTypes[placeholder.type]).id,
    }));
  const first = new Session(backend, {
    name: `${name} at a point`,
    inputs: points,
    captured,
    outputs: early,
  });
  const second = new Session(backend, {
    name,
    inputs: [...again.map((i) => points[i]), ...kept, ...vectors],
    captured: shared,
    outputs: late,
  });
  const feeds = new Feeds(backend, name, precision);
  return {
    at(values) {
      const own = new Feeds(backend, name, precision);
      const ids = values.map((value, i) => own.id(value, fixed[i], i));
      const handles = early.length === 0 ? [] : first.run(ids).map(({ id }) => id);
      return {
        call(directions) {
          try {
            const given = directions.map((value, i) => feeds.id(value, varying[i], fixed.length + i));
            const results = second.run([...again.map((i) => ids[i]), ...handles, ...given]);
            return results.map((handle) => wrapped(backend, handle, precision));
          } finally {
            feeds.release();
          }
        },
        dispose() {
          own.release();
          for (const id of handles) backend.binding.deleteTensor(id);
        },
      };
    },
    dispose() {
      first.dispose();
      second.dispose();
    },
  };
}
