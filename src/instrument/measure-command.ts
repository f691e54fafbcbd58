import { join } from 'node:path';
import { kept } from '../claims/checkpoint.ts';
import { loadRuntime, type BackendName, type Runtime } from '../engine/runtime.ts';
import type { Loss } from '../math/loss.ts';
import { measure } from '../measure/landscape/measure.ts';
import type { MeasureOptions, Training } from '../measure/landscape/options.ts';
import { settled } from '../measure/landscape/plan.ts';
import { reportSchema, type Report } from '../measure/landscape/schema.ts';
import { quoted } from '../pipeline/command.ts';
import { currentCommit } from '../pipeline/commit.ts';
import { UsageError } from '../pipeline/command-line.ts';
import { duration } from '../pipeline/duration.ts';
import { resultsFolder } from '../pipeline/paths.ts';
import { peakMemoryBytes } from '../pipeline/peak-memory.ts';
import { reportHtml } from '../report/report-html.ts';
import { reportSummary } from '../report/summary.ts';
import { checkpointOf } from './checkpoints.ts';
import { economyFor, paceOf, savingsWords, secondsFor, withSavings, type Economy } from './cost.ts';
import { counted, type Tally } from './counted.ts';
import { Files } from './files.ts';
import { keptFor, type Kept } from './kept.ts';
import { liveLine } from './live-line.ts';
import { lossNotes } from './notes.ts';
import { openNetwork } from './open-network.ts';
import { openSamples } from './open-samples.ts';
import { askedBy, type Asked } from './options.ts';
import { pointsOf, trainingAt, type Point } from './points.ts';
import { mustHaveParameters, sayLoss, sayNetwork } from './say.ts';
import { settingOf, type Setting } from './setting.ts';
import { mustBeFree, writeReport } from './write-report.ts';

/** Where the command runs, and what it is called there. */
export interface Surroundings {
  /** `npm run measure --` or `npx multiscale measure`. */
  readonly command: string;
  readonly args: readonly string[];
  /** Folder of what is kept between runs. */
  readonly cache: string;
  /** The backend to take unless another one is asked for. */
  readonly backend: BackendName;
  readonly version: string;
  readonly say: (line: string) => void;
  readonly print: (text: string) => void;
}

/** Everything that leaves a mark on the numbers, by which they are kept. */
function identityOf(asked: Asked, files: Files, { backend }: Runtime, code: readonly (string | null)[]) {
  const { loss, samples, batch, scale, seed, training, directions, settings, budget, force } = asked;
  return {
    ...{ loss, samples, batch, scale, seed, directions, settings, budget, force, code },
    training: training ?? null,
    files: files.records.map(({ role, sha256 }) => [role, sha256]),
    backend: { ...backend },
  };
}

/** What is to be measured: a network on samples, at points of its training. */
interface Task {
  readonly asked: Asked;
  readonly setting: Setting;
  /** The loss of the setting, its products counted. */
  readonly loss: Loss;
  readonly points: readonly Point[];
  readonly training: Training | undefined;
}

function optionsOf({ asked, setting, points, training }: Task): MeasureOptions {
  const { parameters } = points.at(-1)!;
  const batchLoss = (indices: readonly number[]) => setting.loss.batch(indices);
  return {
    ...asked.settings,
    ...{ point: parameters, seed: asked.seed, directions: asked.directions },
    outputs: setting.outputsAt(parameters),
    ...(training && { training: { ...training, batchLoss } }),
  };
}

/** A measurement takes so long before it is worth a word on how to stop it; seconds. */
const long = 20;

/** Says how long the measurement will take, and makes it fit the budget. */
function economyOf({ asked, loss }: Task, options: MeasureOptions, say: Surroundings['say']): Economy {
  const pace = paceOf(loss, options.point, settled(loss, options).precision);
  const seconds = secondsFor(loss, options, pace);
  say(
    `A product takes ${(1000 * pace.product).toPrecision(3)} ms, a loss ${(1000 * pace.loss).toPrecision(3)} ms: about ${duration(seconds)} in all.`,
  );
  const budget = asked.budget ?? Infinity;
  if (seconds > 600 && asked.budget === null)
    say('For less add --budget 5m, --samples N, --slices N or --density off.');
  const economy = economyFor(loss, options, pace, budget);
  if (economy.seconds > budget)
    say(`Whatever is left out, it takes about ${duration(economy.seconds)}, longer than the budget.`);
  if (economy.seconds > long) say('Ctrl-C keeps what has been measured, and the same command then goes on.');
  return economy;
}

function budgetNotes({ budget }: Asked, economy: Economy): string[] {
  const words = savingsWords(economy);
  return budget === null || words.length === 0
    ? []
    : [`To fit the budget of ${duration(budget)}: ${words.join(', ')}.`];
}

type Measurement = Omit<Report, 'cost' | 'provenance'> & Pick<Report['provenance'], 'precision'>;

/** The whole of the last point, and the main numbers of those before it. */
async function measured(task: Task, options: MeasureOptions, store: Kept): Promise<Measurement> {
  const { asked, setting, loss, points, training } = task;
  const { precision } = settled(loss, options);
  const line = liveLine();
  try {
    const before = points.slice(0, -1).map(({ name, parameters }, i) => {
      line.at({ share: 0, doing: `point ${i + 1} of ${points.length}`, products: store.total().products });
      return checkpointOf(loss, parameters, {
        ...{ name, seed: asked.seed, precision, checkpoint: store.under(`point ${i}`) },
        ...{ outputs: setting.outputsAt(parameters), training: asked.training },
      });
    });
    const checkpoint = store.under('last point');
    const { report } = await measure(loss, { ...options, checkpoint, progress: (now) => line.at(now) });
    const last = {
      ...{ name: points.at(-1)!.name, loss: report.loss, accuracy: report.accuracy },
      ...{ gradientNorm: report.gradientNorm, ...report.eigenvalues, ratio: report.edge?.ratio ?? null },
    };
    return {
      ...report,
      checkpoints: before.length === 0 ? [] : [...before, last],
      notes: lossNotes(setting, asked, training, report.edge),
      precision,
    };
  } finally {
    line.end();
  }
}

/** Data sets of the last runs of the experiments, by profile. */
const knownData = (cache: string) =>
  (['full', 'quick'] as const).map((profile) => join(resultsFolder(cache, profile), 'data/datasets'));

/**
 * From a command line to a report.
 * @returns the exit code
 * @throws UsageError for a mistake of whoever typed the command, or in a file of theirs
 */
export async function measureCommand(around: Surroundings): Promise<number> {
  const started = performance.now();
  const { say } = around;
  const asked = askedBy(around.command, around.args);
  if (asked.out !== null) mustBeFree(asked.out, asked.force);
  const date = new Date().toISOString();
  const runtime = await loadRuntime(asked.backend ?? around.backend, asked.threads).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const files = new Files();
  const network = openNetwork(files, asked.model, asked.weights);
  sayNetwork(network, say);
  mustHaveParameters(asked, network);
  const source = { path: asked.data, labels: asked.labels, folders: knownData(around.cache) };
  const settingWith = (count: number | null) =>
    settingOf(
      network,
      openSamples(files, source, network, { loss: asked.loss, scale: asked.scale, count }),
      asked,
    );
  const tally: Tally = { products: 0 };
  const points = pointsOf(network, asked, files);
  const last = points.at(-1)!.parameters;
  const training = trainingAt(network, last, asked, files);
  const taskWith = (setting: Setting, expected: number | null): Task => {
    sayLoss(setting, last, expected, say);
    return { asked, setting, loss: counted(setting.loss, tally), points, training };
  };
  const all = taskWith(settingWith(asked.samples), asked.expected.loss);

  const commit = await currentCommit();
  const spent = () => ({ ...tally, seconds: (performance.now() - started) / 1000 });
  const store = keptFor(around.cache, identityOf(asked, files, runtime, [around.version, commit]), spent);
  if (store.before.products > 0)
    say(
      `Going on where an earlier run ended, after ${store.before.products} products in ${duration(store.before.seconds)}.`,
    );
  const wanted = optionsOf(all);
  // Kept, since a later run that finds the machine busier would leave out more.
  const economy = kept(store.under('plan'), 'economy', () => economyOf(all, wanted, say));
  const notes = budgetNotes(asked, economy);
  for (const note of notes) say(note);
  const task = economy.samples === null ? all : taskWith(settingWith(economy.samples), null);
  const options = withSavings(task.loss, economy.samples === null ? wanted : optionsOf(task), economy);

  const { precision, ...measurement } = await measured(task, options, store);
  const report = reportSchema.parse({
    ...measurement,
    notes: [...network.notes, ...task.setting.samples.notes, ...notes, ...measurement.notes],
    cost: { ...store.total(), peakMemoryBytes: peakMemoryBytes() },
    provenance: {
      command: [around.command, ...around.args.map(quoted)].join(' '),
      ...{ version: around.version, commit, date, lossKind: asked.loss, seed: asked.seed, precision },
      backend: {
        ...{ name: runtime.backend.name, version: runtime.backend.version, threads: runtime.backend.threads },
        instructions: runtime.backend.instructions ?? null,
      },
      files: files.records,
    },
  });
  if (asked.out !== null) {
    await writeReport(asked.out, report, reportHtml(report));
    say(`The report is ${join(asked.out, 'index.html')}, its numbers are report.json beside it.`);
  }
  if (asked.json) around.print(JSON.stringify(report, null, 1));
  else around.print(`\n${reportSummary(report)}`);
  store.clear();
  return 0;
}
