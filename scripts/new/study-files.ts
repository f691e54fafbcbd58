import type { claims } from '../../src/claims/claim.ts';

/** What the files of a new study are called and say. */
export interface NewStudy {
  /** Folder, experiment and figure: lower-case words with hyphens. */
  readonly id: string;
  readonly claim: (typeof claims)[number];
}

const camel = (id: string) => id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (id: string) => camel(`-${id}`);
const title = (id: string) => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');

export const figureId = ({ id, claim }: NewStudy) => `fig-${claim.slug}-${id}`;

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

const findings = (id: string) => `import type { Results, Run } from '../../claims/results.ts';
import type { Markup } from '../../figures/markup.ts';
import { counted, spanned } from '../../figures/numbers.ts';
import { ${camel(id)}Output, type ${pascal(id)}Output } from './schema.ts';
import { exponentOf } from './statistics.ts';

/** The runs of this build, the network's and the control's, those that came to their slices. */
export const ${camel(id)}Runs = (results: Results): readonly Run<${pascal(id)}Output>[] =>
  results.runs('${id}', ${camel(id)}Output).filter((run) => exponentOf(run) !== null);

/** The exponents at distance 3, in a sentence. */
export function exponentFinding(runs: readonly Run<${pascal(id)}Output>[]): Markup {
  const exponents = (control: boolean) =>
    runs.filter(({ variant }) => (variant === 'linear') === control).map((run) => exponentOf(run)!);
  const [measured, control] = [exponents(false), exponents(true)];
  if (measured.length === 0 || control.length === 0) return 'No run of this build measured this.';
  return \`At distance 3 the local exponent is \${spanned(measured)} in \${counted(measured.length, 'run')}, and \${spanned(control)} in the linear network (control).\`;
}
`;

const figure = (study: NewStudy) => {
  const { id } = study;
  return `import type { Run } from '../../../claims/results.ts';
import type { Curve, FigureData } from '../../../figures/figure-data.ts';
import { counted } from '../../../figures/numbers.ts';
import { stepsAround } from '../../../figures/scale.ts';
import { drawnFrom, type StudyFigure } from '../../../figures/study-figure.ts';
import { exponentFinding, ${camel(id)}Runs } from '../findings.ts';
import type { ${pascal(id)}Output } from '../schema.ts';

/** The local exponent along the sharpest direction of each run. */
export function ${camel(id)}Figure(runs: readonly Run<${pascal(id)}Output>[]): FigureData {
  const series = runs.map(({ id, variant, growth: [{ t, p }] }): Curve => {
    const role = variant === 'linear' ? 'control' : 'measured';
    return { kind: 'curve', name: id, role, x: t, y: p };
  });
  const named = (role: Curve['role']) => series.filter((curve) => curve.role === role).map(({ name }) => name);
  const [{ x }] = series;
  return {
    id: '${figureId(study)}',
    title: exponentFinding(runs),
    caption: 'Blue: the tanh network, one line a seed. Grey: the linear network.',
    description: \`Local exponent against distance, \${counted(runs.length, 'run')}. \${exponentFinding(runs)}\`,
    x: { words: 'distance', symbol: '<i>t</i>', unit: 'Euclidean norm', scale: 'log', domain: [x[0], x.at(-1)!] },
    panels: [
      {
        name: 'local exponent',
        y: {
          words: 'local exponent',
          symbol: '<i>p</i>(<i>t</i>)',
          unit: 'dimensionless',
          scale: 'linear',
          domain: stepsAround([0, 2.1, ...series.flatMap(({ y }) => y.filter((p) => p !== null))], 0.5),
        },
        height: 200,
        series,
        labels: [
          { text: 'tanh network', role: 'measured', beside: named('measured') },
          { text: 'linear network (control)', role: 'control', beside: named('control') },
        ],
      },
    ],
  };
}

export const figure: StudyFigure = (results) => drawnFrom(${camel(id)}Runs(results), ${camel(id)}Figure);
`;
};

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

/** The section of the claim's page. */
export const sectionOf = (
  study: NewStudy,
) => `import * as ${camel(study.id)} from '../../src/studies/${study.id}/findings.ts';

## ${title(study.id)}

What is asked, and what would answer it.

<p><Prose text={${camel(study.id)}.exponentFinding(${camel(study.id)}.${camel(study.id)}Runs(results))} /></p>

<Figure id="${figureId(study)}" />

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
