import { plateauDetector } from '../../math/plateaus.ts';
import { imagesOf } from '../../measure/image-words.ts';
import { forJudge, type Results } from '../../claims/results.ts';
import { perRate, rateSlope, scaleCount, scaleRatio } from './statistics.ts';
import { judgedRates, separateScalesVariants, settlingRates } from './settings.ts';
import type { Markup } from '../../figures/markup.ts';
import { capitalised, counted, countWord, formatNumber, grouped, listed } from '../../figures/numbers.ts';
import { minimumNoise, separateScalesParameters } from './schema.ts';
import { minimaOf } from '../../math/minima.ts';
import { extent, max, median } from '../../math/statistics.ts';
import { runsOf, scalesStudy, type MeasuredScales, type ScalesStudy } from './selections.ts';

const span = (values: readonly number[]): Markup => {
  const [low, high] = extent(values).map(formatNumber);
  return low === high ? low : `${low} to ${high}`;
};

const countSpan = (values: readonly number[]): Markup => {
  const [low, high] = extent(values);
  return low === high ? String(low) : `${low} to ${high}`;
};

/** How many scales the ReLU networks have at the judged rates, in a sentence. */
export function scalesFinding(study: ScalesStudy): Markup {
  const parts = judgedRates.map((rate) => {
    const runs = runsOf(study, 'relu', rate);
    const several = runs.filter((run) => scaleCount(run)! >= 2).length;
    return `${several} of ${runs.length} after settling at <i>η</i>′ = ${rate}`;
  });
  return `Averaged over random directions, the loss around a ReLU network shows at least two separate scales in ${listed(parts)}.`;
}

/** What the networks without kinks show, in a sentence. */
export function controlFinding(study: ScalesStudy): Markup {
  const counts = ['tanh', 'linear'].flatMap((network) =>
    judgedRates.flatMap((rate) => runsOf(study, network, rate).map((run) => scaleCount(run)!)),
  );
  const single = counts.filter((count) => count === 1).length;
  return single === counts.length
    ? `Tanh and linear networks show a single scale in all ${counts.length} runs.`
    : `Tanh and linear networks show a single scale in ${single} of ${counts.length} runs.`;
}

/** How the small scale depends on the last learning rate, in a sentence. */
export function lawFinding(study: ScalesStudy): Markup {
  const artifacts = forJudge(study.artifacts);
  const bySeed = rateSlope(
    settlingRates.map((rate) => ({ rate, ratios: perRate(artifacts, 'relu', rate, scaleRatio) })),
  );
  const slopes = [...bySeed.values()].filter((slope) => slope !== null);
  const ratios = (rate: number) => runsOf(study, 'relu', rate).map((run) => scaleRatio(run)!);
  const [first, last] = [settlingRates[0], settlingRates[settlingRates.length - 1]];
  if (slopes.length === 0)
    return 'No seed has its scales at every learning rate, so that no law can be fitted.';
  return `The ratio of the two curvatures is ${span(ratios(first))} at <i>η</i>′ = ${first} and ${span(ratios(last))} at <i>η</i>′ = ${last}: it goes as <i>η</i>′ to the power ${span(slopes)}.`;
}

/** How many pre-activations are pinned, in a sentence. */
export function pinnedFinding(study: ScalesStudy): Markup {
  const runs = settlingRates.flatMap((rate) => runsOf(study, 'relu', rate));
  const before = runs.map(({ pinned }) => pinned.init);
  const after = runs.map(({ pinned }) => pinned.final!);
  const tanh = judgedRates.flatMap((rate) => runsOf(study, 'tanh', rate)).map(({ pinned }) => pinned.final!);
  return `At initialisation ${countSpan(before)} pre-activations of a ReLU network lie close to 0, after training ${countSpan(after)}; in a tanh network, which has no kink to pin them to, ${countSpan(tanh)}.`;
}

const lineNames: Readonly<Record<string, string>> = {
  'large-rate-iterate': 'back to the last iterate at the large learning rate',
  gradient: 'along the gradient',
  oscillation: 'along the oscillation',
};

/** Local minima on the lines that training took, in a sentence. */
export function linesFinding(study: ScalesStudy): Markup {
  const rate = Math.min(...judgedRates);
  const lines = runsOf(study, 'relu', rate).flatMap((run) => run.lines);
  const single = lines.filter(({ minima }) => minima === 1).length;
  if (lines.length === 0) return 'No line that training took was measured.';
  if (single === lines.length)
    return `On all ${lines.length} lines that training took, the loss around a ReLU network has a single minimum: there are no basins within basins.`;
  const several = Object.keys(lineNames).filter((direction) =>
    lines.some((line) => line.direction === direction && line.minima > 1),
  );
  return `On ${single} of ${counted(lines.length, 'line')} that training took, the loss around a ReLU network has a single minimum; it has several ${listed(several.map((name) => lineNames[name]))}.`;
}

/** Minima of the other networks on the same lines, in a sentence. */
export function otherLinesFinding(study: ScalesStudy): Markup {
  const rate = Math.min(...judgedRates);
  const parts = ['tanh', 'linear'].map((network) => {
    const lines = runsOf(study, network, rate).flatMap((run) => run.lines);
    const most = lines.length === 0 ? 0 : max(lines, ({ minima }) => minima);
    const single = lines.filter(({ minima }) => minima === 1).length;
    return `the ${network} network has one minimum on ${single} of ${lines.length} such lines${most > 1 ? ` and ${countWord(most)} at most on the others` : ''}`;
  });
  return `${capitalised(listed(parts))}.`;
}

/** Minima of a slice other than the one at its centre: how far out, and their loss over that at the centre. */
function outerMinima({ slices, training }: MeasuredScales, direction: string) {
  const { t, loss } = slices.find((slice) => slice.direction === direction)!;
  const half = t.length / 2;
  const distances = [...t.slice(0, half), 0, ...t.slice(half)];
  const losses = [...loss.slice(0, half), training.loss!, ...loss.slice(half)];
  return minimaOf(losses, minimumNoise(training.loss!))
    .map((i) => ({
      distance: Math.abs(distances[i]),
      height: losses[i] / training.loss!,
      loss: losses[i],
      passed: max(training.curve, (point) => point.loss)!,
    }))
    .filter(({ height }) => height > 1 + 1e-6);
}

/** Where lines of the smooth networks have a second minimum, in a sentence; empty where none has. */
export function outerMinimaFinding(study: ScalesStudy): Markup {
  const rate = Math.min(...judgedRates);
  const found = runsOf(study, 'tanh', rate).flatMap((run) =>
    run.lines.filter(({ minima }) => minima > 1).flatMap(({ direction }) => outerMinima(run, direction)),
  );
  if (found.length === 0) return '';
  const above = found.every(({ loss, passed }) => loss > passed)
    ? ': a dip in the plateau of saturated units, above any loss that training passes through, and no basin within a basin'
    : '';
  return `The second minimum of the tanh network lies at a distance of ${span(found.map(({ distance }) => distance))}, where the loss is ${span(found.map(({ height }) => height))} times that at the centre${above}.`;
}

/** What the lines say of learning-rate decay, in a sentence; empty where some line has several minima or none was measured. */
export function basinsConclusion(study: ScalesStudy): Markup {
  const lines = runsOf(study, 'relu', Math.min(...judgedRates)).flatMap((run) => run.lines);
  return lines.length > 0 && lines.every(({ minima }) => minima === 1)
    ? 'So what learning-rate decay gains on a network like this is not the way into another basin.'
    : '';
}

const isSeveral = (run: MeasuredScales) => scaleCount(run)! >= 2;

/** Whether networks with kinks alone have separate scales, in sentences. */
export function scopeFinding(study: ScalesStudy): Markup {
  const of = (networks: readonly string[]) =>
    networks.flatMap((network) => judgedRates.flatMap((rate) => runsOf(study, network, rate)));
  const [kinked, smooth] = [of(['relu']), of(['tanh', 'linear'])];
  const share = (runs: readonly MeasuredScales[]) => `${runs.filter(isSeveral).length} of ${runs.length}`;
  const found = `At the judged learning rates ${share(kinked)} networks whose activation has kinks show separate scales, and ${share(smooth)} of the others.`;
  return kinked.some(isSeveral) && !smooth.some(isSeveral)
    ? `${found} So this build finds them only where there are kinks; it does not exclude that larger networks with smooth activations have scales of another origin.`
    : found;
}

/** Where the two scales lie, in a sentence. */
export function rangesFinding(study: ScalesStudy): Markup {
  const rate = Math.min(...judgedRates);
  const runs = runsOf(study, 'relu', rate).filter((run) => scaleCount(run)! >= 2);
  if (runs.length === 0) return `No run at <i>η</i>′ = ${rate} has two scales.`;
  const end = (pick: (run: (typeof runs)[number]) => number) => formatNumber(median(runs, pick));
  return `At <i>η</i>′ = ${rate} the inner plateau ends near <i>t</i> = ${end(({ scales }) => scales.plateaus[0].to)} and the outer one begins near ${end(({ scales }) => scales.plateaus.at(-1)!.from)}.`;
}

/** What the runs were set to, in the words of the page. */
export function scalesSettings(results: Results) {
  const run = scalesStudy(results)?.artifacts.find(({ variant }) => variant.startsWith('relu'));
  const { hidden, images, training, randomDirections, lineSlice } = run
    ? separateScalesParameters.parse(run.parameters)
    : separateScalesVariants('full')['relu-0.3'].parameters;
  return {
    hidden: hidden.join('–'),
    samples: images.samples,
    images: imagesOf(run ? [run] : [], results.dataset).name,
    learningRate: training.learningRate,
    steps: grouped(training.maxSteps),
    settleSteps: training.settleSteps,
    directions: countWord(randomDirections),
    grid: lineSlice.pointsPerDecade,
    detector: plateauDetector,
  };
}
