import { camel, figureId, pascal, title, type NewStudy } from './study-names.ts';

export const findings = (id: string) => `import type { Results, Run } from '../../claims/results.ts';
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

export const figure = (study: NewStudy) => {
  const { id } = study;
  return `import type { Run } from '../../../claims/results.ts';
import type { Curve, FigureData } from '../../../figures/figure-data.ts';
import { counted } from '../../../figures/numbers.ts';
import { stepsAround } from '../../../figures/scale.ts';
import { drawnFrom } from '../../../figures/study-figure.ts';
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

export const figure = drawnFrom(${camel(id)}Runs, ${camel(id)}Figure);
`;
};

/** The section of the claim's page. */
export const sectionOf = (
  study: NewStudy,
) => `import * as ${camel(study.id)} from '../../src/studies/${study.id}/findings.ts';

## ${title(study.id)}

What is asked, and what would answer it.

<p><Prose text={${camel(study.id)}.exponentFinding(${camel(study.id)}.${camel(study.id)}Runs(results))} /></p>

<Figure id="${figureId(study)}" />

`;
