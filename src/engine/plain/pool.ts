import { sizeOf, type TensorType } from '../graph/value.ts';
import { kindOf, type PlainNumbers } from './numbers.ts';

/** Memory that is kept for what comes next: to have it anew from the system, zeroed, costs as much as to fill it. */
const keptBytes = 256 * 2 ** 20;

const free = new Map<string, PlainNumbers[]>();
let bytes = 0;

/** Memory for a tensor, with whatever was in it before. */
export function take({ type, shape }: TensorType): PlainNumbers {
  const kind = kindOf(type);
  const size = sizeOf(shape);
  const known = free.get(`${kind.name} ${size}`)?.pop();
  if (!known) return new kind(size);
  bytes -= known.byteLength;
  return known;
}

/** Memory that nobody reads any more. */
export function give(numbers: PlainNumbers): void {
  if (bytes + numbers.byteLength > keptBytes) {
    free.clear();
    bytes = 0;
  }
  if (numbers.byteLength > keptBytes) return;
  const key = `${numbers.constructor.name} ${numbers.length}`;
  const list = free.get(key) ?? [];
  list.push(numbers);
  free.set(key, list);
  bytes += numbers.byteLength;
}
