const retryAfterMs = 3_600_000;

/**
 * Whether an earlier failure still stands: nobody asks to try again, nothing that can be seen cheaply has changed
 * and less than an hour has passed.
 * @param {import('./context.mjs').Context} context
 * @param {{ checkedAt: string }} failure
 * @param {{ then: string | undefined, now: string }} evidence
 */
export function stillFails({ explicit }, { checkedAt }, { then, now }) {
  return !explicit && then === now && Date.now() - Date.parse(checkedAt) < retryAfterMs;
}
