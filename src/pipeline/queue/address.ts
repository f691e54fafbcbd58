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
