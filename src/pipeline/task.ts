import { fileURLToPath } from 'node:url';
import type { Backend } from '../engine/engine.ts';
import type { Profile } from '../experiments/experiment.ts';
import type { RegisteredExperiment } from '../experiments/index.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { computingPackages } from './packages.ts';
import { moduleGraph } from './source.ts';

/** One run to be made or reused: an experiment with a variant and a seed. All of it is plain data. */
export interface Task {
  readonly id: string;
  readonly experiment: string;
  readonly variant: string;
  readonly seed: number;
  readonly profile: Profile;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly key: string;
  /** What the key was made of, to explain it. */
  readonly ingredients: Readonly<Record<string, string>>;
  readonly source: readonly string[];
}

export interface TaskPlan {
  readonly profile: Profile;
  readonly backend: Backend;
  /** Seeds 0 to N − 1 in place of each variant's own. */
  readonly seeds?: number;
}

const schemaVersion = 1;
const engineFile = fileURLToPath(new URL('../engine/create.ts', import.meta.url));

/** All tasks of the experiments with their keys (design, section 6). */
export async function planTasks(
  registered: readonly RegisteredExperiment[],
  plan: TaskPlan,
): Promise<Task[]> {
  const [engine, packages] = await Promise.all([moduleGraph(engineFile), computingPackages()]);
  const perExperiment = await Promise.all(
    registered.map(async ({ experiment, file }) => {
      const source = await moduleGraph(fileURLToPath(file));
      return Object.entries(experiment.variants(plan.profile)).flatMap(([variant, { parameters, seeds }]) => {
        const chosen =
          plan.seeds === undefined ? seeds : Array.from({ length: plan.seeds }, (_, seed) => seed);
        return chosen.map((seed): Task => {
          const ingredients = {
            schema: String(schemaVersion),
            experiment: `${experiment.id} version ${experiment.version}`,
            variant,
            seed: String(seed),
            profile: plan.profile,
            parameters: canonicalJson(experiment.parameters.parse(parameters)),
            source: source.sha256,
            engine: engine.sha256,
            packages: canonicalJson(packages),
            backend: canonicalJson(plan.backend),
            platform: `${process.platform} ${process.arch}`,
          };
          return {
            id: `${experiment.id}-${variant}-seed${seed}`,
            experiment: experiment.id,
            variant,
            seed,
            profile: plan.profile,
            parameters: parameters as Task['parameters'],
            key: sha256(canonicalJson(ingredients)),
            ingredients,
            source: source.files,
          };
        });
      });
    }),
  );
  return perExperiment.flat();
}
