import { Queue, QueueEvents } from 'bullmq';
import { connectionOptions, prefix, queueName } from './connection.ts';
import { progressSchema, type JobData } from './job.ts';
import type { Link } from './link.ts';

/** Who waits for a task: told when there may be news of it, and of its progress. */
export interface Waiting {
  readonly look: () => void;
  readonly hear: (share: number, doing: string) => void;
  readonly timer: NodeJS.Timeout;
}

/** The queue of a run with the news of its tasks, which go to those who wait for them, by key. */
export function openQueue(
  url: string,
  digest: string,
  { link, waiting }: { readonly link: Link; readonly waiting: ReadonlyMap<string, Waiting> },
) {
  const name = queueName(digest);
  const common = { connection: connectionOptions(url, () => link.isOver), prefix };
  const [queue, events] = [new Queue<JobData>(name, common), new QueueEvents(name, common)];
  queue.on('error', (error) => link.hear(error));
  events.on('error', (error) => link.hear(error));
  const look = ({ jobId }: { jobId: string }) => waiting.get(jobId)?.look();
  events.on('completed', look);
  events.on('failed', look);
  events.on('progress', ({ jobId, data }) => {
    const progress = progressSchema.safeParse(data);
    if (progress.success) waiting.get(jobId)?.hear(progress.data.share, progress.data.doing);
  });
  return { queue, events };
}
