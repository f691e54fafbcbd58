import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** When a process started, in the kernel's ticks; tells two processes of one number apart where the system says. */
function startOf(pid: number): string {
  try {
    // The name in brackets may hold spaces; the start time is the twentieth field after it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19];
  } catch {
    return '-';
  }
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** Where process numbers mean the same: this machine, or this container; eight hexadecimal digits. */
export const processSpace = createHash('sha256')
  .update(`${hostname()} ${namespace()}`)
  .digest('hex')
  .slice(0, 8);

/** This process, as {@link lifeOf} understands it. */
export const processIdentity = (): string => `${process.pid} ${startOf(process.pid)} ${processSpace}`;

function isThere(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process of that identity still runs; of one on another machine that shares the folder nobody knows. */
export function lifeOf(identity: string): 'running' | 'dead' | 'elsewhere' {
  const [number, start = '-', space = processSpace] = identity.split(' ');
  if (space !== processSpace) return 'elsewhere';
  const pid = Number(number);
  return isThere(pid) && (start === '-' || startOf(pid) === start) ? 'running' : 'dead';
}
