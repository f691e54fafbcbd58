import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantileSorted } from 'd3';
import { benchProblem } from './bench-problem.ts';
import { Contender } from './contender.ts';
import { shareSetting, type PlannedRow, type Setting } from './plan.ts';
import type { CaseName, ExtraCase, Request } from './protocol.ts';
import type { Precision } from '../../src/math/loss.ts';

export const contenderNames = ['compiled', 'eager', 'torch_eager', 'torch_compile'] as const;
export type ContenderName = (typeof contenderNames)[number];

/** What a contender needed for one run: median and quartiles, ms, and its process's peak memory, MB. */
export interface Timing {
  readonly median: number;
  readonly quartiles: readonly [number, number];
  readonly peak: number;
  readonly version: string;
}

export type Timings = Readonly<Partial<Record<ContenderName, Timing>>>;

/** Each repetition lasts about this long, so that the clock's grain and a single interruption do not matter; ms. */
const repetition = 100;

/** Where one run takes longer than this, fewer repetitions must do; ms. */
const longRun = 1500;
const longRepeats = 3;

/** The processes that time one network, new for each so that their peak memory is that network's. */
export class Contenders {
  readonly #processes: ReadonlyMap<ContenderName, Contender>;

  constructor(peer: string | null, stop?: AbortSignal) {
    const start = (name: ContenderName) =>
      name.startsWith('torch') ? (peer === null ? null : Contender.peer(peer, stop)) : Contender.ours(stop);
    this.#processes = new Map(
      contenderNames.flatMap((name) => {
        const started = start(name);
        return started === null ? [] : [[name, started] as const];
      }),
    );
  }

  /**
   * Times what the contenders among `which` can do, taking turns repetition by repetition. What fails is left out; its
   * complaint goes to `say`.
   */
  async time(
    what: { case: CaseName | ExtraCase; setting: Setting; precision: Precision; problem?: string },
    { repeats, which, say }: TimingOptions,
  ): Promise<Timings> {
    const request = (name: ContenderName, inner: number): Request => ({
      kind: what.setting.kind,
      layers: what.setting.layers,
      ...(what.setting.batch !== undefined && { batch: what.setting.batch }),
      n: what.setting.n,
      case: what.case,
      precision: what.precision,
      mode: name === 'compiled' || name === 'torch_compile' ? 'compile' : 'eager',
      repeats: 1,
      inner,
      ...(what.problem !== undefined && { problem: what.problem }),
    });
    const running = new Map<ContenderName, { inner: number; ms: number[]; peak: number; version: string }>();
    for (const name of which) {
      const answer = await this.#processes.get(name)?.ask(request(name, 1));
      if (answer === undefined) continue;
      if ('error' in answer)
        say(`${name}, ${what.case} of ${what.setting.net}: ${answer.error.split('\n')[0]}`);
      else running.set(name, { inner: Math.ceil(repetition / answer.ms[0]), ms: [], peak: 0, version: '' });
      if ('ms' in answer && answer.ms[0] > longRun) running.get(name)!.inner = 1;
    }
    const slow = [...running.values()].every(({ inner }) => inner === 1);
    for (let i = 0; i < (slow ? Math.min(repeats, longRepeats) : repeats); i++)
      for (const [name, timing] of running) {
        const answer = await this.#processes.get(name)!.ask(request(name, timing.inner));
        if ('error' in answer) throw new Error(`${name} failed at its repetition ${i}: ${answer.error}`);
        timing.ms.push(answer.ms[0]);
        Object.assign(timing, { peak: answer.peak_mb, version: answer.version });
      }
    return Object.fromEntries(
      [...running].map(([name, { ms, peak, version }]) => [name, timingOf(ms, peak, version)]),
    );
  }

  async end(): Promise<void> {
    await Promise.all([...this.#processes.values()].map((one) => one.end()));
  }
}

interface TimingOptions {
  readonly repeats: number;
  readonly which: readonly ContenderName[];
  readonly say: (line: string) => void;
}

function timingOf(ms: readonly number[], peak: number, version: string): Timing {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) => quantileSorted(sorted, share)!;
  return { median: at(0.5), quartiles: [at(0.25), at(0.75)], peak, version };
}

/** Who can do what: eager tfjs has no float64 and no right second derivatives, torch.compile none at all. */
function able({ case: kind, precision }: PlannedRow): ContenderName[] {
  return contenderNames.filter(
    (name) =>
      (name !== 'eager' || (precision === 'float32' && (kind === 'step' || kind === 'slice'))) &&
      (name !== 'torch_compile' || kind === 'step' || kind === 'slice'),
  );
}

export interface MeasuredRow {
  readonly row: PlannedRow;
  readonly timings: Timings;
  /** The step with one step a call. */
  readonly single: Timing | null;
}

export interface Measured {
  readonly rows: readonly MeasuredRow[];
  /** Matrix products of the two libraries, in 1e9 operations a second. */
  readonly matmul: { readonly ours: number; readonly peer: number | null };
}

export interface MeasureOptions {
  readonly peer: string | null;
  readonly repeats: number;
  readonly progress: (done: number, what: string) => void;
  readonly say: (line: string) => void;
  /** Ends whatever is being timed. */
  readonly stop?: AbortSignal;
}

async function matmulRates(
  matmulSize: number,
  { peer, repeats, say, stop }: MeasureOptions,
): Promise<Measured['matmul']> {
  const contenders = new Contenders(peer, stop);
  const timings = await contenders.time(
    { case: 'matmul', setting: shareSetting, precision: 'float32' },
    { repeats, which: ['compiled', 'torch_eager'], say },
  );
  await contenders.end();
  const rate = (timing: Timing) => (2 * matmulSize ** 3) / timing.median / 1e6;
  return {
    ours: rate(timings.compiled!),
    peer: timings.torch_eager ? rate(timings.torch_eager) : null,
  };
}

/** Calls `use` with a file of the numbers of a network and its samples, where both sides must have the same. */
async function withProblem<T>(
  { case: name, setting }: PlannedRow,
  use: (given: { problem?: string }) => Promise<T>,
): Promise<T> {
  if (name !== 'top') return use({});
  const folder = mkdtempSync(join(tmpdir(), 'multiscale-bench-'));
  try {
    const { start, data } = benchProblem(setting, setting.n);
    const problem = join(folder, 'problem');
    writeFileSync(problem, Buffer.from(Float64Array.from([...start, ...data.x, ...data.y]).buffer));
    return await use({ problem });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Times the rows one after the other; all contenders of a row take turns. */
export async function measure(
  planned: readonly PlannedRow[],
  matmulSize: number,
  options: MeasureOptions,
): Promise<Measured> {
  options.progress(0, 'the matrix product');
  const matmul = await matmulRates(matmulSize, options);
  const rows: MeasuredRow[] = [];
  let contenders: Contenders | undefined;
  let setting: Setting | undefined;
  try {
    for (const row of planned) {
      options.progress(
        rows.length,
        `${row.case} of ${row.setting.net}, ${row.setting.n} samples, ${row.precision}`,
      );
      if (row.setting !== setting) {
        await contenders?.end();
        contenders = new Contenders(options.peer, options.stop);
        setting = row.setting;
      }
      const timing = { repeats: options.repeats, say: options.say };
      const timings = await withProblem(row, (given) =>
        contenders!.time({ ...row, ...given }, { ...timing, which: able(row) }),
      );
      if (!timings.compiled) throw new Error(`our own ${row.case} of ${row.setting.net} failed`);
      const alone =
        row.case === 'step' && row.setting.batch === undefined
          ? await contenders!.time({ ...row, case: 'single' }, { ...timing, which: ['compiled'] })
          : {};
      rows.push({ row, timings, single: alone.compiled ?? null });
    }
  } finally {
    await contenders?.end();
  }
  return { rows, matmul };
}
