import type { Redis } from 'ioredis';
import { announcementKey } from './announcement.ts';
import { prefix } from './connection.ts';

/** Whether something in Redis is of this run: announced, queued, or an entry of one of its tasks. */
function isOurs(name: string, digest: string, keys: ReadonlySet<string> | undefined): boolean {
  const [, kind, key = ''] = name.split(':');
  if (kind === 'entry') return keys === undefined || keys.has(key);
  // A draft becomes an entry within a moment.
  return kind === 'draft' || name.startsWith(announcementKey) || kind.endsWith(digest.slice(0, 16));
}

/** Removes what other runs have left in a queue that is ours alone: jobs that no worker of ours may take, and results. */
export async function dropOthers(
  redis: Redis,
  digest: string,
  keys: ReadonlySet<string> | undefined,
): Promise<void> {
  let cursor = '0';
  do {
    const [next, names] = await redis.scan(cursor, 'MATCH', `${prefix}:*`, 'COUNT', 1000);
    const theirs = names.filter((name) => !isOurs(name, digest, keys));
    if (theirs.length > 0) await redis.del(...theirs);
    cursor = next;
  } while (cursor !== '0');
}
