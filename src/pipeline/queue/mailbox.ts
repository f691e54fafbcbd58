import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Entry } from '../store.ts';
import { prefix } from './connection.ts';
import { packEntry, type Parcel } from './parcel.ts';

/** Results and inputs that nobody fetches are forgotten after a day; seconds. */
const keptFor = 86_400;

/** Entries of the store on their way through Redis, by key. */
export class Mailbox {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  #name(key: string): string {
    return `${prefix}:entry:${key}`;
  }

  /** Publishes an entry as a whole; of several writers of one key the first one stays. */
  async put(key: string, entry: Entry): Promise<void> {
    const draft = `${prefix}:draft:${randomUUID()}`;
    const results = await this.#redis
      .multi()
      .hset(draft, packEntry(entry))
      .expire(draft, keptFor)
      .renamenx(draft, this.#name(key))
      .del(draft)
      .exec();
    for (const [error] of results ?? []) if (error) throw error;
  }

  has(key: string): Promise<boolean> {
    return this.#redis.exists(this.#name(key)).then((count) => count > 0);
  }

  async get(key: string): Promise<Parcel | null> {
    const parcel = await this.#redis.hgetallBuffer(this.#name(key));
    return Object.keys(parcel).length === 0 ? null : parcel;
  }

  async drop(key: string): Promise<void> {
    await this.#redis.del(this.#name(key));
  }
}
