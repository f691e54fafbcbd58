import { decodeSafetensors } from '../../data/safetensors.ts';
import { fetchJson, fetchVerified } from '../fetch-verified.ts';
import type { Answer, EigenpairResult, Request, Result, SliceResult } from './messages.ts';
import {
  centreParameters,
  directionVector,
  samplesOf,
  type PublishedEigenpair,
  type PublishedRun,
  type PublishedSlice,
} from './published-run.ts';
import { coarseToFine, lossAlong, recomputeEigenpair } from './recompute.ts';

/** Seconds between two looks at a result that grows. */
const refresh = 0.25;
/** Components of an eigenvector that are sent back. */
const components = 120;

const answer = (message: Answer) => postMessage(message);
const seconds = () => performance.now() / 1000;

interface Ready {
  readonly run: PublishedRun;
  readonly samples: ReturnType<typeof samplesOf>;
  readonly centre: Float64Array;
  readonly direction: Float64Array;
}

/** Checksums of the files of a run, by their path under `data/`. */
type Checksums = Readonly<Record<string, string>>;

async function fetchChecksums({ data, run }: Request): Promise<Checksums> {
  answer({ kind: 'progress', step: 'fetching the manifest', share: 0 });
  const { artifacts } = await fetchJson<{ artifacts: { id: string; files: Checksums }[] }>(
    data,
    'manifest.json',
  );
  const entry = artifacts.find(({ id }) => id === run.id);
  if (!entry) throw new Error(`manifest.json has no artifact ${run.id}`);
  return entry.files;
}

async function fetchFile({ data }: Request, checksums: Checksums, path: string): Promise<Uint8Array> {
  const sha256 = checksums[path];
  if (sha256 === undefined) throw new Error(`manifest.json has no checksum of ${path}`);
  return fetchVerified(data, path, sha256);
}

async function fetchRun(request: Request, checksums: Checksums): Promise<PublishedRun> {
  answer({ kind: 'progress', step: 'fetching the artifact', share: 0 });
  const bytes = await fetchFile(request, checksums, `artifacts/${request.run.id}.json`);
  return JSON.parse(new TextDecoder().decode(bytes)) as PublishedRun;
}

async function prepare(
  request: Request,
  checksums: Checksums,
  { centre, direction }: PublishedSlice | PublishedEigenpair,
  run: PublishedRun,
): Promise<Ready> {
  answer({ kind: 'progress', step: 'fetching tensors and samples', share: 0 });
  const paths = [`tensors/${run.id}.safetensors`, `datasets/${run.model.dataset}.safetensors`];
  const [tensors, dataset] = await Promise.all(
    paths.map(async (path) => decodeSafetensors(await fetchFile(request, checksums, path), path)),
  );
  return {
    run,
    samples: samplesOf(paths[1], dataset, run.model),
    centre: centreParameters(paths[0], tensors, run.model, centre),
    direction: directionVector(paths[0], tensors, direction),
  };
}

/** All losses of a slice, those spread over the whole of it first, but for those that are known already. */
function recomputeSlice(
  { run, samples, centre, direction }: Ready,
  published: PublishedSlice,
  known: SliceResult['recomputed'] = [],
): SliceResult {
  const { t } = published;
  const recomputed = t.map((_, i) => known[i] ?? null);
  const missing = coarseToFine(t.length).filter((i) => recomputed[i] === null);
  const lossAt = lossAlong(run.model, samples, centre, direction);
  let shown = seconds();
  for (const [i, index] of missing.entries()) {
    if (seconds() - shown > refresh) {
      shown = seconds();
      const done = t.length - missing.length + i;
      answer({ kind: 'progress', step: `${done} of ${t.length} losses`, share: done / t.length });
      answer({ kind: 'part', result: { kind: 'slice', published, recomputed } });
    }
    recomputed[index] = lossAt(t[index]);
  }
  return { kind: 'slice', published, recomputed };
}

function recomputePair(
  { run, samples, centre, direction }: Ready,
  published: PublishedEigenpair,
): EigenpairResult {
  answer({ kind: 'progress', step: 'one Hessian-vector product', share: 0.5 });
  const { value, residual, product } = recomputeEigenpair(
    run.model,
    samples,
    centre,
    direction,
    published.value,
  );
  const largest = Array.from(direction.keys())
    .sort((a, b) => Math.abs(direction[b]) - Math.abs(direction[a]))
    .slice(0, components);
  return {
    kind: 'eigenpair',
    published,
    value,
    residual,
    expected: largest.map((i) => published.value * direction[i]),
    product: largest.map((i) => product[i]),
  };
}

async function recompute(request: Request): Promise<Result> {
  const checksums = await fetchChecksums(request);
  const run = await fetchRun(request, checksums);
  const [kind, name] = request.measure.split(/:(.*)/);
  const slice = kind === 'slice' && run.slices?.find(({ direction }) => direction === name);
  if (slice) return recomputeSlice(await prepare(request, checksums, slice, run), slice, request.known);
  const pair = kind === 'eigenpair' && run.eigenpairs?.find(({ direction }) => direction === name);
  if (pair) return recomputePair(await prepare(request, checksums, pair, run), pair);
  throw new Error(`${run.id} has published no ${kind} of ${name}`);
}

addEventListener('message', ({ data: request }: MessageEvent<Request>) => {
  const start = seconds();
  recompute(request)
    .then((result) => answer({ kind: 'done', result, seconds: seconds() - start }))
    .catch((error: Error) => answer({ kind: 'failed', message: error.message }));
});
