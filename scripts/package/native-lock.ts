import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../src/pipeline/paths.ts';

interface Locked {
  readonly version?: string;
  readonly name?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Packages = Readonly<Record<string, Locked>>;

/** Where Node finds a package that another one imports: beside it, or beside one of its parents. */
function locate(name: string, from: string, packages: Packages): string | null {
  const ends = [...from.matchAll(/\/node_modules\//g)].map(({ index }) => from.slice(0, index));
  const places = [from, ...ends.reverse(), ''].map((folder) =>
    [folder, 'node_modules', name].filter(Boolean).join('/'),
  );
  return places.find((path) => path in packages) ?? null;
}

/** What is for the checkout alone in an entry of its lockfile. */
function withoutMarks(entry: Locked): Locked {
  const marks = ['dev', 'devOptional'];
  return Object.fromEntries(Object.entries(entry).filter(([key]) => !marks.includes(key)));
}

/** Packages that native TensorFlow is installed from, beside the Node for which it is built. */
const parts = ['@tensorflow/tfjs-node', 'node-gyp'];

/** A lockfile of native TensorFlow alone, of the versions that the lockfile of the checkout pins. */
export async function nativeLock(): Promise<string> {
  const lock = JSON.parse(await readFile(join(projectRoot, 'package-lock.json'), 'utf8')) as {
    readonly packages: Packages;
  };
  const { packages } = lock;
  const { optionalDependencies } = packages['scripts/setup/node'];
  const kept = new Set<string>();
  const follow = (from: string, names: readonly string[]) => {
    for (const name of names) {
      const path = locate(name, from, packages);
      if (path === null || kept.has(path)) continue;
      kept.add(path);
      const { dependencies, optionalDependencies: optional } = packages[path];
      follow(path, Object.keys({ ...dependencies, ...optional }));
    }
  };
  follow('', [...parts, ...Object.keys(optionalDependencies!)]);
  const name = 'multiscale-native';
  const root = {
    ...{ name, version: packages[''].version },
    dependencies: Object.fromEntries(parts.map((part) => [part, packages[`node_modules/${part}`].version])),
    optionalDependencies,
  };
  const entries = [...kept].sort().map((path) => [path, withoutMarks(packages[path])]);
  return `${JSON.stringify(
    {
      ...{ name, version: root.version, lockfileVersion: 3, requires: true },
      packages: { '': root, ...Object.fromEntries(entries) },
    },
    null,
    1,
  )}\n`;
}
