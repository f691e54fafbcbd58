import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { duration } from '../src/pipeline/duration.ts';
import { projectRoot } from '../src/pipeline/paths.ts';
import { untilSignal } from '../src/pipeline/stoppable.ts';
import { benchmarkSchema, detailsSchema } from '../src/studies/engine-benchmark/schema.ts';
import { measure } from './bench/measure.ts';
import { plan, settingNames, type SettingName } from './bench/plan.ts';
import { caseNames, matmulSize, type CaseName } from './bench/protocol.ts';
import { benchmarkOf, detailsOf } from './bench/report.ts';
import { summaryText, tableText } from './bench/table.ts';
import { main, parse, positiveInteger, UsageError } from '../src/pipeline/command-line.ts';
import { readSetup } from './setup/state.mjs';

const help = `npm run bench -- [options]

Times the compiled engine against tfjs op by op and, with a Python that has torch, against PyTorch eager and
torch.compile: the same networks, one thread each on one core, taking turns within the same run. Shows a table; a whole
run leaves bench/latest.json and bench/details.json.

  --peer PYTHON          a Python interpreter that has torch
  --cases LIST           some of ${caseNames.join(',')}
  --nets LIST            some of ${settingNames.join(',')}
  --repeats N            repetitions that each median is taken of (default: 9)
  --output FOLDER        where to write; needed where not everything is timed, if it is to be kept (default: bench)
  -h, --help             this text
`;

function listOf<T extends string>(
  option: string,
  text: string | undefined,
  allowed: readonly T[],
): readonly T[] {
  if (text === undefined) return allowed;
  const words = text.split(',');
  const unknown = words.find((word) => !(allowed as readonly string[]).includes(word));
  if (unknown !== undefined)
    throw new UsageError(
      `--${option} takes some of ${allowed.join(', ')}, not ${unknown || 'nothing'}. Try --help.`,
    );
  return allowed.filter((word) => words.includes(word));
}

/** @throws UsageError where that is no Python with torch */
function checkPeer(python: string): void {
  const { status, error, stderr } = spawnSync(python, ['-c', 'import torch'], { encoding: 'utf8' });
  if (status === 0) return;
  const why = error?.message ?? (stderr.trim().split('\n').at(-1) || `it ends with ${status}`);
  throw new UsageError(`--peer ${python} is no Python with torch: ${why}. Try --help.`);
}

/** Says what is being timed and how long the rest will take; on a terminal in one line. */
function progressOf(total: number): (done: number, what: string) => void {
  const started = Date.now();
  return (done, what) => {
    const left =
      done === 0 ? '' : `, about ${duration(((Date.now() - started) / 1000 / done) * (total - done))} left`;
    const line = `${done} of ${total}: ${what}${left}`;
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  };
}

await main(async () => {
  const { values } = parse(help, {
    peer: { type: 'string' },
    cases: { type: 'string' },
    nets: { type: 'string' },
    repeats: { type: 'string' },
    output: { type: 'string' },
  });
  const cases = listOf<CaseName>('cases', values.cases, caseNames);
  const nets = listOf<SettingName>('nets', values.nets, settingNames);
  const repeats = positiveInteger('repeats', values.repeats, { most: 1000, fallback: 9 });
  if (values.peer !== undefined) checkPeer(values.peer);
  const tensorflow = readSetup()?.tensorflow;
  if (tensorflow?.status !== 'native') {
    console.error(
      `The benchmark needs native TensorFlow (${tensorflow?.reason ?? 'npm run setup has not run'}).`,
    );
    return 1;
  }
  const rows = plan(nets, cases);
  const measured = await untilSignal((stop) =>
    measure(rows, matmulSize, {
      peer: values.peer ?? null,
      repeats,
      progress: progressOf(rows.length),
      say: (line) => void process.stderr.write(`\n${line}\n`),
      stop,
    }),
  );
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  const benchmark = benchmarkSchema.parse(benchmarkOf(measured, 1));
  const details = detailsSchema.parse(detailsOf(measured, new Date().toISOString().slice(0, 10), repeats));
  console.log(`${tableText(benchmark, details)}\n\n${summaryText(benchmark, details)}`);
  const whole = cases.length === caseNames.length && nets.length === settingNames.length;
  if (!whole && values.output === undefined) return 0;
  const folder = resolve(projectRoot, values.output ?? 'bench');
  mkdirSync(folder, { recursive: true });
  for (const [name, value] of Object.entries({ latest: benchmark, details }))
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(value, null, 2)}\n`);
  return 0;
});
