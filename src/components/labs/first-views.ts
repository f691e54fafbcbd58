import { checkView } from '../../labs/check/view.ts';
import { initialState } from '../../labs/controls.ts';
import { referenceRecord, type Record } from '../../labs/train/reference.ts';
import { startOf, trainControls } from '../../labs/train/settings.ts';
import { trainView } from '../../labs/train/view.ts';
import type { View } from '../../labs/view.ts';
import { trainDigits } from '../../site/train-digits.ts';
import { checkableRuns, publishedRun } from './checkable-runs.ts';

/** The first network with a slice, and that slice before anything is recomputed; null where there is none. */
export function firstCheckView(): View | null {
  const run = checkableRuns().find(({ slices }) => slices.length > 0);
  if (!run) return null;
  const published = publishedRun(run.id).slices![0];
  return checkView({ kind: 'slice', published, recomputed: published.t.map(() => null) });
}

const state = initialState(trainControls);
let trained: Promise<Record> | undefined;

/** The first steps of the network that is trained, computed in float64 once a build. */
export const firstTraining = (): Promise<Record> =>
  (trained ??= trainDigits().then(({ images }) =>
    referenceRecord(startOf(images, state), state, { steps: 40, every: 20 }),
  ));

export async function firstTrainView(): Promise<View> {
  return trainView({
    rate: state.rate,
    steps: state.steps,
    live: { losses: [], sharpness: [] },
    reference: await firstTraining(),
    status: 'not started',
  });
}
