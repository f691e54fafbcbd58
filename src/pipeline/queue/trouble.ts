/** Answers of a Redis that pass by themselves or can be mended while a run waits, and what it waits for: that the Redis … */
const passing: Readonly<Record<string, string>> = {
  LOADING: 'has read its data',
  MISCONF: 'can save to its disk (or is told to go on without: CONFIG SET stop-writes-on-bgsave-error no)',
  OOM: 'has memory (free some, or raise its maxmemory)',
  BUSY: 'is done with a script',
  TRYAGAIN: 'is one again with its cluster',
  CLUSTERDOWN: 'is one again with its cluster',
  MASTERDOWN: 'is one again with its master',
  NOREPLICAS: 'has its replicas',
  'max number of clients reached': 'takes another connection (or has a higher maxclients)',
};

/** What helps against some of those that do not pass. */
const remedies: Readonly<Record<string, string>> = {
  NOPERM: 'give its user all rights to keys that begin with multiscale:',
  'The user executing the script': 'give its user all rights to keys that begin with multiscale:',
  NOAUTH: 'name user and password in the address, as in redis://user:password@host:6379',
  WRONGPASS: 'name another user or password in the address',
  'DB index': 'name a database in the address that it has',
  READONLY: 'name the master in the address',
  DENIED: 'give it a password, and name that in the address',
};

/** Redis's own word may stand in front or, where a script ran into it, behind a dash further on. */
const found = (table: Readonly<Record<string, string>>, message: string): string | undefined =>
  Object.keys(table).find((word) => new RegExp(`(^|-|^ERR )${word}`).test(message));

export type Trouble =
  /** Redis has answered that it cannot now; `kind` is the same for all such answers. */
  | { readonly type: 'passing'; readonly kind: string; readonly message: string; readonly until: string }
  /** Redis has answered that it never will. */
  | { readonly type: 'refusal'; readonly message: string; readonly remedy: string | null }
  /** The connection broke, or a job has been taken away: asked again, it may do. */
  | { readonly type: 'mishap' }
  /** Nothing of the queue's. */
  | { readonly type: 'other' };

interface RedisError extends Error {
  readonly code?: unknown;
  readonly previousErrors?: readonly Error[];
}

/** What an error of ioredis or BullMQ means for who waits for the answer. */
export function troubleOf(error: RedisError): Trouble {
  if (error.name === 'ReplyError') {
    // A transaction is given up because of one of its commands.
    const message = (error.previousErrors?.[0] ?? error).message.replace(
      / script: [0-9a-f]{40}, on @\S+$/,
      '',
    );
    const kind = found(passing, message);
    if (kind !== undefined) return { type: 'passing', kind, message, until: passing[kind] };
    const known = found(remedies, message);
    return { type: 'refusal', message, remedy: known === undefined ? null : remedies[known] };
  }
  const broken = error.name === 'AbortError' || error.message === 'Connection is closed.';
  // BullMQ numbers what its scripts find, downwards from −1.
  return { type: broken || (typeof error.code === 'number' && error.code < 0) ? 'mishap' : 'other' };
}
