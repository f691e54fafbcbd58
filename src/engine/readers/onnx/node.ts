import * as tf from '@tensorflow/tfjs';
import { exact } from '../../compile/exact.ts';
import { FileFault } from '../trained-network.ts';
import type { AttributeMessage } from './messages.ts';
import { readTensor, type External, type Known } from './tensors.ts';

/** What a name of the graph stands for: numbers that are known beforehand, or a tensor that depends on inputs or parameters. */
export type Held = Known | tf.Tensor;

export const isKnown = (held: Held | undefined): held is Known => held !== undefined && 'numbers' in held;

/** A node of the graph whose functions have been written out. */
export interface OnnxNode {
  readonly op: string;
  /** How errors call it. */
  readonly told: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, AttributeMessage>;
  readonly opset: number;
}

/** A known list of numbers. */
export const integers = (numbers: readonly number[], shape: readonly number[] = [numbers.length]): Known => ({
  type: 'integer',
  shape,
  numbers: Float64Array.from(numbers),
});

const text = new TextDecoder();

/** A node while it is computed: its inputs and attributes, with errors that name it. */
export class Call {
  readonly node: OnnxNode;
  readonly held: readonly (Held | undefined)[];
  readonly external: External;

  constructor(node: OnnxNode, held: readonly (Held | undefined)[], external: External) {
    [this.node, this.held, this.external] = [node, held, external];
  }

  fail(what: string): never {
    throw new FileFault(`${this.node.told} ${what}`);
  }

  /** Whether an input is there. */
  has(i: number): boolean {
    return this.held[i] !== undefined;
  }

  /** An input as a tensor. */
  tensor(i: number): tf.Tensor {
    const held = this.held[i] ?? this.fail(`lacks input ${i}`);
    return isKnown(held) ? tensorOf(held) : held;
  }

  /** All inputs as tensors. */
  get tensors(): tf.Tensor[] {
    return this.held.map((_, i) => this.tensor(i));
  }

  /** The numbers of an input that have to be known beforehand; undefined where it is not there. */
  known(i: number): number[] | undefined {
    const held = this.held[i];
    if (held === undefined) return undefined;
    if (!isKnown(held))
      return this.fail(`takes its input ${i} from what is computed; only constants can stand there`);
    return Array.from(held.numbers);
  }

  #attribute(name: string): AttributeMessage | undefined {
    return this.node.attributes.get(name);
  }

  integer(name: string): number | undefined;
  integer(name: string, fallback: number): number;
  integer(name: string, fallback?: number): number | undefined {
    return this.#attribute(name)?.i ?? (this.#attribute(name) ? 0 : fallback);
  }

  float(name: string, fallback: number): number {
    return this.#attribute(name)?.f ?? (this.#attribute(name) ? 0 : fallback);
  }

  text(name: string, fallback: string): string {
    const bytes = this.#attribute(name)?.s;
    return bytes ? text.decode(bytes) : fallback;
  }

  integers(name: string): number[] | undefined {
    const list = this.#attribute(name)?.ints;
    return list && [...list];
  }

  floats(name: string): readonly number[] | undefined {
    return this.#attribute(name)?.floats;
  }

  constant(name: string): Known | undefined {
    const tensor = this.#attribute(name)?.t;
    return tensor && readTensor(tensor, this.external);
  }
}

/** Known numbers as a tensor that keeps them in float64. */
export function tensorOf({ type, shape, numbers }: Known): tf.Tensor {
  if (type === 'float') return exact(numbers, shape);
  if (type === 'integer' && !numbers.every((value) => value === (value | 0)))
    throw new FileFault(
      'it computes with whole numbers beyond 2^31, which tensors here cannot hold; export it with smaller ones',
    );
  return tf.tensor(Int32Array.from(numbers), [...shape], type === 'integer' ? 'int32' : 'bool');
}

/** An axis counted from the end, from the beginning. */
export function axisFrom(call: Call, axis: number, rank: number): number {
  const from = axis < 0 ? axis + rank : axis;
  return from >= 0 && from < rank ? from : call.fail(`names axis ${axis} of ${rank}`);
}

/** The sizes that a list of axes names, counted from the beginning. */
export const axesFrom = (call: Call, axes: readonly number[], rank: number): number[] =>
  axes.map((axis) => axisFrom(call, axis, rank));

/** Computes the outputs of a node. */
export type Op = (call: Call) => readonly Held[];
export type Ops = Readonly<Record<string, Op>>;
