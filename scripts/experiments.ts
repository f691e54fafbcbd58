import { planRun } from '../src/pipeline/plan-run.ts';
import type { RunOptions } from '../src/pipeline/run-options.ts';
import { runExperiments } from '../src/pipeline/run.ts';
import { taskId, variantSeeds } from '../src/pipeline/task.ts';
import { experimentHelp, experimentOptions, runOptions } from './experiment-options.ts';
import { main, parse } from '../src/pipeline/command-line.ts';
import { report } from './report.ts';

const help = `npm run experiments -- [id …] [options]

An id is that of an experiment or of an artifact, one run of it with a variant and a seed. Runs experiments, reuses what the cache holds, judges the claims and leaves the results for the site.

  --list                 the experiments with their variants, seeds and what these start from, and stop
  --explain              for each task why it would run or be reused, and stop
${experimentHelp}
`;

/** The graph of tasks: of each experiment its variants and seeds, and what they start from. */
function list({ registered, names, profile, ...asked }: RunOptions): void {
  for (const { experiment } of registered) {
    if (names.length > 0 && !names.includes(experiment.id)) continue;
    console.log(
      `${experiment.id}: ${experiment.title} (${Object.keys(experiment.judges).join(', ') || 'judges nothing'})`,
    );
    for (const [variant, { seeds: own }] of Object.entries(experiment.variants(profile))) {
      const seeds = variantSeeds(own, asked);
      const needs = seeds.flatMap((seed) => (experiment.needs?.(variant, seed) ?? []).map(taskId));
      const start = needs.length > 0 ? `, starting from ${[...new Set(needs)].join(', ')}` : '';
      console.log(`  ${variant}, seeds ${seeds.join(' ')}${start}`);
    }
  }
}

async function explain(options: RunOptions): Promise<void> {
  for (const { task, cause, reason } of await planRun(options))
    console.log(
      `${task.id}: ${cause === 'present' ? 'reused' : 'would run'}, ${reason} (${task.key.slice(0, 12)}…)`,
    );
}

await main(async () => {
  const { values, positionals } = parse(
    help,
    { ...experimentOptions, list: { type: 'boolean' }, explain: { type: 'boolean' } },
    { words: true },
  );
  const options = await runOptions(values, positionals);
  if (values.list) return (list(options), 0);
  if (values.explain) return (await explain(options), 0);
  return report(await runExperiments(options));
});
