import { constructionTrained } from '../../src/studies/construction/trained-run.ts';
import { construction } from '../../src/studies/construction/run.ts';
import { detector } from '../../src/studies/detector/run.ts';
import type { Envelope } from '../../src/claims/envelope.ts';
import type { Experiment, RunContext } from '../../src/claims/experiment.ts';
import { origin } from '../../src/studies/origin/run.ts';
import type { ConstructionStudy } from '../../src/studies/construction/study.ts';
import type { DetectorStudy } from '../../src/studies/detector/study.ts';
import type { OriginArtifact } from '../../src/studies/origin/study.ts';

/** Artifacts as a run would publish them: `seeds` of every variant, with the experiment's own numbers. */
async function artifacts<P, O>(
  experiment: Experiment<P, O>,
  seeds: readonly number[],
  adapt: (parameters: P) => P = (parameters) => parameters,
): Promise<(Envelope & O)[]> {
  const runs = Object.entries(experiment.variants('quick')).flatMap(([variant, { parameters }]) =>
    seeds.map(async (seed) => {
      const set = adapt(parameters);
      const context = { parameters: set, seed, progress: () => undefined } as unknown as RunContext<P>;
      const { status, output } = await experiment.run(context);
      const id = `${experiment.id}-${variant}-seed${seed}`;
      const envelope = {
        schema: 1,
        id,
        experiment: experiment.id,
        variant,
        seed,
        profile: 'quick',
        status,
      } as const;
      return { ...envelope, parameters: set as Record<string, unknown>, ...output };
    }),
  );
  return Promise.all(runs);
}

export const exampleConstruction = async (): Promise<ConstructionStudy> => ({
  exact: await artifacts(construction, [0, 1]),
  trained: await artifacts(constructionTrained, [0, 1]),
});

export const exampleOrigin = (): Promise<readonly OriginArtifact[]> => artifacts(origin, [0, 1]);

export async function exampleDetector(): Promise<DetectorStudy> {
  const seeds = await artifacts(detector, [0], (set) => ({ ...set, trials: 2, networkTrials: 2 }));
  return { seeds, settings: detector.parameters.parse(seeds[0].parameters) };
}
