import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeSafetensors } from '../../data/safetensors.ts';
import type { RegisteredExperiment } from '../../registry/experiments.ts';
import { sha256 } from '../canonical.ts';
import { Complaint } from '../complaint.ts';
import { compare, type Comparison } from './drift.ts';
import { inspectResults } from './inspect.ts';
import { summarise } from './reference.ts';
import type { ResultsHead } from '../../claims/published.ts';
import { equalStanding } from './terms.ts';
import type { Wording } from './wording.ts';

/** Within how much two backends must agree, as the report prints it. */
export const agreementRules: readonly string[] = [
  'profile, data set, seeds and experiments: the same',
  'data sets and initial parameters: byte by byte, since no backend computes them',
  'each statistic: within the interval of a difference, √(h₁² + h₂²) of the two half widths, widened for all the statistics compared, and never less than rounding',
  'whether each test and each control passes, and every verdict: the same',
];

/** sha256 of each file of a subfolder. */
async function checksums(folder: string, subfolder: string): Promise<Map<string, string>> {
  const names = await readdir(join(folder, subfolder)).catch(() => []);
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, sha256(await readFile(join(folder, subfolder, name)))] as const),
    ),
  );
}

/** @throws Complaint that names the file where it cannot be decoded */
async function readTensors(path: string) {
  try {
    return decodeSafetensors(await readFile(path));
  } catch (cause) {
    throw new Complaint(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** sha256 over the initial parameters of each network. */
async function initialParameters(folder: string): Promise<Map<string, string>> {
  const names = await readdir(join(folder, 'tensors')).catch(() => []);
  const all = await Promise.all(
    names.map(async (name): Promise<[string, string][]> => {
      const tensors = Object.entries(await readTensors(join(folder, 'tensors', name)))
        .filter(([tensor]) => tensor.startsWith('init/'))
        .map(([tensor, { data }]) => [tensor, Array.from(data)]);
      return tensors.length === 0 ? [] : [[name, sha256(JSON.stringify(tensors))]];
    }),
  );
  return new Map(all.flat());
}

/** How much of two maps is the same. */
interface Overlap {
  readonly same: number;
  readonly differing: readonly string[];
  /** What only one of them has, with its number of entries. */
  readonly alone: readonly (readonly [where: string, names: readonly string[]])[];
}

function overlap(
  [one, other]: readonly [ReadonlyMap<string, string>, ReadonlyMap<string, string>],
  [oneName, otherName]: Wording['names'],
): Overlap {
  const both = [...one.keys()].filter((name) => other.has(name));
  const differing = both.filter((name) => one.get(name) !== other.get(name));
  const without = (map: ReadonlyMap<string, string>, rest: ReadonlyMap<string, string>) =>
    [...map.keys()].filter((name) => !rest.has(name));
  const alone = [[oneName, without(one, other)] as const, [otherName, without(other, one)] as const];
  return {
    same: both.length - differing.length,
    differing,
    alone: alone.filter(([, names]) => names.length > 0),
  };
}

/** `37 of 39, 2 more on wasm only` */
const tally = ({ same, differing, alone }: Overlap): string =>
  [
    `${same} of ${same + differing.length}`,
    ...alone.map(([where, names]) => `${names.length} more on ${where} only`),
  ].join(', ');

/** What the results folders are called: by their backends where these tell them apart. */
function namesOf(
  [one, other]: readonly [ResultsHead, ResultsHead],
  folders: readonly [string, string],
): readonly [string, string] {
  return one.backend.name === other.backend.name ? folders : [one.backend.name, other.backend.name];
}

export interface Agreement extends Comparison {
  /** Files that both have, of which so many are the same byte by byte. */
  readonly identical: Readonly<Record<'datasets' | 'initial parameters' | 'artifacts', string>>;
}

/**
 * What two results folders, such as those of two backends, have in common and where they disagree.
 * @throws Complaint where one of them is not whole
 */
export async function agree(
  folder: string,
  otherFolder: string,
  registered: readonly RegisteredExperiment[],
): Promise<Agreement> {
  const one = await inspectResults(folder, registered);
  const other = await inspectResults(otherFolder, registered);
  const [summary, otherSummary] = [one, other].map(({ head, claims }) => summarise(head, claims));
  const names = namesOf([one.head, other.head], [folder, otherFolder]);
  const comparison = compare(summary, otherSummary, equalStanding(...names));
  const read = async (what: (folder: string) => Promise<Map<string, string>>) =>
    overlap(await Promise.all([what(folder), what(otherFolder)]), names);
  const datasets = await read((path) => checksums(path, 'datasets'));
  const initial = await read(initialParameters);
  const artifacts = await read((path) => checksums(path, 'artifacts'));
  const experimentOf = new Map(one.artifacts.map(({ id, experiment }) => [`${id}.json`, experiment]));
  const computed = [...new Set(artifacts.differing.map((name) => experimentOf.get(name) ?? name))];
  return {
    ...comparison,
    identical: {
      datasets: tally(datasets),
      'initial parameters': tally(initial),
      artifacts: `${tally(artifacts)}${computed.length > 0 ? `; others differ in ${computed.join(', ')}` : ''}`,
    },
    drifts: [
      ...comparison.drifts,
      ...datasets.differing.map((name) => `datasets/${name} is not the same`),
      ...initial.differing.map((name) => `the initial parameters in tensors/${name} are not the same`),
    ],
  };
}
