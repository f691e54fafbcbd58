import type { Redis } from 'ioredis';
import { createHash } from 'node:crypto';
import { setTimeout as nap } from 'node:timers/promises';
import { canonicalJson } from '../canonical.ts';
import { Complaint } from '../complaint.ts';
import { announcementKey, type Announcement } from './announcement.ts';
import type { Link } from './link.ts';

/** A run whose coordinator is silent for so long is forgotten; milliseconds. */
const lifetime = 10_000;
/** A coordinator says so often that it lives; milliseconds. */
const beat = 250;
/** Who wants the queue listens so long for a beat before it says that it waits; milliseconds. */
const listenFor = 1000;

const keys = [announcementKey, `${announcementKey}:beats`] as const;

/** Announces a run where none is, or the same one, and says 0; else how often the other one's coordinator has beaten. */
const take = `
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then return tonumber(redis.call('GET', KEYS[2]) or -1) end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('SET', KEYS[2], 1, 'PX', ARGV[2])
return 0`;

/** Prolongs what is announced, known by its sha1: 1 where it is ours, 0 where nothing is, −1 where it is another run. */
const prolong = `
local held = redis.call('GET', KEYS[1])
if not held then return 0 end
if redis.sha1hex(held) ~= ARGV[1] then return -1 end
redis.call('INCR', KEYS[2])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`;

const withdraw = `
local held = redis.call('GET', KEYS[1])
if held and redis.sha1hex(held) == ARGV[1] then redis.call('DEL', KEYS[1], KEYS[2]) end
return 0`;

const inTheWay =
  'another run, of other tasks or another commit, uses this queue; wait for its end, or name another database in the address (redis://host/1)';

/** Says what is being run, for as long as the coordinator lives. */
export class Announcer {
  readonly #redis: Redis;
  readonly #link: Link;
  readonly #text: string;
  readonly #sha1: string;
  #stopped = false;

  constructor(redis: Redis, link: Link, announcement: Announcement) {
    this.#redis = redis;
    this.#link = link;
    this.#text = canonicalJson(announcement);
    this.#sha1 = createHash('sha1').update(this.#text).digest('hex');
  }

  #run = (script: string, ...words: (string | number)[]): Promise<number> =>
    this.#redis.eval(script, keys.length, ...keys, ...words) as Promise<number>;

  #take = () => this.#link.patiently(() => this.#run(take, this.#text, lifetime));

  /**
   * Takes the queue. One whose coordinator has died without a word is free once that has been silent for a while.
   * @throws Complaint where another run, of other tasks, is under way
   */
  async start(say: (line: string) => void): Promise<void> {
    const began = Date.now();
    let told = false;
    const first = await this.#take();
    for (let beats = first; beats !== 0; beats = await this.#take()) {
      const waited = Date.now() - began;
      if (beats !== first || waited > 4 * lifetime) throw new Complaint(inTheWay);
      if (waited > listenFor && !told) {
        told = true;
        say(
          `Another run has left this queue without a word; taking it over unless that is heard of within ${lifetime / 1000} s.`,
        );
      }
      await nap(beat / 2);
    }
    void this.#keep().catch(() => undefined);
  }

  async #keep(): Promise<void> {
    while (!this.#stopped) {
      await nap(beat, undefined, { ref: false });
      const held = await this.#link.patiently(() => this.#run(prolong, this.#sha1, lifetime));
      // A Redis that came back without its memory knows of no run.
      if (held < 0 || (held === 0 && !this.#stopped && (await this.#take()) !== 0))
        return this.#link.giveUp(inTheWay);
    }
  }

  /** Lets the next run have the queue. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#run(withdraw, this.#sha1);
  }
}
