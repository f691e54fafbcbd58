import { Redis } from 'ioredis';
import { shownUrl } from './address.ts';

/** Names of everything kept in Redis start with this. */
export const prefix = 'multiscale';
export const queueName = 'tasks';

/** Never gives up: Redis may restart, and what waits for it goes on afterwards. */
export const connectionOptions = (url: string) => ({
  url,
  maxRetriesPerRequest: null,
  retryStrategy: (attempt: number) => Math.min(100 * attempt, 2000),
});

/**
 * A connection that has answered once.
 * @throws Error that names the address where nothing answers or the password is wrong
 */
export async function connect(url: string): Promise<Redis> {
  const { url: address, ...options } = connectionOptions(url);
  const redis = new Redis(address, { ...options, lazyConnect: true });
  let last = '';
  redis.on('error', (error: Error) => (last = error.message));
  try {
    await Promise.race([
      redis.connect().then(() => redis.ping()),
      new Promise((_, reject) => setTimeout(() => reject(new Error(last || 'no answer')), 5000).unref()),
    ]);
    return redis;
  } catch (error) {
    redis.disconnect();
    throw new Error(`no Redis at ${shownUrl(url)}: ${last || (error as Error).message}`, { cause: error });
  }
}
