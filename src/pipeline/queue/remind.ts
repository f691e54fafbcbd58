import type { Redis } from 'ioredis';
import { setTimeout as nap } from 'node:timers/promises';
import { shownUrl } from './address.ts';
import type { Announcement } from './announcement.ts';
import type { Link } from './link.ts';
import { Presence } from './presence.ts';

/** Workers are counted this often; milliseconds. */
const countEvery = 1000;
/** They may take so long to join; milliseconds. */
const usual = 10_000;
/** As long as there is none, that is said this often; milliseconds. */
const remindEvery = 30_000;

export interface RemindOptions {
  readonly url: string;
  readonly announcement: Announcement;
  readonly say: (line: string) => void;
  readonly link: Link;
  /** How long to wait for a first worker before that is said; milliseconds. */
  readonly patience?: number;
  /** Whether there are tasks for workers. */
  readonly isWaiting: () => boolean;
}

/** Says now and then, as long as tasks wait, that no worker has joined the run, and what helps. */
export async function remindOfWorkers(redis: Redis, options: RemindOptions): Promise<void> {
  const { url, announcement, say, link, isWaiting, patience = usual } = options;
  const presence = new Presence(redis, announcement.digest);
  let said: number | null = null;
  let lastSeen = Date.now();
  for (;;) {
    await nap(countEvery, undefined, { ref: false });
    const workers = await link.patiently(() => presence.count());
    if (workers > 0 || !isWaiting()) lastSeen = Date.now();
    if (workers > 0 && said !== null) {
      say('A worker has joined the run.');
      said = null;
    }
    if (Date.now() - lastSeen < patience || Date.now() - (said ?? -Infinity) < remindEvery) continue;
    said = Date.now();
    say(
      `No worker has joined the run at ${shownUrl(url)}; tasks wait for one: npm run worker -- --queue with the same address, from a checkout of the same commit.`,
    );
  }
}
