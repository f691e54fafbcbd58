import { envelopeSchema, type Envelope } from '../claims/envelope.ts';
import type { Artifact } from '../claims/experiment.ts';
import type { RegisteredExperiment } from '../registry/experiments.ts';

const envelopeFields = Object.keys(envelopeSchema.shape);

/** An artifact's file: what it says of its run, and what judges see of it. */
export interface ReadArtifact {
  readonly envelope: Envelope;
  readonly artifact: Artifact<unknown>;
}

/** What was read of these bytes, which are read to check an entry and again to judge it. */
const known = new WeakMap<Uint8Array, { registered: readonly RegisteredExperiment[]; read: ReadArtifact }>();

/**
 * Reads an artifact's JSON through its envelope and its experiment's schema.
 * @throws Error of the schema, or where no registered experiment made it
 */
export function readArtifact(registered: readonly RegisteredExperiment[], bytes: Uint8Array): ReadArtifact {
  const before = known.get(bytes);
  if (before?.registered === registered) return before.read;
  const record = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  const envelope = envelopeSchema.parse(record);
  const { id, experiment, variant, seed, status } = envelope;
  const maker = registered.find((one) => one.experiment.id === experiment)?.experiment;
  if (!maker) throw new Error(`${id}: there is no experiment ${experiment}`);
  const rest = Object.fromEntries(Object.entries(record).filter(([name]) => !envelopeFields.includes(name)));
  const artifact = { id, variant, seed, status, output: maker.output.parse(rest) as unknown };
  const read = { envelope, artifact };
  known.set(bytes, { registered, read });
  return read;
}

/** The same, without what it says of its run. */
export const parseArtifact = (
  registered: readonly RegisteredExperiment[],
  bytes: Uint8Array,
): Artifact<unknown> => readArtifact(registered, bytes).artifact;
