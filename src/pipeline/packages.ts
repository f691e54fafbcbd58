import { readFile } from 'node:fs/promises';
import { sha256 } from './canonical.ts';

/** Checks what goes in and out, and changes no number. */
const checking = ['zod'];

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export async function readLockfile(path: string): Promise<Lockfile> {
  return JSON.parse(await readFile(path, 'utf8')) as Lockfile;
}

/** What packages some code computes with. */
export interface UsedPackages {
  /** Version and integrity of each package that the code names. */
  readonly direct: Readonly<Record<string, string>>;
  /** sha256 over all that those depend on, as the lockfile pins it. */
  readonly indirect: string;
}

const release = ({ version = '', integrity = '' }: LockedPackage) => `${version} ${integrity}`.trim();

/** An import of a package; a sentence that ends in "from" is followed by what is no name. */
const imports = /(?:from|import)\s*"((?:node:)?(?:@[\w.~-]+\/)?[\w~-][\w.~-]*)(?:\/[^"]*)?"/g;

/**
 * The packages that bundled code names, be it in an import or in a `require.resolve`, and theirs.
 * @throws Error where the code imports a package that the lockfile does not pin
 */
export function usedPackages(code: string, { packages }: Lockfile): UsedPackages {
  const { dependencies, devDependencies } = packages[''] ?? {};
  const known = Object.keys({ ...dependencies, ...devDependencies });
  const imported = [...code.matchAll(imports)].map(([, name]) => name);
  const named = known.filter((name) => new RegExp(`["'\`]${name}(/[^"'\`]*)?["'\`]`).test(code));
  const all = [...new Set([...imported.filter((name) => !name.startsWith('node:')), ...named])]
    .filter((name) => !checking.includes(name))
    .sort();
  const closure = new Set<string>();
  const follow = (path: string) => {
    if (closure.has(path)) return;
    closure.add(path);
    for (const name of Object.keys(packages[path].dependencies ?? {})) {
      const found = locate(name, path, packages);
      if (found) follow(found);
    }
  };
  const direct = all.map((name) => {
    const path = `node_modules/${name}`;
    if (!packages[path]) throw new Error(`package-lock.json does not pin ${name}; run npm install`);
    follow(path);
    return [name, release(packages[path])] as const;
  });
  return {
    direct: Object.fromEntries(direct),
    indirect: sha256(
      [...closure]
        .sort()
        .map((path) => `${path} ${release(packages[path])}`)
        .join('\n'),
    ),
  };
}

/** Where Node finds a package that another one imports: beside it, or beside one of its parents. */
function locate(name: string, from: string, packages: Lockfile['packages']): string | null {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    const path = `${folder}/node_modules/${name}`;
    if (packages[path]) return path;
    if (!folder.includes('/node_modules/')) break;
  }
  return packages[`node_modules/${name}`] ? `node_modules/${name}` : null;
}
