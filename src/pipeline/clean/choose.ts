import type { Inventory, Item } from './inventory.ts';

export interface Limits {
  /** Now, and the age from which something goes; milliseconds. */
  readonly now: number;
  readonly olderThan: number;
  /** What the cache may keep; more goes, the oldest first, whatever its age. */
  readonly maxBytes: number | null;
}

/** What serves nobody, whatever its age. */
const useless: readonly Item['kind'][] = ['lock of a dead process', 'half-written file'];

/** What is to go, the oldest first. What published results need stays even where that is more than the limit. */
export function chooseItems({ items, bytes }: Inventory, { now, olderThan, maxBytes }: Limits): Item[] {
  const byAge = [...items].sort((a, b) => a.written - b.written);
  const old = byAge.filter(({ kind, written }) => useless.includes(kind) || now - written >= olderThan);
  if (maxBytes === null) return old;
  let left = bytes - old.reduce((sum, item) => sum + item.bytes, 0);
  const more = byAge.filter((item) => {
    if (old.includes(item) || left <= maxBytes) return false;
    left -= item.bytes;
    return true;
  });
  return [...old, ...more];
}
