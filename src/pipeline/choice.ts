import type { RegisteredExperiment } from '../registry/experiments.ts';
import { taskId, variantSeeds, type Task, type TaskPlan } from './task.ts';

/** Names that a run can be restricted to: those of experiments and those of artifacts. */
export function choices(
  registered: readonly RegisteredExperiment[],
  plan: Omit<TaskPlan, 'backend'>,
): string[] {
  return registered.flatMap(({ experiment }) => [
    experiment.id,
    ...Object.entries(experiment.variants(plan.profile)).flatMap(([variant, { seeds }]) =>
      variantSeeds(seeds, plan).map((seed) => taskId({ experiment: experiment.id, variant, seed })),
    ),
  ]);
}

/** Whether a run restricted to these names is meant to run this task, not just to start from it. */
export const isNamed = ({ id, experiment }: Task, names: readonly string[]): boolean =>
  names.length === 0 || names.includes(id) || names.includes(experiment);

/** The tasks of these names, with all that they need; every task where no name is given. */
export function chosen(tasks: readonly Task[], names: readonly string[]): Task[] {
  const byKey = new Map(tasks.map((task) => [task.key, task]));
  const keys = new Set<string>();
  const add = (task: Task) => {
    if (keys.has(task.key)) return;
    keys.add(task.key);
    for (const input of task.inputs) add(byKey.get(input)!);
  };
  for (const task of tasks) if (isNamed(task, names)) add(task);
  return tasks.filter(({ key }) => keys.has(key));
}
