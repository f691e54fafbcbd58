import type { Record } from './reference.ts';

/** What a record says of the edge of stability. */
export interface EdgeSummary {
  /** First step at which the sharpness was found at 2/η or above; null where it was not. */
  readonly crossing: number | null;
  /** Mean of λη/2 over the sharpness found from then on. */
  readonly meanRatio: number | null;
  /** Share of steps in which the loss rose, before the crossing and after it. */
  readonly rises: { readonly before: number | null; readonly after: number | null };
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const rising = (losses: readonly number[]): number | null =>
  mean(losses.slice(1).map((loss, i) => (loss > losses[i] ? 1 : 0)));

export function summariseEdge({ losses, sharpness }: Record, rate: number): EdgeSummary {
  const crossing = sharpness.find(({ value }) => value >= 2 / rate)?.step ?? null;
  if (crossing === null) return { crossing, meanRatio: null, rises: { before: rising(losses), after: null } };
  return {
    crossing,
    meanRatio: mean(sharpness.filter(({ step }) => step >= crossing).map(({ value }) => (value * rate) / 2)),
    rises: { before: rising(losses.slice(0, crossing + 1)), after: rising(losses.slice(crossing)) },
  };
}

/** Largest relative difference of the losses that both records have; null where there are none. */
export function largestDifference(live: Record, reference: Record): number | null {
  const differences = live.losses
    .slice(0, reference.losses.length)
    .map((loss, i) => Math.abs(loss - reference.losses[i]) / Math.abs(reference.losses[i]));
  return differences.length === 0 ? null : Math.max(...differences);
}
