import { readFileSync, writeFileSync } from 'node:fs';

/** Starts to measure the most memory that this process holds; where the system cannot, it goes on from its start. */
export function resetPeakMemory(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Only Linux forgets an earlier peak.
  }
}

/** The most memory that this process has held since; bytes. */
export function peakMemoryBytes(): number {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))!;
    return Number(kibibytes) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
