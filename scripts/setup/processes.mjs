import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** The fields of /proc/<pid>/stat after the command, whose name may hold spaces and brackets. */
function procStat(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function startOnLinux(pid) {
  const stat = procStat(pid);
  if (stat === null) return null;
  const [state, startTicks] = [stat[0], stat[19]];
  return state === 'Z' || state === 'X' ? null : startTicks;
}

function startElsewhere(pid) {
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  const [state, ...start] = (stdout ?? '').trim().split(/\s+/);
  return status !== 0 || state.startsWith('Z') ? null : start.join(' ');
}

function startOnWindows(pid) {
  try {
    process.kill(pid, 0);
    return 'running';
  } catch {
    return null;
  }
}

const startOf = { linux: startOnLinux, win32: startOnWindows }[process.platform] ?? startElsewhere;

/**
 * What tells a process from a later one with the same number.
 * @param {number} pid
 * @returns {{ pid: number, start: string | null }} `start` is null for a process that has ended
 */
export function identify(pid) {
  return { pid, start: startOf(pid) };
}

/** Whether the very process that was identified is still running; a zombie is not. */
export function isRunning({ pid, start }) {
  return start !== null && startOf(pid) === start;
}

const isShell = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('-c');
  } catch {
    return false;
  }
};

/** Who started this process, and where that was a shell with one command, as npm takes, who started the shell. */
export function ancestors() {
  const parent = process.ppid;
  return isShell(parent) ? [parent, procStat(parent)?.[1]] : [parent];
}

/** Where process numbers mean the same: the host and, in a container, its own namespace. */
export function processSpace() {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** Kills a process, with its group where it leads one. */
function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    process.kill(pid, 'SIGKILL');
  }
}

/** Kills an identified process with what it started, and waits until it is gone. */
export async function kill(identity) {
  for (let attempt = 0; attempt < 100 && isRunning(identity); attempt++) {
    try {
      killGroup(identity.pid);
    } catch {
      return;
    }
    await pause(50);
  }
}
