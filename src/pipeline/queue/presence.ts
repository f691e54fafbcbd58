import type { Redis } from 'ioredis';
import { prefix } from './connection.ts';

/** A worker says so often that it is there; milliseconds. */
export const presenceEvery = 1000;
/** One that has not said so for so long is gone; seconds. */
const silence = 5;

/** The workers that have joined a run, told apart by a name of their own; times are those of Redis. */
export class Presence {
  readonly #redis: Redis;
  readonly #key: string;

  constructor(redis: Redis, digest: string) {
    this.#redis = redis;
    this.#key = `${prefix}:workers-${digest.slice(0, 16)}`;
  }

  async #now(): Promise<number> {
    const [seconds] = await this.#redis.time();
    return Number(seconds);
  }

  async show(name: string): Promise<void> {
    const now = await this.#now();
    const results = await this.#redis
      .multi()
      .zadd(this.#key, now, name)
      .expire(this.#key, 10 * silence)
      .exec();
    for (const [error] of results ?? []) if (error) throw error;
  }

  async leave(name: string): Promise<void> {
    await this.#redis.zrem(this.#key, name);
  }

  async count(): Promise<number> {
    return this.#redis.zcount(this.#key, (await this.#now()) - silence, '+inf');
  }
}
