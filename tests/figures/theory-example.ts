import type { AnyExperiment, RunContext } from '../../src/claims/experiment.ts';
import { orbits } from '../../src/studies/orbits/experiment.ts';
import { staircase } from '../../src/studies/staircase/experiment.ts';
import { valley } from '../../src/studies/valley/experiment.ts';
import type { OrbitsStudy } from '../../src/studies/orbits/selections.ts';
import type { StaircaseRun, StaircaseStudy } from '../../src/studies/staircase/selections.ts';
import type { ValleyRun } from '../../src/studies/valley/selections.ts';

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
  const [diagram] = await artifacts<OrbitsStudy['diagram']>(orbits, 'diagram');
  return { seeds: await artifacts<OrbitsStudy['seeds'][number]>(orbits, 'random-starts'), diagram };
}

export const exampleValley = () => artifacts<ValleyRun>(valley, 'valley');

export const exampleStaircase = async (): Promise<StaircaseStudy> => ({
  seeds: await artifacts<StaircaseRun>(staircase, 'staircase'),
  settings: staircase.variants('quick')['staircase'].parameters,
});
