import { readFileSync } from 'node:fs';

/** When a process started, in the kernel's ticks; tells two processes of one number apart where the system says. */
function startOf(pid: number): string {
  try {
    // The name in brackets may hold spaces; the start time is the twentieth field after it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19];
  } catch {
    return '';
  }
}

/** This process, as {@link isRunning} understands it. */
export const processIdentity = (): string => `${process.pid} ${startOf(process.pid)}`.trim();

/** Whether the process of that identity still runs. */
export function isRunning(identity: string): boolean {
  const [number, start = ''] = identity.split(' ');
  const pid = Number(number);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return start === '' || startOf(pid) === start;
}
