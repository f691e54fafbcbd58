import type { Outputs } from '../example-shares.ts';
import type { Report } from './schema.ts';

/** The most examples that are named. */
const named = 20;

const rowOf = ({ values, classes }: Outputs, i: number) => values.subarray(i * classes, (i + 1) * classes);

/** The class of an example by its outputs; of a single output by its sign. */
function predictedClass(outputs: Outputs, i: number): number {
  const row = rowOf(outputs, i);
  if (row.length === 1) return row[0] > (outputs.threshold ?? 0) ? 1 : 0;
  return row.reduce((best, value, k) => (value > row[best] ? k : best), 0);
}

/** Part of the examples whose class is right; null where they have none. */
export function accuracyOf(outputs: Outputs | undefined): number | null {
  const labels = outputs?.labels;
  if (!labels) return null;
  return (
    labels.reduce((sum, label, i) => sum + (predictedClass(outputs, i) === label ? 1 : 0), 0) / labels.length
  );
}

/** The examples with the largest losses, the first of equal ones first. */
export function hardestOf(losses: Float64Array, outputs: Outputs | undefined): Report['hardest'] {
  const total = losses.reduce((sum, loss) => sum + loss, 0);
  const order = Array.from(losses, (_, i) => i).sort((a, b) => losses[b] - losses[a] || a - b);
  return order.slice(0, named).map((index) => ({
    index,
    loss: losses[index],
    share: total > 0 ? losses[index] / total : 0,
    label: outputs?.labels?.[index] ?? null,
    predicted: outputs?.labels ? predictedClass(outputs, index) : null,
  }));
}
