import { integers, matMul, other, sumTo } from '../build.ts';
import type { Node, Value } from '../value.ts';
import { summed, withInput, type Rate, type Rule, type Rules } from './rule.ts';

/** The rule of an op that is linear in each of two inputs. */
function bilinear(
  [first, second]: readonly [number, number],
  pull: (one: Node, pulled: Value, index: number) => Value,
  transposed: string,
): Rule {
  const part = (one: Node, index: number, rate: Rate) =>
    rate && other(one.op, withInput(one, index, rate), one.attributes, one.outputs[0].shape);
  return {
    forward: (one, rates) => [summed(part(one, first, rates[first]), part(one, second, rates[second]))],
    transposed: (one, [pulled], linear) =>
      one.inputs.map((_, i) =>
        linear[i] && (i === first || i === second) ? pull(one, pulled!, i) : undefined,
      ),
    said: { forward: 'the op of (da, b) + the op of (a, db)', transposed },
  };
}

function matrixPull(one: Node, pulled: Value, index: number): Value {
  const { inputs, attributes } = one;
  const [a, b] = inputs;
  const flag = (...names: string[]) =>
    names.some((name) => name in attributes && attributes[name].value === true);
  const [left, right] = [flag('transpose_a', 'adj_x'), flag('transpose_b', 'adj_y')];
  const product =
    index === 0
      ? left
        ? matMul(b, pulled, right, true)
        : matMul(pulled, b, false, !right)
      : right
        ? matMul(pulled, a, true, left)
        : matMul(a, pulled, !left, false);
  return sumTo(product, inputs[index].shape);
}

const matrices = bilinear([0, 1], matrixPull, 'ȳ·bᵀ or aᵀ·ȳ, summed over what was broadcast');

/** A convolution and the two that take a rate of its result back: each is linear in two of the three, and pulls to the others. */
function convolutions(op: string): Rules {
  const [toInput, toFilter] = [`${op}BackpropInput`, `${op}BackpropFilter`];
  type Shapes = readonly number[];
  const rest = ({ attributes }: Node) => attributes;
  const forwards = (one: Node, x: Value, filter: Value, shape: Shapes) =>
    other(op, [x, filter], rest(one), shape);
  const input = (one: Node, shape: Shapes, filter: Value, y: Value) =>
    other(toInput, [integers(shape), filter, y], rest(one), shape);
  const filter = (one: Node, x: Value, shape: Shapes, y: Value) =>
    other(toFilter, [x, integers(shape), y], rest(one), shape);
  return {
    [op]: bilinear(
      [0, 1],
      (one, pulled, index) =>
        index === 0
          ? input(one, one.inputs[0].shape, one.inputs[1], pulled)
          : filter(one, one.inputs[0], one.inputs[1].shape, pulled),
      `${toInput} or ${toFilter} of ȳ`,
    ),
    [toInput]: bilinear(
      [1, 2],
      (one, pulled, index) =>
        index === 1
          ? filter(one, pulled, one.inputs[1].shape, one.inputs[2])
          : forwards(one, pulled, one.inputs[1], one.inputs[2].shape),
      `${toFilter} or ${op} of ȳ`,
    ),
    [toFilter]: bilinear(
      [0, 2],
      (one, pulled, index) =>
        index === 0
          ? input(one, one.inputs[0].shape, pulled, one.inputs[2])
          : forwards(one, one.inputs[0], pulled, one.inputs[2].shape),
      `${toInput} or ${op} of ȳ`,
    ),
  };
}

/** An op of pooling that chooses entries by its first two inputs, linear in the third. */
const chosen = (back: string): Rule => ({
  forward: ({ op, inputs: [x, y], attributes, outputs }, [, , rate]) => [
    rate && other(op, [x, y, rate], attributes, outputs[0].shape),
  ],
  transposed: ({ inputs: [x, y, g], attributes }, [pulled]) => [
    undefined,
    undefined,
    other(back, [x, y, pulled!], attributes, g.shape),
  ],
  said: { forward: 'the op of dg', transposed: `${back} of ȳ` },
});

/** Matrix products, convolutions and pooling. */
export const products: Rules = {
  MatMul: matrices,
  BatchMatMulV2: matrices,
  ...convolutions('Conv2D'),
  ...convolutions('DepthwiseConv2dNative'),
  MaxPool: {
    forward: ({ inputs: [x], outputs: [y], attributes }, [rate]) => [
      rate && other('MaxPoolGradGrad', [x, y, rate], attributes, y.shape),
    ],
    said: { forward: 'that of the entry taken', kinks: 'equal entries: the first' },
  },
  MaxPoolGrad: chosen('MaxPoolGradGrad'),
  MaxPoolGradGrad: chosen('MaxPoolGrad'),
  AvgPool: {
    forward: ({ op, attributes, outputs: [y] }, [rate]) => [rate && other(op, [rate], attributes, y.shape)],
    transposed: ({ inputs: [x], attributes }, [pulled]) => [
      other('AvgPoolGrad', [integers(x.shape), pulled!], attributes, x.shape),
    ],
    said: { forward: 'the op of the rate', transposed: 'AvgPoolGrad of ȳ' },
  },
  AvgPoolGrad: {
    forward: ({ op, inputs: [shape], attributes, outputs: [y] }, [, rate]) => [
      rate && other(op, [shape, rate], attributes, y.shape),
    ],
    transposed: ({ inputs: [, g], attributes }, [pulled]) => [
      undefined,
      other('AvgPool', [pulled!], attributes, g.shape),
    ],
    said: { forward: 'the op of the rate', transposed: 'AvgPool of ȳ' },
  },
};
