import type { Markup } from '../../figures/markup.ts';
import { counted, countWord, listed } from '../../figures/numbers.ts';
import { minimaOf, type ConstructionStudy, type TrainedRun } from './selections.ts';

const rightOf = (minima: readonly TrainedRun[]) =>
  minima.filter(({ scales, magnitudes }) => scales === magnitudes.length).length;

/** Scales around trained minima, in a sentence. */
export function trainedFinding(study: ConstructionStudy): Markup {
  const minima = (['tanh', 'erf'] as const).flatMap((name) =>
    [2, 3].flatMap((k) => minimaOf(study, name, k)),
  );
  const ones = (['tanh', 'erf'] as const).flatMap((name) => minimaOf(study, name, 1));
  return `Around ${rightOf(minima)} of ${counted(minima.length, 'trained minimum').replace('minimums', 'minima')} of tanh and erf networks there is a scale for each magnitude of the data; of ${ones.length} with one magnitude ${rightOf(ones)} have one scale.`;
}

/** The linear networks trained on the same data, in a sentence. */
export function trainedControlFinding(study: ConstructionStudy): Markup {
  const linear = [1, 2, 3].flatMap((k) => minimaOf(study, 'identity', k));
  const single = linear.filter(({ scales }) => scales === 1).length;
  return `Linear networks trained on the same data have one scale in ${single} of ${counted(linear.length, 'run')}.`;
}

/** Minima by steps that are short in the weights, in a sentence. */
export function metricFinding(study: ConstructionStudy): Markup {
  const parts = [2, 3].map((k) => {
    const minima = minimaOf(study, 'tanh', k, 'weights');
    const found = minima.filter(({ minimum }) => minimum.status === 'converged');
    const right = rightOf(found);
    return `with ${countWord(k)} magnitudes it reached a minimum in ${found.length} of ${minima.length} runs${found.length > 0 ? `, ${right} of them with ${countWord(k)} scales` : ''}`;
  });
  const rightShare = (metric: 'pre-activations' | 'weights') => {
    const minima = [2, 3].flatMap((k) => minimaOf(study, 'tanh', k, metric));
    return rightOf(minima) / minima.length;
  };
  const how = rightShare('weights') < rightShare('pre-activations') ? 'does less well' : 'does as well';
  return `The same method with steps that are short in the weights ${how}: ${listed(parts)}.`;
}
