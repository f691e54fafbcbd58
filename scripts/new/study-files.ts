import { figure, findings } from './page-files.ts';
import { camel, pascal, title, type NewStudy } from './study-names.ts';

const schema = (
  id: string,
) => `import { growthOutput, growthParameters } from '../../measure/network-growth.ts';
import type { GrowthOutput, GrowthParameters } from '../../measure/network-growth.ts';

/** What a run is given: network, images, training and slices. */
export const ${camel(id)}Parameters = growthParameters;
export type ${pascal(id)}Parameters = GrowthParameters;

/** What a run gives: the minimum reached, its sharpest direction and how the loss grows along it. */
export const ${camel(id)}Output = growthOutput;
export type ${pascal(id)}Output = GrowthOutput;
`;

const settings = (id: string) => `import { variantsOf } from '../../claims/variants.ts';
import { mnistDigits } from '../../measure/image-data.ts';
import type { ${pascal(id)}Parameters } from './schema.ts';

const tanh: ${pascal(id)}Parameters = {
  kind: 'mlp',
  hidden: [32],
  activation: 'tanh',
  loss: 'mse',
  images: { ...mnistDigits, source: 'digits', samples: 200 },
  training: { learningRate: 0.3, maxSteps: 2000, targetLoss: null, settleSteps: 100 },
  eigenpairs: 1,
  lanczosTolerance: 1e-6,
  lanczosIterations: 200,
  randomDirections: 1,
  slice: { from: 1e-3, to: 10, pointsPerDecade: 20 },
};

/** The control: its loss is a quadratic. */
const linear: ${pascal(id)}Parameters = { ...tanh, hidden: [], activation: 'identity' };

export const ${camel(id)}Variants = variantsOf({ tanh, linear }, { full: { seeds: 3 }, quick: { seeds: 2 } });
`;

const statistics = (id: string) => `import type { ${pascal(id)}Output } from './schema.ts';

/** Local growth exponent at distance 3 along the sharpest direction; 2 where the loss is quadratic, null without a slice. */
export const exponentOf = ({ growth }: ${pascal(id)}Output): number | null =>
  growth.find(({ kind }) => kind === 'top eigenvector')?.exponentAt3 ?? null;
`;

const judge = ({ id, claim }: NewStudy) => `import type { ClaimTest } from '../../claims/claim.ts';
import type { Artifact } from '../../claims/experiment.ts';
import { measuredTest, near, perSeed, upperBelow } from '../../claims/seed-tests.ts';
import type { ${pascal(id)}Output } from './schema.ts';
import { exponentOf } from './statistics.ts';

/** What the tests are held to. Commit it before the seeds that it judges are run. */
export const ${camel(id)}Rules = { exponent: 1.75, controlTolerance: 1e-3 } as const;

/** The tests of ${claim.id} from all artifacts of experiment \`${id}\`. */
export function judge${pascal(id)}(artifacts: readonly Artifact<${pascal(id)}Output>[]): ClaimTest[] {
  const exponents = (name: string) =>
    perSeed(
      artifacts.filter(({ variant }) => variant === name),
      exponentOf,
    );
  return [
    measuredTest({
      name: '${title(id).toLowerCase()}: growth at distance 3 along the sharpest direction',
      statistic: 'local growth exponent at t = 3 along the sharpest direction',
      values: exponents('tanh'),
      rule: upperBelow(${camel(id)}Rules.exponent),
      control: {
        name: 'linear network on the same images',
        values: exponents('linear'),
        rule: near(2, ${camel(id)}Rules.controlTolerance),
      },
    }),
  ];
}
`;

const experiment = ({
  id,
  claim,
}: NewStudy) => `import { defineExperiment } from '../../claims/experiment.ts';
import { measureNetworkGrowth } from '../../measure/network-growth.ts';
import { judge${pascal(id)} } from './judge.ts';
import { ${camel(id)}Output, ${camel(id)}Parameters } from './schema.ts';
import { ${camel(id)}Variants } from './settings.ts';

/** How the loss grows around a small network, and around a linear one, where it must be quadratic. */
export const ${camel(id)} = defineExperiment({
  id: '${id}',
  version: 1,
  title: '${title(id)}',
  parameters: ${camel(id)}Parameters,
  output: ${camel(id)}Output,
  variants: ${camel(id)}Variants,
  run: measureNetworkGrowth,
  judges: { ${claim.id}: judge${pascal(id)} },
});

export const experiments = [${camel(id)}];
`;

const test = (id: string) => `import { expect, test } from 'vitest';
import type { Artifact } from '../../claims/experiment.ts';
import { judge${pascal(id)}, ${camel(id)}Rules } from './judge.ts';
import { ${camel(id)}Output, type ${pascal(id)}Output } from './schema.ts';
import { ${camel(id)}Variants } from './settings.ts';

/** Two seeds of each variant, in which the exponent at distance 3 is known. */
const runs = (exponents: Readonly<Record<string, number>>): Artifact<${pascal(id)}Output>[] =>
  Object.entries(exponents).flatMap(([variant, exponentAt3]) =>
    [0, 1].map((seed) => ({
      id: \`${id}-\${variant}-seed\${seed}\`,
      variant,
      seed,
      status: 'complete' as const,
      output: { growth: [{ kind: 'top eigenvector', exponentAt3 }] } as ${pascal(id)}Output,
    })),
  );

/** Every variant as far below the rule as \`by\`; the control at 2. */
const below = (by: number, control = 2) =>
  runs({
    ...Object.fromEntries(Object.keys(${camel(id)}Variants('full')).map((name) => [name, ${camel(id)}Rules.exponent - by])),
    linear: control,
  });

const outcome = (artifacts: Artifact<${pascal(id)}Output>[]) =>
  judge${pascal(id)}(artifacts).map(({ passes, control }) => [passes, control.passes]);

test('slow growth beside a quadratic control passes, fast growth does not', () => {
  expect(outcome(below(0.1))).toEqual([[true, true]]);
  expect(outcome(below(-0.1))).toEqual([[false, true]]);
});

test('a control that is not quadratic is told', () => {
  expect(outcome(below(0.1, 1.9))).toEqual([[true, false]]);
});

test('a run without its slice leaves the test without a value', () => {
  const [first, ...rest] = below(0.1);
  const [{ value }] = judge${pascal(id)}([{ ...first, output: { growth: [] as never[] } as never }, ...rest]);
  expect(value).toBeNull();
});

test('the parameters of both profiles match their schema', () => {
  for (const profile of ['full', 'quick'] as const)
    expect(Object.keys(${camel(id)}Variants(profile))).toContain('linear');
  expect(${camel(id)}Output).toBeDefined();
});
`;

/** The files of the study's folder. */
export const studyFiles = (study: NewStudy): Readonly<Record<string, string>> => ({
  'schema.ts': schema(study.id),
  'settings.ts': settings(study.id),
  'statistics.ts': statistics(study.id),
  'judge.ts': judge(study),
  'experiment.ts': experiment(study),
  'findings.ts': findings(study.id),
  [`figures/${study.id}.ts`]: figure(study),
  [`${study.id}.test.ts`]: test(study.id),
});

/**
 * The registry with the study in it, behind all others.
 * @throws Error where the registry has no list to put it in
 */
export function registered(registry: string, { id }: NewStudy): string {
  const name = camel(id);
  const line = `import { experiments as ${name} } from '../studies/${id}/experiment.ts';\n`;
  const lastImport = registry.lastIndexOf('\nimport ') + 1;
  const list = /const studies = \{[^}]*(?=\n\};)/;
  if (lastImport === 0 || !list.test(registry))
    throw new Error('src/registry/experiments.ts has no list of studies');
  const entry = name === id ? name : `'${id}': ${name}`;
  return `${registry.slice(0, lastImport)}${line}${registry.slice(lastImport)}`.replace(
    list,
    (all) => `${all}\n  ${entry},`,
  );
}
