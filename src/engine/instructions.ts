import { readFileSync } from 'node:fs';

/** Instruction sets by which oneDNN, Eigen and our products choose a kernel for floating-point numbers, as Linux names them. */
const sets = [
  ...['sse4_1', 'avx', 'avx2', 'fma', 'avx512f', 'avx512cd', 'avx512bw', 'avx512dq', 'avx512vl'],
  ...['asimd', 'sve', 'sve2'],
];

/** Where the system does not say: what every processor of the architecture has. */
const least: Readonly<Partial<Record<NodeJS.Architecture, string>>> = { x64: 'sse2', arm64: 'asimd' };

/** The instruction sets in a text such as /proc/cpuinfo, in words; null where it has no list of them. */
export function instructionsIn(text: string): string | null {
  const [, listed] = /^(?:flags|Features)\s*:(.*)$/m.exec(text) ?? [];
  if (listed === undefined) return null;
  const there = new Set(listed.split(' '));
  return sets.filter((name) => there.has(name)).join(' ') || null;
}

/** What this processor has of the instruction sets that kernels are chosen by. */
export function instructions(): string {
  const fallback = least[process.arch] ?? process.arch;
  try {
    return instructionsIn(readFileSync('/proc/cpuinfo', 'utf8')) ?? fallback;
  } catch {
    return fallback;
  }
}
