import type { Results } from '../../claims/results.ts';
import { countWord, grouped } from '../../figures/numbers.ts';
import { imagesOf } from '../../measure/image-words.ts';
import { edgeParameters } from './schema.ts';
import { atRate, edgeRuns } from './selections.ts';
import { edgeRates, edgeVariants, rateName, slicedRate } from './settings.ts';

/** What the descents were set to, in the words of the page. */
export function edgeSettings(results: Results) {
  const runs = atRate(edgeRuns(results), slicedRate);
  const [run] = runs;
  const set = run
    ? edgeParameters.parse(run.parameters)
    : edgeVariants('full')[rateName(slicedRate)].parameters;
  return {
    hidden: set.hidden.join('–'),
    samples: set.images.samples,
    images: imagesOf(runs, results.dataset).name,
    rates: countWord(edgeRates.length),
    sharpest:
      set.directions === 1
        ? 'the sharpest direction and restrict the loss to the line along it'
        : `the ${countWord(set.directions)} sharpest directions and restrict the loss to the line along each of them`,
    slicedRate,
    steps: grouped(set.steps),
    excesses: set.excesses.map(String),
  };
}
