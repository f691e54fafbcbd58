import type { Problem } from '../../engine/engine.ts';
import { keptLater } from '../../claims/checkpoint.ts';
import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { unit } from '../../math/vector.ts';
import { imageClassifier } from '../../measure/image-classifier.ts';
import { trainingImages } from '../../measure/image-data.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import { measureSlice } from '../../measure/slice-growth.ts';
import { crossingStep, descend, startDescent, type EdgeDescent } from '../../measure/descent.ts';
import { lead, measureDecay, type DecayPlan, type MeasuredDecay } from './event.ts';
import { race } from './race.ts';
import { firstName, secondNames, type DecayOutput, type DecayParameters, type Race } from './schema.ts';

type Context = RunContext<DecayParameters>;

/** Eigenvectors whose tensors are kept. */
const keptDirections = 5;

async function after(
  context: Context,
  problem: Problem,
  start: Float32Array,
  learningRate: number,
  steps: number,
) {
  return (await context.engine.gradientDescent(problem, start, { learningRate, steps })).parameters;
}

type Iterates = ReadonlyMap<number, Float32Array>;

interface Undecayed {
  readonly iterates: Iterates;
  /** Null where it did not. */
  readonly divergedAt: number | null;
}

/** The iterates that the decays start from, from one pass over the undecayed training, as far as it stays bounded. */
async function undecayed(context: Context, problem: Problem, start: Float32Array): Promise<Undecayed> {
  const { engine, parameters: set } = context;
  const { learningRate, firsts, second } = set;
  const iterates = new Map<number, Float32Array>();
  let [done, parameters] = [0, start];
  for (const step of [...firsts.map((first) => first.step - lead), second.step].sort((a, b) => a - b)) {
    const stretch = await engine.gradientDescent(problem, parameters, { learningRate, steps: step - done });
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
  context: Context,
  problem: Problem,
  iterates: Iterates,
  { step, factor }: { readonly step: number; readonly factor: number },
): Promise<FirstDecay> {
  const { engine, parameters: set, seed } = context;
  const plan: DecayPlan = { name: firstName(factor), step, learningRate: set.learningRate, factor };
  const measured = measureDecay(engine, problem, iterates.get(step - lead)!, plan, seed);
  return { measured, race: await race(engine, problem, measured.start, plan, set.raceSteps) };
}

/** Second decays of a branch whose first came early enough for its sharpness to return to the new edge. */
async function secondDecays(
  context: Context,
  problem: Problem,
  iterates: Iterates,
): Promise<MeasuredDecay[]> {
  const { engine, parameters: set, seed, checkpoint } = context;
  const { step, factor, soon, delay, maxSteps, every } = set.second;
  const learningRate = set.learningRate / factor;
  const decayed = iterates.get(step)!;
  const measured = async (name: string, steps: number) =>
    measureDecay(
      engine,
      problem,
      await after(context, problem, decayed, learningRate, steps - lead),
      { name, step: step + steps, learningRate, factor },
      seed,
    );
  const below = await measured(secondNames.below, soon);
  const back = ({ sharpness }: EdgeDescent) => crossingStep(sharpness, learningRate);
  const descent = await descend(
    engine,
    problem,
    startDescent(decayed, seed),
    {
      learningRate,
      every,
      farFactor: 2,
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
  const { iterates, divergedAt } = await keptLater(checkpoint, 'undecayed', () =>
    undecayed(context, problem, start),
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
    firsts.push(await keptLater(checkpoint, name, () => firstDecay(context, problem, iterates, first)));
  }
  progress(0.6, 'second decays');
  const seconds = await secondDecays(context, problem, iterates);

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
      slices: [measureSlice(engine, problem, final, along, set.slice)],
    },
    tensors: networkTensors(model, { init, final }, [
      along,
      ...kept.map(({ vector }, i) => ({ name: `e${i + 1}`, vector: Float32Array.from(vector) })),
    ]),
    datasets: [dataset],
  };
}
