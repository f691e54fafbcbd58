import type { AnyExperiment, RunContext } from '../../src/claims/experiment.ts';
import { orbits } from '../../src/studies/orbits/run.ts';
import { staircase } from '../../src/studies/staircase/run.ts';
import { valley } from '../../src/studies/valley/run.ts';
import type { DiagramArtifact, OrbitsStudy, RandomOrbitsArtifact } from '../../src/studies/orbits/study.ts';
import type { StaircaseArtifact, StaircaseStudy } from '../../src/studies/staircase/study.ts';
import type { ValleyArtifact, ValleyStudy } from '../../src/studies/valley/study.ts';

/** The artifacts of a variant in the quick profile, without the pipeline. */
async function artifacts<A>(experiment: AnyExperiment, variant: string): Promise<A[]> {
  const { parameters, seeds } = experiment.variants('quick')[variant];
  return Promise.all(
    seeds.map(async (seed) => {
      const context = { parameters, seed, progress: () => {} } as unknown as RunContext<unknown>;
      const { status, output } = await experiment.run(context);
      const id = `${experiment.id}-${variant}-seed${seed}`;
      const envelope = {
        schema: 1,
        id,
        experiment: experiment.id,
        variant,
        seed,
        profile: 'quick',
        parameters,
      };
      return { ...envelope, status, ...output } as A;
    }),
  );
}

export async function exampleOrbits(): Promise<OrbitsStudy> {
  const [diagram] = await artifacts<DiagramArtifact>(orbits, 'diagram');
  return { seeds: await artifacts<RandomOrbitsArtifact>(orbits, 'random-starts'), diagram };
}

export const exampleValley = async (): Promise<ValleyStudy> => ({
  seeds: await artifacts<ValleyArtifact>(valley, 'valley'),
});

export const exampleStaircase = async (): Promise<StaircaseStudy> => ({
  seeds: await artifacts<StaircaseArtifact>(staircase, 'staircase'),
  settings: staircase.variants('quick')['staircase'].parameters,
});
