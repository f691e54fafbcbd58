import type { JudgedClaim } from '../../experiments/claim.ts';
import { loweringTest } from '../../experiments/origin-networks-judge.ts';
import { constructedTests } from '../../experiments/origin-judge.ts';
import { parityTest } from '../../experiments/parity-judge.ts';

type Tests = JudgedClaim['tests'];

/** Whether every one of these tests was judged and passes, with its control in order. */
const allPass = (tests: Tests, names: readonly string[]): boolean =>
  names.every((name) => {
    const test = tests.find((one) => one.name === name);
    return test !== undefined && test.passes && test.control.passes;
  });

/** What the constructed cases say, in a sentence. */
export const constructedConclusion = (tests: Tests): string =>
  allPass(tests, Object.values(constructedTests))
    ? 'In the construction the claim holds as stated: it takes both.'
    : 'In the construction the claim does not hold in every test.';

/** What a spread of norms does to trained networks, in a sentence. */
export const loweringConclusion = (tests: Tests): string =>
  allPass(tests, [loweringTest])
    ? 'A spread of norms strengthens the subquadratic growth of the trained network.'
    : 'A spread of norms that strengthens the subquadratic growth of the trained network is not found: that growth is there with data of one norm.';

/** What the page concludes from its tests, sentence by sentence. */
export function conclusion(tests: Tests): string {
  const construction = allPass(tests, Object.values(constructedTests))
    ? 'Where each cause can be switched on and off, the two suffice, and with squared error both are needed.'
    : 'Even where each cause can be switched on and off, the two do not account for the scales in every test.';
  const regression = allPass(tests, [parityTest])
    ? 'With another loss, spread data stretch the transition of a convex model on their own.'
    : 'The spread of the data does not stretch the transition of a convex model by what the rule asks.';
  const networks = allPass(tests, [loweringTest])
    ? 'Trained networks on digits follow: spread norms lower their growth exponents.'
    : 'Trained networks on digits do not follow: they grow subquadratically without a spread of norms, and with one no more so. That non-convexity and non-uniformity together make the scales is true of the construction and too strong for these networks.';
  return [construction, regression, networks].join(' ');
}
