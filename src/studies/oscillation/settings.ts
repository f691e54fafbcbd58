import { variantsOf } from '../../claims/variants.ts';
import { mnistDigits } from '../../measure/image-data.ts';
import { binaryTasks, type OneOutputParameters } from '../../measure/oscillation-window.ts';
import type { OscillationParameters } from './schema.ts';

/** Steps from the crossing after which the amplitude has come to its level even at the smallest learning rate. */
const settled = 400;

/** Learning rates of the contest. */
export const contestRates = [0.05, 0.1, 0.2] as const;

const oneOutput: OneOutputParameters = {
  images: mnistDigits,
  task: 'below-5',
  hidden: [64, 64, 64],
  learningRate: 0.1,
  maxSteps: 4000,
  every: 20,
  delay: 200,
  window: 200,
};

/** The network and window from which one is run at every dose. */
export const dosedNetwork = oneOutput;

/** Fewer samples; the windows stay as long as they must be. */
export const quickOneOutput = <P extends OneOutputParameters>(full: P): P => ({
  ...full,
  images: { ...full.images, samples: 150 },
});

export const contestName = (task: OneOutputParameters['task'], rate: number) => `${task}-${rate}`;

const settings = Object.fromEntries(
  binaryTasks.flatMap((task) =>
    contestRates.map((learningRate): [string, OscillationParameters] => [
      contestName(task, learningRate),
      { ...oneOutput, task, learningRate, delay: settled, centresEvery: 10 },
    ]),
  ),
);

export const oscillationVariants = variantsOf(settings, {
  full: { seeds: 5 },
  quick: { seeds: 2, adapt: (full) => ({ ...quickOneOutput(full), centresEvery: 20 }) },
});
