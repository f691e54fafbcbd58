import { Redis } from 'ioredis';
import { Complaint } from '../complaint.ts';
import { redisAddress, shownUrl, withoutPassword } from './address.ts';
import { troubleOf } from './trouble.ts';

/** Names of everything kept in Redis start with this. */
export const prefix = 'multiscale';

/** The queue of one run, by the digest of its tasks: no worker of another run finds it. */
export const queueName = (digest: string): string => `tasks-${digest.slice(0, 16)}`;

/** A connection that has not answered by then, at its start, never will; milliseconds. */
const patience = 5000;

/** Goes on for ever until it is over: Redis may restart, and what waits for it goes on afterwards. */
export const connectionOptions = (url: string, isOver: () => boolean = () => false) => ({
  ...redisAddress(url),
  maxRetriesPerRequest: null,
  retryStrategy: (attempt: number) => (isOver() ? null : Math.min(100 * attempt, 1000)),
  /** A server that has stopped does not say goodbye; milliseconds. */
  disconnectTimeout: 500,
});

/**
 * A connection that has answered once.
 * @throws Complaint that names the address where nothing answers, or what the server refuses
 */
export async function connect(url: string, isOver?: () => boolean): Promise<Redis> {
  const redis = new Redis({ ...connectionOptions(url, isOver), lazyConnect: true });
  let last: (Error & { readonly code?: string }) | undefined;
  const hear = (error: Error) => (last = error);
  redis.on('error', hear);
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('no answer')), patience);
  try {
    await Promise.race([redis.connect().then(() => redis.ping()), late.promise]);
    // Where it has no such database, ioredis would go on with the first one.
    if (last) throw last;
    redis.off('error', hear);
    return redis;
  } catch (error) {
    redis.disconnect();
    const cause = last ?? (error as Error & { readonly code?: string });
    const trouble = troubleOf(cause);
    const said = trouble.type === 'refusal' && trouble.remedy ? `; ${trouble.remedy}` : '';
    // Where a name has several addresses, the error of all has no message.
    const reason = withoutPassword(cause.message || (cause.code ?? 'no answer'), url);
    throw new Complaint(`no Redis at ${shownUrl(url)}: ${reason}${said}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
