import type { JudgedClaim } from '../../claims/claim.ts';
import { loweringTest, whateverTests } from './networks-judge.ts';
import { constructedTests } from './judge.ts';
import { parityTest } from './parity-judge.ts';

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
    : `A spread of norms that strengthens the subquadratic growth of the trained network is not found${allPass(tests, Object.values(whateverTests)) ? ': that growth is there with data of one norm' : ''}.`;

/** Whether the construction and trained networks follow the claim, in a sentence for the top of the page. */
export function followsConclusion(tests: Tests, noun: string): string {
  const [construction, networks] = [Object.values(constructedTests), [loweringTest]].map((names) =>
    allPass(tests, names),
  );
  if (construction && networks)
    return 'Non-convexity and spread data together make several scales, in the construction and in trained networks.';
  if (construction)
    return `In the construction it takes both, as the paper says; trained networks on real ${noun} do not follow.`;
  return networks
    ? `Spread norms lower the growth exponents of trained networks on real ${noun}; the construction does not follow the claim in every test.`
    : 'Neither the construction nor trained networks follow the claim in every test.';
}

function whyNot(tests: Tests): string {
  if (!allPass(tests, Object.values(whateverTests)))
    return 'a spread of norms does not lower their growth exponents by what the rule asks.';
  const strong = allPass(tests, Object.values(constructedTests))
    ? ' That non-convexity and non-uniformity together make the scales is true of the construction and too strong for these networks.'
    : '';
  return `they grow subquadratically without a spread of norms, and with one no more so.${strong}`;
}

/** What the page concludes from its tests, sentence by sentence. */
export function conclusion(tests: Tests, noun: string): string {
  const construction = allPass(tests, Object.values(constructedTests))
    ? 'Where each cause can be switched on and off, the two suffice, and with squared error both are needed.'
    : 'Even where each cause can be switched on and off, the two do not account for the scales in every test.';
  const regression = allPass(tests, [parityTest])
    ? 'With another loss, spread data stretch the transition of a convex model on their own.'
    : 'The spread of the data does not stretch the transition of a convex model by what the rule asks.';
  const networks = allPass(tests, [loweringTest])
    ? `Trained networks on ${noun} follow: spread norms lower their growth exponents.`
    : `Trained networks on ${noun} do not follow: ${whyNot(tests)}`;
  return [construction, regression, networks].join(' ');
}
