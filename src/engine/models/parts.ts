import type { Part } from '../../math/loss.ts';
import { sizeOf } from '../graph/value.ts';
import type { Shapes } from './model.ts';

/**
 * The parts of a flat vector, one after the other.
 * @throws RangeError where a size is no whole number from 1 on, or there is nothing to train
 */
export function partsOf(shapes: Shapes): Part[] {
  let offset = 0;
  const parts = Object.entries(shapes).map(([name, shape]): Part => {
    if (!shape.every((size) => Number.isSafeInteger(size) && size > 0))
      throw new RangeError(
        `the parameter ${name} has the shape [${shape.join(', ')}]; sizes are whole numbers from 1 on`,
      );
    const size = sizeOf(shape);
    const part = { name, shape, size, offset };
    offset += size;
    return part;
  });
  if (parts.length === 0) throw new RangeError('a model has at least one parameter');
  return parts;
}

/** How many numbers they are. */
export const sizeOfParts = (parts: readonly Part[]) => parts.reduce((sum, { size }) => sum + size, 0);
