import type { Experiment, RunContext } from '../../src/claims/experiment.ts';
import type { Run } from '../../src/claims/results.ts';

/**
 * Runs of an experiment in the quick profile as they would be published, with its own numbers: of every variant, with the
 * seeds that are named, else with its own.
 */
export async function exampleRuns<P, O>(
  experiment: Experiment<P, O>,
  seeds?: readonly number[],
  adapt: (parameters: P) => P = (parameters) => parameters,
): Promise<Run<O>[]> {
  const runs = Object.entries(experiment.variants('quick')).flatMap(([variant, own]) =>
    (seeds ?? own.seeds).map(async (seed) => {
      const parameters = adapt(own.parameters);
      const context = { parameters, seed, progress: () => undefined } as unknown as RunContext<P>;
      const { status, output } = await experiment.run(context);
      const id = `${experiment.id}-${variant}-seed${seed}`;
      const envelope = {
        schema: 1,
        id,
        experiment: experiment.id,
        variant,
        seed,
        profile: 'quick',
        status,
      } as const;
      return { ...envelope, parameters: parameters as Record<string, unknown>, ...output };
    }),
  );
  return Promise.all(runs);
}
