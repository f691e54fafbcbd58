/** Where a Redis is and who asks it; a part of what ioredis takes. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly family?: 4 | 6;
  /** There where the way is encrypted. */
  readonly tls?: Readonly<Record<string, never>>;
}

const form =
  'the address of a queue looks like redis://host:6379 or rediss://user:password@host:6380/0, with / ? # @ : % in a password as %2F %3F %23 %40 %3A %25';
const words = ['username', 'password', 'db', 'family'] as const;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error(form);
  }
}

/** What the path and the query say under one name; undefined where neither does. */
function once(name: (typeof words)[number], url: URL, before: string): string | undefined {
  const said = [...(before === '' ? [] : [before]), ...url.searchParams.getAll(name)];
  if (said.length > 1) throw new Error(`the address of a queue names its ${name} twice`);
  return said[0];
}

function numberOf(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new Error('the database in the address of a queue is a number, as in redis://host:6379/1');
  return Number(text);
}

function familyOf(text: string): 4 | 6 {
  if (text !== '4' && text !== '6') throw new Error('the family in the address of a queue is 4 or 6');
  return text === '4' ? 4 : 6;
}

/**
 * Reads the address of a Redis: `redis://` or `rediss://` (TLS), with user, password and database where they are wanted.
 * @throws Error that repeats nothing of it
 */
export function redisAddress(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['redis:', 'rediss:'].includes(url.protocol) || !url.hostname || url.hash)
    throw new Error(form);
  if ([...url.searchParams.keys()].some((name) => !(words as readonly string[]).includes(name)))
    throw new Error(`after ? the address of a queue may name ${words.join(', ')}, and nothing else`);
  const username = once('username', url, decoded(url.username));
  const password = once('password', url, decoded(url.password));
  const db = once('db', url, url.pathname.replace(/^\//, ''));
  const family = once('family', url, '');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 6379),
    db: db === undefined ? 0 : numberOf(db),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(family !== undefined && { family: familyOf(family) }),
    ...(url.protocol === 'rediss:' && { tls: {} }),
  };
}

/** Checks the address of a queue. @throws Error that repeats nothing of it */
export function queueUrl(text: string): string {
  redisAddress(text);
  return text;
}

/** The address for messages: without its password, in whichever part that is. */
export function shownUrl(text: string): string {
  const { host, port, db, username = '', password, tls } = redisAddress(text);
  const user = `${encodeURIComponent(username)}${password === undefined ? '' : ':***'}`;
  return `${tls ? 'rediss' : 'redis'}://${user && `${user}@`}${host.includes(':') ? `[${host}]` : host}:${port}${db > 0 ? `/${db}` : ''}`;
}

/** What a server or a library says, without the password of the address where it repeats it. */
export function withoutPassword(said: string, text: string): string {
  const { password } = redisAddress(text);
  if (!password) return said;
  const secrets = [password, encodeURIComponent(password)].map((secret) =>
    secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return said.replace(new RegExp(`(?<!\\w)(${secrets.join('|')})(?!\\w)`, 'g'), '***');
}
