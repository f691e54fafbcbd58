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
  /** A server that still loads its data says so by itself. */
  enableReadyCheck: false,
});

/** What lies behind errors of a connection that do not say it, by a part of what they say. */
const readings: Readonly<Record<string, string>> = {
  'RESP type': 'what answers there is no Redis',
  'wrong version number': 'it does not use TLS; write redis://',
  'Connection is closed':
    'it closed the connection, as one that has too many clients does, or one that wants rediss://',
  EPIPE: 'it closed the connection, as one that has too many clients does, or one that wants rediss://',
  ECONNRESET: 'it closed the connection, as one that has too many clients does, or one that wants rediss://',
};

function reasonOf(error: Error & { readonly code?: unknown }): string {
  const trouble = troubleOf(error);
  if (trouble.type === 'refusal' && trouble.remedy) return `${trouble.message}; ${trouble.remedy}`;
  const said = Object.keys(readings).find((part) => error.message.includes(part));
  if (said !== undefined) return `${readings[said]} (${error.message})`;
  // Where a name has several addresses, the error of all has no message.
  return error.message || (typeof error.code === 'string' ? error.code : 'no answer');
}

/**
 * A connection that has answered once, if only that it cannot do much now.
 * @throws Complaint that names the address where nothing answers, or what the server refuses
 */
export async function connect(url: string, isOver?: () => boolean): Promise<Redis> {
  const redis = new Redis({ ...connectionOptions(url, isOver), lazyConnect: true });
  let last: Error | undefined;
  const hear = (error: Error) => (last = error);
  redis.on('error', hear);
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('no answer')), patience);
  const isPassing = (error: Error) => redis.status === 'ready' && troubleOf(error).type === 'passing';
  try {
    const answered = redis.connect().then(() => redis.ping());
    await Promise.race([answered, late.promise]).catch((error: Error) => {
      if (!isPassing(error)) throw error;
    });
    // Where it has no such database, ioredis would go on with the first one.
    if (last) throw last;
    redis.off('error', hear);
    return redis;
  } catch (error) {
    redis.disconnect();
    const reason = withoutPassword(reasonOf(last ?? (error as Error)), url);
    throw new Complaint(`no Redis at ${shownUrl(url)}: ${reason}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
