import type { Backend } from '../../engine/engine.ts';
import { experimentsWith } from '../../experiments/index.ts';
import { planTasks } from '../task.ts';
import { announce, type Announcement } from './announcement.ts';
import type { WorkerPlan } from './queue-worker.ts';

/** The tasks of a run as this machine's sources, packages and backend make them. */
export async function planRunHere(
  backend: Backend,
  { profile, seeds, sweep, experiments }: Pick<Announcement, 'profile' | 'seeds' | 'sweep' | 'experiments'>,
): Promise<WorkerPlan> {
  const tasks = await planTasks(
    experimentsWith(sweep).filter(({ experiment }) => experiments.includes(experiment.id)),
    { profile, backend, ...(seeds !== null && { seeds }) },
  );
  return { tasks, announcement: announce(tasks, { profile, seeds, sweep }) };
}
