import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/pipeline/paths.ts';

/** What came of a command. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];

/** The environment of a user: nothing of the npm that runs the tests, and a cache of their own. */
function environment(cache: string, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_(registry|cache|userconfig))|MULTISCALE_|TF_|VITEST|NODE_ENV)/i.test(name),
  );
  return { ...Object.fromEntries(own), XDG_CACHE_HOME: cache, ...more };
}

/** A project of somebody else, in an empty folder. */
export class Project {
  readonly folder: string;
  readonly cache: string;

  constructor(folder: string) {
    [this.folder, this.cache] = [join(folder, 'project'), join(folder, 'cache')];
    mkdirSync(this.folder);
    mkdirSync(join(this.cache, 'multiscale'), { recursive: true });
    this.write('package.json', '{ "private": true, "type": "module" }');
  }

  write(name: string, text: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  run(command: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Ran {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: environment(this.cache, more),
      // npm is a batch file on Windows.
      shell: process.platform === 'win32' && command !== process.execPath,
      maxBuffer: 1e8,
    });
    if (error) throw error;
    return { code: status, out: stdout, said: stderr };
  }

  npx = (...args: readonly string[]): Ran => this.run('npx', ['multiscale', ...args]);

  /** What a module of the project prints. */
  prints(code: string): string {
    this.write('example.js', code);
    const { code: ended, out, said } = this.run(process.execPath, ['example.js']);
    if (ended !== 0) throw new Error(`the example fails: ${said}`);
    return out;
  }

  /** @throws Error with npm's words, for instance that no index of packages can be reached */
  install(file: string): void {
    const { code, said } = this.run('npm', ['install', file, '--prefer-offline', ...quiet]);
    if (code !== 0) throw new Error(`npm cannot install the package: ${said}`);
  }
}

/** Packs this checkout into a folder, as `npm pack` does after the set-up. */
export function packed(folder: string): Packed {
  const made = spawnSync(process.execPath, ['scripts/package.ts'], { cwd: projectRoot, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`the package cannot be made: ${made.stderr}`);
  const { status, stdout, stderr } = spawnSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: projectRoot,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm pack fails: ${stderr}`);
  const [found] = Object.values(JSON.parse(stdout) as Record<string, Packed>);
  return found;
}

/** The code of the first example in a section of a page. */
export function exampleIn(page: string, heading: string): string {
  const text = readFileSync(join(projectRoot, page), 'utf8');
  const [, code] = /```js\n([\s\S]*?)```/.exec(text.split(`## ${heading}\n`)[1]) ?? [];
  return code;
}

/** The numbers of a text. */
export const numbersIn = (text: string): number[] => [...text.matchAll(/-?\d[\d.]*(?:e-?\d+)?/g)].map(Number);
