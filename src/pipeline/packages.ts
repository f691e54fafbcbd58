import { readFile } from 'node:fs/promises';

/** Packages whose version can change a number; a task's key holds what the lockfile pins them to. */
const computing = [
  '@stdlib/math-base-special-erf',
  '@stdlib/stats-base-dists-t-quantile',
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-node',
  'd3',
  'mnist',
  'pure-rand',
];

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly integrity?: string }>>;
}

/** Version and integrity of each computing package, from the lockfile. */
export async function computingPackages(lockfile: string): Promise<Record<string, string>> {
  const { packages } = JSON.parse(await readFile(lockfile, 'utf8')) as Lockfile;
  return Object.fromEntries(
    computing.map((name) => {
      const entry = packages[`node_modules/${name}`];
      if (!entry) throw new Error(`package-lock.json does not pin ${name}; run npm install`);
      return [name, `${entry.version} ${entry.integrity ?? ''}`.trim()];
    }),
  );
}
