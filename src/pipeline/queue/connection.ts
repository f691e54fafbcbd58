import { Redis } from 'ioredis';

/** Names of everything kept in Redis start with this. */
export const prefix = 'multiscale';
export const queueName = 'tasks';

/**
 * Checks the address of a queue: `redis://` or `rediss://` (TLS), with user and password where the server wants them.
 * @throws Error that repeats no password
 */
export function queueUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['redis:', 'rediss:'].includes(url.protocol) || !url.hostname)
    throw new Error(
      'the address of a queue looks like redis://host:6379 or rediss://user:password@host:6380/0',
    );
  return text;
}

/** The address without its password, for messages. */
export function shownUrl(text: string): string {
  const url = new URL(text);
  if (url.password) url.password = '***';
  return url.href;
}

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
