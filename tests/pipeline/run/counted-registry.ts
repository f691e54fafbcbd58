/* The project's experiments and engine for workers whose every step is to be counted; what `start-counted.ts` runs. */
import { appendFileSync } from 'node:fs';
import { createEngine as createProjectEngine } from '../../../src/engine/create.ts';
import type { AnyExperiment, RunContext } from '../../../src/claims/experiment.ts';
import { observed } from '../../../src/pipeline/work.ts';
import { experiments as projectExperiments } from '../../../src/registry/experiments.ts';

export const createEngine = createProjectEngine;

/** Outside of the cache, so that what is done again counts twice. */
function note(event: string): void {
  const log = process.env['MULTISCALE_TEST_LOG'];
  if (log) appendFileSync(log, `${event}\n`);
}

function watched(experiment: AnyExperiment): AnyExperiment {
  let runs = 0;
  return {
    ...experiment,
    run: async (context: RunContext<unknown>) => {
      const task = `${experiment.id}/${context.seed}/${process.pid}.${++runs}`;
      note(`${task} begun`);
      const result: unknown = await experiment.run({
        ...context,
        engine: observed(context.engine, {
          steps: (count) => note(`${task} ${count}`),
          products: (count) => note(`${task} ${count}`),
        }),
        checkpoint: {
          load: (name) => context.checkpoint.load(name),
          save: (name, value) => {
            context.checkpoint.save(name, value);
            note(`${task} saved`);
          },
        },
      });
      note(`${task} ended`);
      return result as never;
    },
  };
}

export const experiments = projectExperiments.map(({ experiment, file }) => ({
  experiment: watched(experiment),
  file,
}));
