import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { prefix } from './connection.ts';

/**
 * Does once, on a key of its own, what runs and workers ask of Redis: a right that is missing shows at the start.
 * @throws Error of Redis
 */
export async function useRights(redis: Redis): Promise<void> {
  const key = `${prefix}:draft:${randomUUID()}`;
  const results = await redis
    .multi()
    .hset(key, 'field', 'value')
    .hgetall(key)
    .expire(key, 10)
    .renamenx(key, `${key}-renamed`)
    .exists(key)
    .zadd(key, 0, 'member')
    .zcount(key, 0, 1)
    .zrem(key, 'member')
    .del(key, `${key}-renamed`)
    .exec();
  for (const [error] of results ?? []) if (error) throw error;
  await redis.eval(
    `redis.call('SET', KEYS[1], 1, 'PX', 1000) redis.call('GET', KEYS[1]) return redis.call('DEL', KEYS[1])`,
    1,
    key,
  );
  await Promise.all([redis.info('server'), redis.time(), redis.scan('0', 'MATCH', key), redis.get(key)]);
}
