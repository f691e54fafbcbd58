import type { Runtime } from '../engine/runtime.ts';
import { norm } from '../math/vector.ts';
import { accuracyOf } from '../measure/landscape/examples.ts';
import { measure } from '../measure/landscape/measure.ts';
import type { MeasureOptions } from '../measure/landscape/options.ts';
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
import { Files } from './files.ts';
import { keptFor, type Kept } from './kept.ts';
import { liveLine } from './live-line.ts';
import { opened, outputsAt, type Ready } from './open.ts';
import { askedBy, type Asked } from './options.ts';
import { lossNotes, provenanceOf } from './provenance.ts';
import { mustBeExpected, sayNetwork } from './say.ts';
import type { Surroundings } from './surroundings.ts';
import { mustBeFree, writeReport } from './write-report.ts';

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
  const set = settled(loss, options);
  const { precision } = set;
  const line = liveLine();
  const known = (point: number) =>
    kept(asked, around, {
      ...identity(asked, files, runtime, point),
      ...{ set: { ...set, point: null, outputs: null, training: null }, version: around.version },
    });
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
    `${ready.samples.n} samples: loss ${value.toPrecision(7)}${accuracy === null ? '' : `, accuracy ${(100 * accuracy).toFixed(1)} %`}, gradient norm ${norm(gradient).toPrecision(4)}`,
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
