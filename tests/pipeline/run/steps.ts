import { linesOf } from './fixture.ts';

/** What a log of `counted-registry.ts` says of the runs that wrote it. */
export interface Steps {
  /** Gradient steps and Hessian-vector products, each as often as it was made; but not those of a call that was cut off. */
  readonly all: number;
  /** The most that one task made between two checkpoints. */
  readonly mostAtRisk: number;
}

export function stepsIn(log: string): Steps {
  const since = new Map<string, number>();
  let [all, mostAtRisk] = [0, 0];
  for (const line of linesOf(log)) {
    const [task, event] = line.split(' ');
    if (event === 'begun' || event === 'saved' || event === 'ended') {
      since.set(task, 0);
      continue;
    }
    all += Number(event);
    since.set(task, (since.get(task) ?? 0) + Number(event));
    mostAtRisk = Math.max(mostAtRisk, since.get(task)!);
  }
  return { all, mostAtRisk };
}
