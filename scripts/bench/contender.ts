import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Answer, Request } from './protocol.ts';

/** The core that every contender runs on, in turn; where there is no taskset the system chooses. */
function pinned(command: readonly string[]): readonly string[] {
  const here = spawnSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' });
  const [, core] = /: *(\d+)/.exec(here.stdout ?? '') ?? [];
  return core === undefined ? command : ['taskset', '-c', core, ...command];
}

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** A process that answers requests one at a time, on one thread. */
export class Contender {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #complaints = '';

  constructor(command: readonly string[], stop?: AbortSignal) {
    const [program, ...words] = pinned(command);
    this.#process = spawn(program, words, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, BENCH_THREADS: '1', OMP_NUM_THREADS: '1' },
    });
    // Whoever writes to one that has ended hears it from its missing answer.
    this.#process.stdin!.on('error', () => undefined);
    stop?.addEventListener('abort', () => this.#process.kill('SIGKILL'));
    const lines: Interface = createInterface({ input: this.#process.stdout! });
    this.#lines = lines[Symbol.asyncIterator]();
    this.#process.stderr!.on('data', (text: Buffer) => {
      this.#complaints = `${this.#complaints}${text.toString()}`.slice(-2000);
    });
  }

  /** One of ours: Node with native TensorFlow. */
  static ours(stop?: AbortSignal): Contender {
    return new Contender([process.execPath, script('ours.ts')], stop);
  }

  /** PyTorch, in the Python that is given. */
  static peer(python: string, stop?: AbortSignal): Contender {
    return new Contender([python, script('peer.py')], stop);
  }

  /**
   * Sends a request and waits for its answer.
   * @throws Error with what it said last where the process ends instead
   */
  async ask(request: Request): Promise<Answer> {
    this.#process.stdin!.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`a contender of the benchmark ended: ${this.#complaints.trim()}`);
    return JSON.parse(value) as Answer;
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const closed = once(this.#process, 'close');
    this.#process.stdin!.end();
    await closed;
  }
}
