import { envelopeSchema } from '../experiments/envelope.ts';
import type { Artifact } from '../experiments/experiment.ts';
import type { RegisteredExperiment } from '../experiments/index.ts';

const envelopeFields = Object.keys(envelopeSchema.shape);

/** What was read of these bytes, which are read to check an entry and again to judge it. */
const known = new WeakMap<
  Uint8Array,
  { registered: readonly RegisteredExperiment[]; artifact: Artifact<unknown> }
>();

/**
 * Reads an artifact's JSON through its envelope and its experiment's schema.
 * @throws Error of the schema, or where no registered experiment made it
 */
export function parseArtifact(
  registered: readonly RegisteredExperiment[],
  bytes: Uint8Array,
): Artifact<unknown> {
  const before = known.get(bytes);
  if (before?.registered === registered) return before.artifact;
  const record = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  const { id, experiment, variant, seed, status } = envelopeSchema.parse(record);
  const maker = registered.find((one) => one.experiment.id === experiment)?.experiment;
  if (!maker) throw new Error(`${id}: there is no experiment ${experiment}`);
  const rest = Object.fromEntries(Object.entries(record).filter(([name]) => !envelopeFields.includes(name)));
  const artifact = { id, variant, seed, status, output: maker.output.parse(rest) as unknown };
  known.set(bytes, { registered, artifact });
  return artifact;
}
