import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../../../src/pipeline/canonical.ts';

const script = fileURLToPath(new URL('./provide.mjs', import.meta.url));

/** A checkout with a lockfile of one package, and a PATH that holds only what a test puts there. */
export class Checkout {
  readonly root: string;
  readonly cache: string;
  readonly log: string;
  readonly #programs: string;

  constructor(folder: string) {
    [this.root, this.cache] = [join(folder, 'checkout'), join(folder, 'cache')];
    [this.log, this.#programs] = [join(folder, 'log'), join(folder, 'programs')];
    for (const path of [this.root, this.#programs]) mkdirSync(path, { recursive: true });
    writeFileSync(this.log, '');
    const native = join(this.root, 'src/engine/native');
    mkdirSync(native, { recursive: true });
    writeFileSync(join(native, 'double-products.cc'), '// kernels');
    const dependencies = { '@tensorflow/tfjs-node': '4.22.0' };
    const entry = { version: '4.22.0', integrity: 'sha512-x' };
    writeFileSync(join(this.root, 'package.json'), JSON.stringify({ dependencies }));
    writeFileSync(
      join(this.root, 'package-lock.json'),
      JSON.stringify({ packages: { '': { dependencies }, 'node_modules/@tensorflow/tfjs-node': entry } }),
    );
    // What scripts of the tests are written with.
    for (const tool of ['sh', 'sleep', 'mkdir', 'cat', 'dirname'])
      symlinkSync(`/bin/${tool}`, join(this.#programs, tool));
  }

  /** What its programs and Node are found by. */
  get path(): string {
    return [this.#programs, dirname(process.execPath)].join(delimiter);
  }

  /** Puts a program on PATH: a shell script that first notes down its call. */
  program(name: string, body = 'true'): void {
    const path = join(this.#programs, name);
    writeFileSync(path, `#!/bin/sh\necho "${name} $*" >> '${this.log}'\n${body}\n`);
    chmodSync(path, 0o755);
  }

  /** A python3 whose pip "fetches" a wheel with this text and unpacks it, taking so many seconds for each. */
  python({ wheel = 'wheel', seconds = 0 }: { wheel?: string; seconds?: number } = {}): void {
    this.program(
      'python3',
      `sleep ${seconds}
case "$*" in
  *"pip --version"*) exit 0 ;;
  *"pip download"*) while [ "$1" != --dest ]; do shift; done; printf '${wheel}' > "$2/tensorflow.whl" ;;
  *unpack-wheel.py*) mkdir -p "$3/lib"; printf library > "$3/lib/lib.so" ;;
esac`,
    );
  }

  /** Starts one part of the set-up; `said` and `state` are complete when it has ended. */
  start(part: 'tensorflow' | 'packages', environment: NodeJS.ProcessEnv = {}): Part {
    const child = spawn(process.execPath, [script, part, this.root, this.cache], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: this.path,
        TEST_WHEEL: JSON.stringify({ sha256: sha256('wheel') }),
        ...environment,
      },
    });
    let [out, said] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (out += text.toString()));
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    const state = new Promise<State>((resolve) => {
      child.on('close', () => resolve(out === '' ? {} : (JSON.parse(out) as State)));
    });
    return { child, state, said: () => said };
  }
}

export interface State {
  readonly tensorflow?: {
    readonly status: 'native' | 'wasm';
    readonly version?: string;
    readonly reason?: string;
    readonly remedy?: string;
  };
  readonly evidence?: { readonly packages?: string };
}

interface Part {
  readonly child: ChildProcess;
  readonly state: Promise<State>;
  readonly said: () => string;
}
