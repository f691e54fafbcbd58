import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Envelope } from '../../claims/envelope.ts';
import type { RegisteredExperiment } from '../../registry/experiments.ts';
import { readArtifact, type ReadArtifact } from '../artifact.ts';
import { Complaint } from '../complaint.ts';
import { judgeClaims } from '../judge.ts';
import { when } from './contradictions.ts';
import { fieldsApart } from './fields-apart.ts';
import type { ManifestEntry } from '../../claims/published.ts';
import type { ReadResults } from './results-head.ts';

type Artifacts = Pick<ReadResults, 'artifacts'>;

/** An artifact as it was read, with its entry of the manifest. */
export interface EntryRead extends ReadArtifact {
  readonly entry: ManifestEntry;
}

/**
 * Reads the artifacts of a results folder through the schemas of their experiments.
 * @throws Complaint that names the first that does not match
 */
export async function readArtifacts(
  folder: string,
  { artifacts }: Artifacts,
  registered: readonly RegisteredExperiment[],
): Promise<EntryRead[]> {
  return Promise.all(
    artifacts
      .filter(({ status }) => status !== 'failed')
      .map(async (entry) => {
        const bytes = await readFile(join(folder, 'artifacts', `${entry.id}.json`));
        try {
          return { entry, ...readArtifact(registered, bytes) };
        } catch (cause) {
          const fault = `artifacts/${entry.id}.json does not match the schema that its experiment has in this checkout`;
          throw new Complaint(`${fault}; npm run experiments makes it again`, { cause });
        }
      }),
  );
}

const imagesOf = (parameters: unknown): unknown =>
  (parameters as { images?: { source?: unknown } } | undefined)?.images?.source;

/** The images that the head says a run was on; undefined where it has none or this checkout does not know it. */
function statedImages(
  { experiment, variant }: Envelope,
  { profile, dataset }: ReadResults['head'],
  registered: readonly RegisteredExperiment[],
): unknown {
  const variants = registered.find((one) => one.experiment.id === experiment)?.experiment.variants(profile);
  const own = imagesOf(variants?.[variant]?.parameters);
  return own === undefined ? undefined : (dataset ?? own);
}

/** Artifacts that say another thing of their run than the manifest or the head of the results. */
export function mislabelled(
  read: readonly EntryRead[],
  head: ReadResults['head'],
  registered: readonly RegisteredExperiment[],
): string[] {
  return read.flatMap(({ entry, envelope }) => {
    const images = statedImages(envelope, head, registered);
    const fields: readonly (readonly [field: string, own: unknown, stated: unknown])[] = [
      ...(['id', 'experiment', 'variant', 'seed', 'status'] as const).map(
        (field) => [field, envelope[field], entry[field]] as const,
      ),
      ['profile', envelope.profile, head.profile],
      ...(images === undefined ? [] : [['data set', imagesOf(envelope.parameters), images] as const]),
    ];
    return fields
      .filter(([, own, stated]) => own !== stated)
      .map(
        ([field, own, stated]) =>
          `artifacts/${entry.id}.json, ${field}: it is of ${String(own)}, by the manifest of ${String(stated)}`,
      );
  });
}

/** @throws Complaint where a judge finds that it cannot judge */
function judgedAnew(...of: Parameters<typeof judgeClaims>): ReturnType<typeof judgeClaims> {
  try {
    return judgeClaims(...of);
  } catch (cause) {
    throw new Complaint(`the artifacts cannot be judged: ${(cause as Error).message}`, { cause });
  }
}

/** Claims of a results folder that are not what the judges make of its artifacts, each with the fields that differ. */
export function misjudged(
  read: readonly Pick<EntryRead, 'entry' | 'artifact'>[],
  claims: ReadResults['claims'],
  registered: readonly RegisteredExperiment[],
): string[] {
  const byExperiment = Map.groupBy(read, ({ entry }) => entry.experiment);
  const artifacts = new Map(
    [...byExperiment].map(([id, runs]) => [id, runs.map(({ artifact }) => artifact)] as const),
  );
  return judgedAnew(registered, artifacts).flatMap((judged) => {
    const stated = claims.find(({ id }) => id === judged.id);
    if (stated === undefined) return [`claims.json: ${judged.id} is missing`];
    const fields = fieldsApart(stated, judged);
    return when(
      fields.length > 0,
      `claims.json: ${judged.id} is not what the judges make of the artifacts; npm run experiments judges again: ${fields.join('; ')}`,
    );
  });
}
