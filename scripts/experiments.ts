import { planRun, runExperiments, type RunOptions } from '../src/pipeline/run.ts';
import { experimentHelp, experimentOptions, runOptions } from './experiment-options.ts';
import { main, parse } from './options.ts';
import { report } from './report.ts';

const help = `npm run experiments -- [id …] [options]

An id is that of an experiment or of an artifact, one run of it with a variant and a seed. Runs experiments, reuses what the cache holds, judges the claims and leaves the results for the site.

  --list                 the experiments with their variants and seeds, and stop
  --explain              for each task why it would run or be reused, and stop
${experimentHelp}
`;

function list({ registered, names, profile }: RunOptions): void {
  for (const { experiment } of registered) {
    if (names.length > 0 && !names.includes(experiment.id)) continue;
    console.log(
      `${experiment.id}: ${experiment.title} (${Object.keys(experiment.judges).join(', ') || 'judges nothing'})`,
    );
    for (const [variant, { seeds }] of Object.entries(experiment.variants(profile)))
      console.log(`  ${variant}, seeds ${seeds.join(' ')}`);
  }
}

async function explain(options: RunOptions): Promise<void> {
  for (const { task, cause, reason } of await planRun(options))
    console.log(
      `${task.id}: ${cause === 'present' ? 'reused' : 'would run'}, ${reason} (${task.key.slice(0, 12)}…)`,
    );
}

await main(async () => {
  const { values, positionals } = parse({
    options: { ...experimentOptions, list: { type: 'boolean' }, explain: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help) return (console.log(help), 0);
  const options = await runOptions(values, positionals);
  if (values.list) return (list(options), 0);
  if (values.explain) return (await explain(options), 0);
  return report(await runExperiments(options));
});
