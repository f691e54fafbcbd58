import type { PublishedRun } from '../../labs/check/published-run.ts';
import type { CheckableRun } from '../../labs/check/runs.ts';
import { manifest, publishedFiles, resultBytes } from '../../site/results.ts';

/** The artifact as published, without the checks of its experiment: the lab reads only the fields that those of all networks have. */
export const publishedRun = (id: string): PublishedRun =>
  JSON.parse(resultBytes(`artifacts/${id}.json`).toString('utf8')) as PublishedRun;

let found: readonly CheckableRun[] | undefined;

/** Every trained network of this build whose slices or eigenpairs can be recomputed from the published files. */
export function checkableRuns(): readonly CheckableRun[] {
  const files = new Set(publishedFiles());
  const directions = (list: readonly { direction: string }[] = []) => list.map(({ direction }) => direction);
  found ??= manifest().artifacts.flatMap(({ id, experiment, variant, seed }): CheckableRun[] => {
    if (!files.has(`artifacts/${id}.json`)) return [];
    const { model, ...run } = publishedRun(id);
    const [slices, eigenpairs] = [directions(run.slices), directions(run.eigenpairs)];
    const [tensors, dataset] = [`tensors/${id}.safetensors`, `datasets/${model?.dataset}.safetensors`];
    if (!model || slices.length + eigenpairs.length === 0 || !files.has(tensors) || !files.has(dataset))
      return [];
    return [{ id, experiment, variant, seed, slices, eigenpairs }];
  });
  return found;
}
