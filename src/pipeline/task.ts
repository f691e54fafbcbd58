import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Backend } from '../engine/engine.ts';
import type { Need, Profile } from '../claims/experiment.ts';
import type { RegisteredExperiment } from '../registry/experiments.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { projectRoot } from './paths.ts';
import type { ModuleGraph } from './source.ts';
import { readSources, type SharedSources, type Sources } from './sources.ts';

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
  /** Keys of the tasks whose artifacts it starts from. */
  readonly inputs: readonly string[];
  /** sha256 of each source file; a sharper account of the source than the key needs. */
  readonly source: Readonly<Record<string, string>>;
  /** Seconds after which it is given up. */
  readonly timeLimit: number;
}

export interface TaskPlan {
  readonly profile: Profile;
  readonly backend: Backend;
  /** Seeds 0 to N − 1 in place of each variant's own. */
  readonly seeds?: number;
  /** Added to every seed: as many other ones. */
  readonly firstSeed?: number;
}

type Draft = Omit<Task, 'key' | 'inputs'> & { readonly needs: readonly Need[] };

const schemaVersion = 3;
const defaultTimeLimit = 1800;

/** The engine and the packages of this project. */
export const projectSources: SharedSources = {
  engineFile: fileURLToPath(new URL('../engine/create.ts', import.meta.url)),
  lockfile: join(projectRoot, 'package-lock.json'),
};

/** Seeds of a variant in this plan. */
export const variantSeeds = (
  own: readonly number[],
  { seeds, firstSeed = 0 }: Pick<TaskPlan, 'seeds' | 'firstSeed'>,
): number[] =>
  (seeds === undefined ? own : Array.from({ length: seeds }, (_, seed) => seed)).map(
    (seed) => firstSeed + seed,
  );

export const taskId = ({ experiment, variant, seed }: Need) => `${experiment}-${variant}-seed${seed}`;

/** Whether two tasks differ in their seeds only: they need the same compiled graphs. */
export const isSameVariant = (one: Task, other: Task): boolean =>
  one.experiment === other.experiment && one.variant === other.variant;

/** All tasks of the experiments with their keys, a task after those it needs. */
export const planTasks = async (
  registered: readonly RegisteredExperiment[],
  plan: TaskPlan,
  places = projectSources,
): Promise<Task[]> => tasksFrom(await readSources(registered, places), registered, plan);

/** The same, where the sources have been read. */
export function tasksFrom(
  sources: Sources,
  registered: readonly RegisteredExperiment[],
  plan: TaskPlan,
): Task[] {
  const shared = {
    schema: String(schemaVersion),
    profile: plan.profile,
    engine: sources.engine,
    backend: canonicalJson(plan.backend),
    platform: `${process.platform} ${process.arch}`,
    // Its functions, such as Math.tanh, are its own.
    javascript: `V8 ${process.versions.v8}`,
  };
  return withKeys(
    registered.flatMap((one) => {
      const { packages, dependencies, ...source } = sources.experiments[fileURLToPath(one.file)];
      return draftTasks(one, plan, { source, shared: { ...shared, packages, dependencies } });
    }),
  );
}

function draftTasks(
  { experiment }: RegisteredExperiment,
  plan: TaskPlan,
  {
    source,
    shared,
  }: {
    readonly source: Pick<ModuleGraph, 'sha256' | 'files'>;
    readonly shared: Readonly<Record<string, string>>;
  },
): Draft[] {
  const { profile } = plan;
  return Object.entries(experiment.variants(profile)).flatMap(([variant, { parameters, seeds }]) => {
    return variantSeeds(seeds, plan).map((seed): Draft => {
      const name = { experiment: experiment.id, variant, seed };
      return {
        ...name,
        id: taskId(name),
        profile,
        parameters: parameters as Draft['parameters'],
        ingredients: {
          ...shared,
          experiment: `${experiment.id} version ${experiment.version}`,
          variant,
          seed: String(seed),
          parameters: canonicalJson(experiment.parameters.parse(parameters)),
          source: source.sha256,
        },
        source: source.files,
        timeLimit: experiment.timeLimit ?? defaultTimeLimit,
        needs: experiment.needs?.(variant, seed) ?? [],
      };
    });
  });
}

/** Keys follow the inputs: a task's key holds those of the tasks it needs. */
function withKeys(drafts: readonly Draft[]): Task[] {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  const done = new Map<string, Task>();
  const resolve = (id: string, path: readonly string[]): Task => {
    const known = done.get(id);
    if (known) return known;
    if (path.includes(id)) throw new Error(`tasks need each other in a circle: ${[...path, id].join(' → ')}`);
    const draft = byId.get(id);
    if (!draft)
      throw new Error(
        `task ${path.at(-1)} needs ${id}, which is not part of this run; name its experiment too`,
      );
    const { needs, ...rest } = draft;
    const inputs = needs.map((need) => resolve(taskId(need), [...path, id]).key);
    const ingredients = { ...draft.ingredients, inputs: inputs.join(' ') };
    const task: Task = { ...rest, ingredients, inputs, key: sha256(canonicalJson(ingredients)) };
    done.set(id, task);
    return task;
  };
  for (const { id } of drafts) resolve(id, []);
  return [...done.values()];
}
