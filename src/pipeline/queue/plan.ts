import type { Backend } from '../../engine/engine.ts';
import type { RegisteredExperiment } from '../../experiments/index.ts';
import { planTasks } from '../task.ts';
import { announce, type Announcement } from './announcement.ts';
import type { WorkerPlan } from './queue-worker.ts';

/** The tasks of a run as this machine's sources, packages and backend make them. */
export async function planRunHere(
  registered: readonly RegisteredExperiment[],
  backend: Backend,
  { profile, seeds, experiments }: Pick<Announcement, 'profile' | 'seeds' | 'experiments'>,
): Promise<WorkerPlan> {
  const tasks = await planTasks(
    registered.filter(({ experiment }) => experiments.includes(experiment.id)),
    { profile, backend, ...(seeds !== null && { seeds }) },
  );
  return { tasks, announcement: announce(tasks, { profile, seeds }) };
}
