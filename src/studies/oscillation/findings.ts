import type { Results } from '../../claims/results.ts';
import { oscillationParameters } from './schema.ts';
import { windowRuns } from './selections.ts';
import { dosedNetwork } from './settings.ts';

/** What the windows were set to, in the words of the page. */
export function oscillationSettings(results: Results) {
  const [run] = windowRuns(results);
  const { window, delay, centresEvery } = run
    ? oscillationParameters.parse(run.parameters)
    : { ...dosedNetwork, centresEvery: 10 };
  return { windowSteps: window, delay, centresEvery };
}
