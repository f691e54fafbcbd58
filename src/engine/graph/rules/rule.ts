import { add } from '../build.ts';
import type { Node, Value } from '../value.ts';

/** A rate of change or a cotangent; undefined where it is zero. */
export type Rate = Value | undefined;

/** What the table of the documentation says of a rule. */
export interface Said {
  /** Rate of the result y from rates of the inputs. */
  readonly forward: string;
  /** Cotangents of the inputs that the op is linear in; absent where it is linear in none. */
  readonly transposed?: string;
  /** What is taken where the op has no derivative. */
  readonly kinks?: string;
}

/** How derivatives pass through one op. */
export interface Rule {
  /** Rates of the outputs from those of the inputs, of which at least one is not zero. */
  readonly forward: (one: Node, rates: readonly Rate[]) => readonly Rate[];
  /**
   * Cotangents of the inputs marked as linear from those of the outputs, of which at least one is not zero. Without it the
   * op is never made linear in what is varied: its forward rule uses other ops.
   */
  readonly transposed?: (one: Node, pulled: readonly Rate[], linear: readonly boolean[]) => readonly Rate[];
  readonly said: Said;
}

/** Rules by op. */
export type Rules = Readonly<Record<string, Rule>>;

/** The sum of rates, of which some may be zero. */
export function summed(...rates: readonly Rate[]): Rate {
  return rates.reduce((sum, rate) => (sum && rate ? add(sum, rate) : (sum ?? rate)), undefined);
}

/** The op with one input replaced by its rate. */
export const withInput = (one: Node, index: number, input: Value) =>
  one.inputs.map((value, i) => (i === index ? input : value));

/** The rule of an op that is linear in its input `index` and does not vary with the others. */
export function linearIn(
  index: number,
  again: (one: Node, inputs: readonly Value[]) => readonly Value[],
  pull: (one: Node, pulled: readonly Rate[]) => Value,
  transposed: string,
): Rule {
  return {
    forward: (one, rates) =>
      rates[index] ? again(one, withInput(one, index, rates[index])) : one.outputs.map(() => undefined),
    transposed: (one, pulled) => one.inputs.map((_, i) => (i === index ? pull(one, pulled) : undefined)),
    said: { forward: 'the op of the rate', transposed },
  };
}
