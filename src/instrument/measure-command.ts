import { modelLoss, type ModelLoss } from '../engine/model-loss.ts';
import { networkOutputs } from '../engine/readers/network-outputs.ts';
import { initialPoint, trainedModel } from '../engine/readers/trained-model.ts';
import type { TrainedNetwork } from '../engine/readers/trained-network.ts';
import { weightsFor } from '../engine/readers/checkpoint.ts';
import { loadRuntime, type BackendName, type Runtime } from '../engine/runtime.ts';
import { norm } from '../math/vector.ts';
import { rowNorms, type Outputs } from '../measure/example-shares.ts';
import { accuracyOf } from '../measure/landscape/examples.ts';
import { measure } from '../measure/landscape/measure.ts';
import type { Measured, MeasureOptions } from '../measure/landscape/options.ts';
import { settled } from '../measure/landscape/plan.ts';
import { reportSchema, type Report } from '../measure/landscape/schema.ts';
import { currentCommit } from '../pipeline/commit.ts';
import { UsageError } from '../pipeline/command-line.ts';
import { duration } from '../pipeline/duration.ts';
import { peakMemoryBytes } from '../pipeline/peak-memory.ts';
import { reportHtml } from '../report/report-html.ts';
import { reportSummary } from '../report/summary.ts';
import { checkpointOf } from './checkpoints.ts';
import { fitted, paceOf, secondsFor } from './cost.ts';
import { asUsage, Files } from './files.ts';
import { keptFor, type Kept } from './kept.ts';
import { liveLine } from './live-line.ts';
import { openNetwork, tensorsOf } from './open-network.ts';
import { openSamples, type FittedSamples } from './open-samples.ts';
import { askedBy, type Asked } from './options.ts';
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

const listed = (list: readonly { readonly name: string; readonly told: string; readonly size: number }[]) => {
  const width = Math.max(...list.map(({ name }) => name.length));
  return list.map(({ name, told, size }) => `  ${name.padEnd(width)}  ${told}  ${size}`);
};

/** A point of training with its file. */
interface Point {
  readonly name: string;
  readonly parameters: Float64Array;
}

function pointsOf(network: TrainedNetwork, { weights, model }: Asked, files: Files): Point[] {
  // The first weights of an artifact's network are those it was read with.
  const others = network.format === 'multiscale' ? weights.slice(1) : weights;
  if (others.length === 0) return [{ name: model, parameters: initialPoint(network) }];
  return others.map((path) => ({
    name: path,
    parameters: asUsage(() => weightsFor(network, tensorsOf(files, 'weights', path), path)),
  }));
}

/** The bytes that the samples of one batch may take in the graphs, where no batch is asked for. */
const batchBytes = 6e8;

/** About how many numbers a sample and its activations are: so many samples at a time bound the memory. */
function batchFor({ n, data }: FittedSamples, asked: number | null): number {
  if (asked !== null) return Math.min(asked, n);
  const width = data['x'].length / n;
  return Math.min(n, Math.max(1, Math.floor(batchBytes / (8 * 8 * width))));
}

function outputsAt(
  network: TrainedNetwork,
  point: Float64Array,
  samples: FittedSamples,
  batchSize: number,
): Outputs {
  const { n, data, labels } = samples;
  return {
    values: networkOutputs(network, point, data['x'], { n, batchSize }),
    classes: network.outputs,
    threshold: network.kind === 'values' ? 0 : 0.5,
    ...(labels && { labels }),
    norms: rowNorms(data['x'], n),
  };
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Stops before anything long where the network is not the one that was meant. */
function mustBeExpected({ expected }: Asked, parameters: number, loss: number): void {
  if (expected.parameters !== null && expected.parameters !== parameters)
    throw new UsageError(
      `The network has ${parameters} parameters, not the ${expected.parameters} that were expected: an exporter may have folded batch normalisation into its neighbours, or left something out; export it without constant folding, or in training form.`,
    );
  if (expected.loss !== null && Math.abs(loss - expected.loss) > 1e-3 * Math.abs(expected.loss))
    throw new UsageError(
      `The loss is ${loss}, not the ${expected.loss} that was expected: the data may be scaled otherwise than in training, or the loss be another one (mse here is half of the sum over outputs).`,
    );
}

/** What leaves a mark on the numbers, by which they are kept. */
const identity = (asked: Asked, files: Files, runtime: Runtime, point: number) => ({
  ...{ point, loss: asked.loss, samples: asked.samples, batch: asked.batch },
  files: files.records.map(({ role, sha256 }) => [role, sha256]),
  ...{ training: asked.training ?? null, backend: { ...runtime.backend } },
});

function kept(asked: Asked, around: Surroundings, dependsOn: unknown): Kept {
  const store = keptFor(around.cache, dependsOn);
  if (asked.force) store.clear();
  return store;
}

/** How a run of the command is set up: network, samples and loss. */
interface Ready {
  readonly network: TrainedNetwork;
  readonly samples: FittedSamples;
  readonly loss: ModelLoss;
  readonly batchSize: number;
}

function sayNetwork({ network, loss }: Pick<Ready, 'network' | 'loss'>, say: (line: string) => void): void {
  const rows = loss.parts.map(({ name, shape, size }) => ({ name, told: `[${shape.join(', ')}]`, size }));
  say(`${loss.size} parameters in ${rows.length} tensors:`);
  const shown = rows.length > 40 ? rows.slice(0, 40) : rows;
  for (const line of listed(shown)) say(line);
  if (shown.length < rows.length) say(`  … and ${rows.length - shown.length} more`);
  for (const note of network.notes) say(`Note: ${note}`);
}

/** Options of the measurement, made to fit the budget, with what to say of that. */
function planned(
  asked: Asked,
  { loss }: Ready,
  options: MeasureOptions,
  say: (line: string) => void,
): { readonly options: MeasureOptions; readonly notes: readonly string[] } {
  const pace = paceOf(loss, options.point, settled(loss, options).precision);
  const seconds = secondsFor(loss, options, pace);
  say(
    `A product takes ${(1000 * pace.product).toPrecision(3)} ms, a loss ${(1000 * pace.loss).toPrecision(3)} ms: about ${duration(seconds)} in all.`,
  );
  if (asked.budget === null) {
    if (seconds > 600) say('For less add --budget 5m, --samples N, --slices N or --density off.');
    return { options, notes: [] };
  }
  const less = fitted(loss, options, pace, asked.budget);
  if (less.less.length === 0) return { options, notes: [] };
  const note = `To fit the budget of ${duration(asked.budget)}: ${less.less.join(', ')}.`;
  say(`${note} About ${duration(less.seconds)}.`);
  if (less.seconds > asked.budget) say('It does not fit; --samples N would make each product shorter.');
  return { options: less.options, notes: [note] };
}

function provenanceOf(
  asked: Asked,
  around: Surroundings,
  { backend }: Runtime,
  files: Files,
  precision: Report['provenance']['precision'],
): Omit<Report['provenance'], 'commit'> {
  return {
    command: [around.command, ...around.args].join(' '),
    ...{ version: around.version, date: new Date().toISOString(), lossKind: asked.loss, seed: asked.seed },
    backend: {
      ...{ name: backend.name, version: backend.version, threads: backend.threads },
      instructions: backend.instructions ?? null,
    },
    precision,
    files: files.records,
  };
}

/** Notes on what was measured that its reader must know. */
function lossNotes({ network, samples }: Ready, { loss, training }: Asked, measured: Measured): string[] {
  return [
    ...(loss === 'cross-entropy' && network.kind !== 'values'
      ? [`The network gives ${network.kind}, of which the cross-entropy is taken as they are.`]
      : []),
    ...(loss === 'mse' && samples.labels
      ? ['The targets of the squared error are rows of zeros with a one for the class.']
      : []),
    ...(training && measured.report.edge === null
      ? ['How far the optimiser is from its edge cannot be told without its second moments.']
      : []),
    ...(training && (training.optimizer === 'momentum' || training.optimizer === 'adam')
      ? ['What a smaller learning rate would win cannot be told for this optimiser.']
      : []),
  ];
}

/** Opens what is asked for, and prints what it is. */
async function opened(asked: Asked, around: Surroundings, files: Files) {
  const runtime = await loadRuntime(asked.backend ?? around.backend, asked.threads).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const network = openNetwork(files, asked.model, asked.weights);
  const samples = openSamples(files, asked.data, network, asked.samples);
  const points = pointsOf(network, asked, files);
  const batchSize = batchFor(samples, asked.batch);
  const loss = asUsage(() =>
    modelLoss(trainedModel(network, asked.loss), samples.data, samples.n, { batchSize }),
  );
  return { runtime, points, ready: { network, samples, loss, batchSize } };
}

/** The whole of the last point, and the main numbers of those before it. */
async function measuredPoints(
  asked: Asked,
  around: Surroundings,
  files: Files,
  { runtime, points, ready }: Awaited<ReturnType<typeof opened>>,
): Promise<{ readonly report: Omit<Report, 'cost'>; readonly products: number }> {
  const { network, samples, loss, batchSize } = ready;
  const { say } = around;
  const last = points.at(-1)!;
  const batchLoss = (indices: readonly number[]) => loss.batch(indices);
  const outputs = outputsAt(network, last.parameters, samples, batchSize);
  const wanted: MeasureOptions = {
    ...asked.settings,
    ...{ point: last.parameters, seed: asked.seed, directions: asked.directions, outputs },
    ...(asked.training && { training: { ...asked.training, batchLoss } }),
  };
  const { options, notes } = planned(asked, ready, wanted, say);
  const { point: _point, outputs: _outputs, training: _training, ...set } = settled(loss, options);
  const { precision } = set;
  const line = liveLine();
  const known = (point: number) =>
    kept(asked, around, { ...identity(asked, files, runtime, point), set, version: around.version });
  try {
    const checkpoints =
      points.length < 2
        ? []
        : points.slice(0, -1).map(({ name, parameters }, i) =>
            checkpointOf(loss, parameters, {
              ...{ name, seed: asked.seed, precision, checkpoint: known(i) },
              outputs: outputsAt(network, parameters, samples, batchSize),
              training: asked.training,
            }),
          );
    const checkpoint = known(points.length - 1);
    const measured = await measure(loss, {
      ...options,
      checkpoint,
      progress: (progress) => line.at(progress),
    });
    if (checkpoint.reused() > 0) say(`${checkpoint.reused()} results of before were kept and used again.`);
    const { report } = measured;
    const final = {
      ...{ name: last.name, loss: report.loss, accuracy: report.accuracy, gradientNorm: report.gradientNorm },
      ...{ ...report.eigenvalues, ratio: report.edge?.ratio ?? null },
    };
    return {
      report: {
        ...report,
        checkpoints: points.length < 2 ? [] : [...checkpoints, final],
        notes: [...network.notes, ...samples.notes, ...notes, ...lossNotes(ready, asked, measured)],
        provenance: {
          ...provenanceOf(asked, around, runtime, files, precision),
          commit: await currentCommit(),
        },
      },
      products: measured.products,
    };
  } finally {
    line.end();
  }
}

/**
 * From a command line to a report.
 * @returns the exit code
 * @throws UsageError for a mistake of whoever typed the command, or in a file of theirs
 */
export async function measureCommand(around: Surroundings): Promise<number> {
  const started = performance.now();
  const asked = askedBy(around.command, around.args);
  if (asked.out !== null) mustBeFree(asked.out, asked.force);
  const files = new Files();
  const all = await opened(asked, around, files);
  const { points, ready } = all;
  const { say } = around;
  sayNetwork(ready, say);
  for (const note of ready.samples.notes) say(`Note: ${note}`);
  const { value, gradient } = ready.loss.valueAndGradient(points.at(-1)!.parameters);
  const accuracy = accuracyOf(
    outputsAt(ready.network, points.at(-1)!.parameters, ready.samples, ready.batchSize),
  );
  say(
    `${ready.samples.n} samples: loss ${value.toPrecision(7)}${accuracy === null ? '' : `, accuracy ${percent(accuracy)}`}, gradient norm ${norm(gradient).toPrecision(4)}`,
  );
  mustBeExpected(asked, ready.loss.size, value);
  if (!Number.isFinite(value))
    throw new UsageError(
      `The loss of the network on these samples is ${value}; nothing can be measured there.`,
    );
  const { report, products } = await measuredPoints(asked, around, files, all);
  const seconds = (performance.now() - started) / 1000;
  const whole = reportSchema.parse({
    ...report,
    cost: { products, seconds, peakMemoryBytes: peakMemoryBytes() },
  });
  if (asked.json) around.print(JSON.stringify(whole, null, 1));
  if (asked.out !== null) {
    await writeReport(asked.out, whole, reportHtml(whole));
    say(`\nThe report is ${asked.out}/index.html, its numbers are report.json beside it.`);
  }
  if (!asked.json) around.print(`\n${reportSummary(whole)}`);
  return 0;
}
