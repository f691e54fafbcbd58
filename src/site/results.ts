import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { judgedClaimSchema, type ClaimId, type JudgedClaim } from '../claims/claim.ts';
import { envelopeSchema, type Envelope } from '../claims/envelope.ts';
import { buildSchema, manifestSchema } from '../claims/published.ts';
import type { Results, Run } from '../claims/results.ts';

const folder = resolve(process.env.MULTISCALE_RESULTS ?? '.cache/results/full');
const remedy = 'run `npm run experiments` first, or name a results folder in MULTISCALE_RESULTS';

/** What was foreseen, without a stack: where it was found out helps nobody. */
const fault = (message: string, options?: ErrorOptions): Error =>
  Object.assign(new Error(message, options), { stack: '' });

const once = <T>(read: () => T): (() => T) => {
  let value: { readonly is: T } | undefined;
  return () => (value ??= { is: read() }).is;
};

/** Where a file of the results folder is. */
export const resultPath = (path: string): string => join(folder, path);

/**
 * The bytes of one file of the results folder.
 * @throws Error naming the file and the remedy when it is not there.
 */
export function resultBytes(path: string): Buffer {
  try {
    return readFileSync(resultPath(path));
  } catch (cause) {
    throw fault(`results: ${resultPath(path)} cannot be read; ${remedy}`, { cause });
  }
}

function checked<T>(path: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw fault(`results: ${path} does not match its schema; ${remedy}\n${z.prettifyError(parsed.error)}`);
}

function readJson<T>(path: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(resultBytes(path).toString('utf8'));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new Error(`results: ${path} is no JSON (${cause.message}); ${remedy}`, { cause });
  }
  return checked(path, schema, value);
}

const envelopeFields = Object.keys(envelopeSchema.shape);

/** An artifact's envelope and, of the fields after it, the experiment's own output. */
function readArtifact<O>(path: string, output: z.ZodType<O>): Envelope & O {
  const fields = readJson(path, z.record(z.string(), z.unknown()));
  const own = Object.entries(fields).filter(([name]) => !envelopeFields.includes(name));
  return { ...checked(path, envelopeSchema, fields), ...checked(path, output, Object.fromEntries(own)) };
}

/** The six claims as judged. */
export const judgedClaims = once(() => readJson('claims.json', z.array(judgedClaimSchema)));
export const manifest = once(() => readJson('manifest.json', manifestSchema));
export const buildInfo = once(() => readJson('build.json', buildSchema));

export function judgedClaim(id: ClaimId): JudgedClaim {
  const claim = judgedClaims().find((candidate) => candidate.id === id);
  if (!claim) throw fault(`results: claims.json lacks ${id}; ${remedy}`);
  return claim;
}

/** By experiment: what was read is read once. */
const known = new Map<string, readonly Run<unknown>[]>();

function runsOf<O>(experiment: string, output: z.ZodType<O>): readonly Run<O>[] {
  const runs =
    known.get(experiment) ??
    manifest()
      .artifacts.filter((entry) => entry.experiment === experiment && entry.status !== 'failed')
      .map(({ id }) => readArtifact(`artifacts/${id}.json`, output))
      .sort((a, b) => a.seed - b.seed);
  known.set(experiment, runs);
  return runs as readonly Run<O>[];
}

/** This build, as the figures and sentences of studies read it. */
export const results: Results = {
  runs: runsOf,
  claim: judgedClaim,
  get dataset() {
    return buildInfo().dataset;
  },
};

/** Every readable artifact of an experiment, in the order of its seeds, checked against its schema. */
export const artifactsOf = runsOf;

/** Paths under `data/` of all files that are published byte by byte. */
export const publishedFiles = once((): readonly string[] => [
  'claims.json',
  'manifest.json',
  ...['artifacts', 'tensors', 'datasets']
    .filter((name) => existsSync(join(folder, name)))
    .flatMap((name) =>
      readdirSync(join(folder, name))
        .sort()
        .map((file) => `${name}/${file}`),
    ),
]);
