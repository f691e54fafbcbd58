import type { TrainingLoss } from '../../engine/engine.ts';
import type { NetworkModel } from '../../math/network.ts';
import { keptLater } from '../../claims/checkpoint.ts';
import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { unit } from '../../math/vector.ts';
import { imageClassifier } from '../../measure/image-classifier.ts';
import { trainingImages } from '../../measure/image-data.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import { measureSlice } from '../../measure/slice-growth.ts';
import { crossingStep, descend, isQuadratic, startDescent, type EdgeDescent } from '../../measure/descent.ts';
import { lead, measureDecay, type DecayPlan, type MeasuredDecay } from './event.ts';
import { race } from './race.ts';
import { firstName, secondNames, type DecayOutput, type DecayParameters, type Race } from './schema.ts';

type Context = RunContext<DecayParameters>;

/** Eigenvectors whose tensors are kept. */
const keptDirections = 5;

async function after(loss: TrainingLoss, start: Float32Array, learningRate: number, steps: number) {
  return (await loss.gradientDescent(start, { learningRate, steps })).parameters;
}

type Iterates = ReadonlyMap<number, Float32Array>;

interface Undecayed {
  readonly iterates: Iterates;
  /** Null where it did not. */
  readonly divergedAt: number | null;
}

/** The iterates that the decays start from, from one pass over the undecayed training, as far as it stays bounded. */
async function undecayed(
  { parameters: set }: Context,
  loss: TrainingLoss,
  start: Float32Array,
): Promise<Undecayed> {
  const { learningRate, firsts, second } = set;
  const iterates = new Map<number, Float32Array>();
  let [done, parameters] = [0, start];
  for (const step of [...firsts.map((first) => first.step - lead), second.step].sort((a, b) => a - b)) {
    const stretch = await loss.gradientDescent(parameters, { learningRate, steps: step - done });
    if (stretch.status === 'diverged') return { iterates, divergedAt: done + stretch.losses.length - 1 };
    iterates.set((done = step), (parameters = stretch.parameters));
  }
  return { iterates, divergedAt: null };
}

interface FirstDecay {
  readonly measured: MeasuredDecay;
  readonly race: Race;
}

async function firstDecay(
  { parameters: set, seed }: Context,
  loss: TrainingLoss,
  iterates: Iterates,
  { step, factor }: { readonly step: number; readonly factor: number },
): Promise<FirstDecay> {
  const plan: DecayPlan = { name: firstName(factor), step, learningRate: set.learningRate, factor };
  const measured = measureDecay(loss, iterates.get(step - lead)!, plan, seed);
  return { measured, race: await race(loss, measured.start, plan, set.raceSteps) };
}

/** Second decays of a branch whose first came early enough for its sharpness to return to the new edge. */
async function secondDecays(
  { parameters: set, seed, checkpoint }: Context,
  loss: TrainingLoss,
  model: NetworkModel,
  iterates: Iterates,
): Promise<MeasuredDecay[]> {
  const { step, factor, soon, delay, maxSteps, every } = set.second;
  const learningRate = set.learningRate / factor;
  const decayed = iterates.get(step)!;
  const measured = async (name: string, steps: number) =>
    measureDecay(
      loss,
      await after(loss, decayed, learningRate, steps - lead),
      { name, step: step + steps, learningRate, factor },
      seed,
    );
  const below = await measured(secondNames.below, soon);
  const back = ({ sharpness }: EdgeDescent) => crossingStep(sharpness, learningRate);
  const descent = await descend(
    loss,
    startDescent(decayed, seed),
    {
      learningRate,
      every,
      farFactor: 2,
      quadratic: isQuadratic(model),
      until: (now) => back(now) !== null || now.losses.length >= maxSteps,
    },
    checkpoint,
    'back to the edge',
  );
  const returned = back(descent);
  return returned === null ? [below] : [below, await measured(secondNames.at, returned + delay)];
}

/** Trains, decays and follows both branches. */
export async function runDecay(context: Context): Promise<RunResult<DecayOutput>> {
  const { engine, parameters: set, seed, checkpoint, progress } = context;
  const dataset = await trainingImages(set.images, seed);
  const { model, problem, start } = imageClassifier(dataset, set, seed);
  const loss = engine.loss(problem);
  const { iterates, divergedAt } = await keptLater(checkpoint, 'undecayed', () =>
    undecayed(context, loss, start),
  );
  const output = {
    model: { ...model, layers: [...model.layers], dataset: dataset.id },
    learningRate: set.learningRate,
  };
  const init = Float64Array.from(start);
  if (divergedAt !== null)
    return {
      status: 'diverged',
      output: { ...output, events: [], races: [], eigenpairs: [], slices: [], divergedAt },
      tensors: networkTensors(model, { init }, []),
      datasets: [dataset],
    };
  const firsts: FirstDecay[] = [];
  for (const [i, first] of set.firsts.entries()) {
    const name = firstName(first.factor);
    progress((0.3 * i) / set.firsts.length, name);
    firsts.push(await keptLater(checkpoint, name, () => firstDecay(context, loss, iterates, first)));
  }
  progress(0.6, 'second decays');
  const seconds = await secondDecays(context, loss, model, iterates);

  // The artifact's own point is the centre of the oscillation at the first decay listed.
  const { centre, oscillation, pairs } = firsts[0].measured;
  const final = Float64Array.from(Float32Array.from(centre));
  const kept = pairs.slice(0, keptDirections);
  const along = { name: 'oscillation', vector: unit(oscillation) };
  return {
    status: seconds.length === 2 ? 'complete' : 'partial',
    output: {
      ...output,
      events: [...firsts.map(({ measured }) => measured.event), ...seconds.map(({ event }) => event)],
      races: firsts.map((first) => first.race),
      eigenpairs: kept.map(({ value, residual }, i) => ({
        centre: 'final',
        value,
        residual,
        direction: `e${i + 1}`,
      })),
      slices: [measureSlice(loss, final, along, set.slice)],
    },
    tensors: networkTensors(model, { init, final }, [
      along,
      ...kept.map(({ vector }, i) => ({ name: `e${i + 1}`, vector: Float32Array.from(vector) })),
    ]),
    datasets: [dataset],
  };
}
