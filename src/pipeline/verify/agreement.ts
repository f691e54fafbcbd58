import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeSafetensors } from '../../data/safetensors.ts';
import { sha256 } from '../canonical.ts';
import { Complaint } from '../complaint.ts';
import { compare, type Comparison } from './drift.ts';
import { statisticsOf, summarise, type Reference, type ReferenceTest } from './reference.ts';
import { readResults, type ResultsHead } from './results-head.ts';
import { familyFactor, halfWidth, rounding, type Family, type Measured } from './tolerance.ts';
import { sideBySide, type Wording } from './wording.ts';

/** Within how much two backends must agree, as the report prints it. */
export const agreementRules: readonly string[] = [
  'data sets and initial parameters: byte by byte, since no backend computes them',
  'each statistic: within the interval of a difference, √(h₁² + h₂²) of the two half widths, widened for all the statistics compared, and never less than rounding',
  'whether each test and each control passes, and every verdict: the same',
];

/** How far two measurements of one quantity may lie apart. */
const apart = (one: Measured, other: Measured, family: Family): number =>
  Math.max(familyFactor(family) * Math.hypot(halfWidth(one), halfWidth(other)), rounding(one));

/** The first backend's summary with the tolerance that holds between the two. */
function between(one: Reference, other: Reference): Reference {
  return {
    ...one,
    claims: one.claims.map((claim) => {
      const others = other.claims.find(({ id }) => id === claim.id)?.tests ?? [];
      return {
        ...claim,
        tests: claim.tests.map((test): ReferenceTest => {
          const counterpart = others.find(({ name }) => name === test.name);
          if (!counterpart) return test;
          const family = { seeds: test.seeds, statistics: statisticsOf(one.claims) };
          return {
            ...test,
            tolerance: apart(test, counterpart, family),
            control: { ...test.control, tolerance: apart(test.control, counterpart.control, family) },
          };
        }),
      };
    }),
  };
}

/** sha256 of each file of a subfolder. */
async function checksums(folder: string, subfolder: string): Promise<Map<string, string>> {
  const names = await readdir(join(folder, subfolder)).catch(() => []);
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, sha256(await readFile(join(folder, subfolder, name)))] as const),
    ),
  );
}

/** sha256 over the initial parameters of each network. */
async function initialParameters(folder: string): Promise<Map<string, string>> {
  const names = await readdir(join(folder, 'tensors')).catch(() => []);
  const all = await Promise.all(
    names.map(async (name): Promise<[string, string][]> => {
      const path = join(folder, 'tensors', name);
      const tensors = Object.entries(decodeSafetensors(await readFile(path), path))
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
 * What two results folders of one profile, such as those of two backends, have in common and where they disagree.
 * @throws Complaint where their profiles differ
 */
export async function agree(folder: string, otherFolder: string): Promise<Agreement> {
  const [one, other] = await Promise.all([readResults(folder), readResults(otherFolder)]);
  if (one.head.profile !== other.head.profile)
    throw new Complaint(`profile ${one.head.profile} cannot be compared with profile ${other.head.profile}`);
  const [summary, otherSummary] = [one, other].map(({ head, claims }) => summarise(head, claims));
  const names = namesOf([one.head, other.head], [folder, otherFolder]);
  const comparison = compare(between(summary, otherSummary), otherSummary, sideBySide(...names));
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
