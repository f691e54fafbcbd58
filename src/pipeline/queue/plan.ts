import type { Backend } from '../../engine/engine.ts';
import { planTasks } from '../task.ts';
import { announce, type Announcement } from './announcement.ts';
import type { WorkerPlan } from './queue-worker.ts';
import type { ServeOptions } from './serve.ts';

/** The tasks of a run as this machine's sources, packages and backend make them. */
export async function planRunHere(
  backend: Backend,
  experimentsOf: ServeOptions['experimentsOf'],
  run: Omit<Announcement, 'ingredients' | 'digest'>,
): Promise<WorkerPlan> {
  const { experiments, ...asked } = run;
  const { profile, seeds, firstSeed } = asked;
  const tasks = await planTasks(
    (await experimentsOf(asked)).filter(({ experiment }) => experiments.includes(experiment.id)),
    { profile, backend, ...(seeds !== null && { seeds }), ...(firstSeed !== null && { firstSeed }) },
  );
  return { tasks, announcement: announce(tasks, asked) };
}
