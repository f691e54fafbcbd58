import type { Memory } from '../compile/graph-backend.ts';
import type { PlainNumbers } from './numbers.ts';

/** A tensor in JavaScript's memory, whose numbers nobody changes. */
export class PlainMemory implements Memory {
  readonly shape: readonly number[];
  readonly values: PlainNumbers;

  constructor(shape: readonly number[], values: PlainNumbers) {
    [this.shape, this.values] = [shape, values];
  }

  shared(): PlainMemory {
    return this;
  }

  numbers(): Float64Array {
    return this.values as Float64Array;
  }

  // What holds the numbers goes, and they with it.
  free(): void {}
}
