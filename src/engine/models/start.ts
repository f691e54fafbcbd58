import type { Random } from '../../math/random.ts';
import { partsOf, sizeOfParts } from './parts.ts';
import type { Model } from './model.ts';

/** A flat start: weights N(0, 1/fan-in), the fan-in being all axes but the last; gains 1, all other vectors 0. */
export function startOf({ parameters }: Pick<Model, 'parameters'>, source: Random): Float64Array {
  const parts = partsOf(parameters);
  const start = new Float64Array(sizeOfParts(parts));
  for (const { name, shape, size, offset } of parts) {
    const part = start.subarray(offset, offset + size);
    const scale = 1 / Math.sqrt(size / (shape.at(-1) ?? 1));
    if (shape.length > 1) for (let i = 0; i < size; i++) part[i] = scale * source.gaussian();
    else if (name.startsWith('gain')) part.fill(1);
  }
  return start;
}
