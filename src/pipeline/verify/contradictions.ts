import { claims, type ClaimTest, type JudgedClaim } from '../../claims/claim.ts';
import { ruleOfText } from '../../claims/rule-of-text.ts';
import { judgeTests } from '../../claims/verdict.ts';

/** What is verified of a measurement: of a test or of its control. */
export type Measurement = Pick<ClaimTest['control'], 'value' | 'interval' | 'rule' | 'passes' | 'missing'>;

/** What is verified of a test. */
export type StatedTest = Pick<ClaimTest, 'name' | 'seeds'> &
  Measurement & { readonly control: Measurement & { readonly name: string } };

type StatedClaim = Pick<JudgedClaim, 'verdict'> & {
  readonly id: string;
  readonly tests: readonly StatedTest[];
};

/** What is said where something holds, in a list; nothing where it does not. */
export const when = (holds: boolean, said: string): string[] => (holds ? [said] : []);

const outcome = (passes: boolean) => (passes ? 'passes' : 'does not pass');

/** What of a measurement does not follow from the rest of it, each named by its field. */
function ofMeasurement({ value, interval, rule, passes }: Measurement): string[] {
  if (value === null || interval === null) {
    const halves = value === null ? 'interval: there is one without a value' : 'interval: none for its value';
    return [
      ...when(value !== interval, halves),
      ...when(passes, 'passes: it cannot pass without a value and an interval'),
    ];
  }
  const [low, high] = interval;
  if (!(low <= value && value <= high))
    return [`interval: [${low}, ${high}] does not hold the value ${value}`];
  const holds = ruleOfText(rule)?.holds({ value, interval }) ?? passes;
  const judged = `by its rule "${rule}" it ${outcome(holds)} with the interval [${low}, ${high}]`;
  return when(holds !== passes, `passes: it is said that it ${outcome(passes)}, but ${judged}`);
}

/** Names that a list has more than once. */
export const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, i) => names.indexOf(name) !== i)),
];

function ofClaim({ id, verdict, tests }: StatedClaim): string[] {
  const twice = repeated(tests.map(({ name }) => name));
  const following = judgeTests(tests as readonly ClaimTest[]).verdict;
  return [
    ...twice.map((name) => `${id}, ${name}: two tests of one name`),
    ...tests.flatMap(({ name, control, ...test }) => [
      ...ofMeasurement(test).map((fault) => `${id}, ${name}, ${fault}`),
      ...ofMeasurement(control).map((fault) => `${id}, ${name}, control: ${control.name}, ${fault}`),
    ]),
    ...when(following !== verdict, `${id}, verdict: it is ${verdict}, but its tests make it ${following}`),
  ];
}

/** Where claims contradict themselves, each in a sentence that names claim, test and field. */
export function contradictions(stated: readonly StatedClaim[]): string[] {
  const ids = stated.map(({ id }) => id);
  return [
    ...claims.filter(({ id }) => !ids.includes(id)).map(({ id }) => `${id}: the claim is missing`),
    ...repeated(ids).map((id) => `${id}: the claim is there more than once`),
    ...stated.flatMap(ofClaim),
  ];
}
