import type { Tensor } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GraphBackend, Trace } from '../../src/engine/compile/graph-backend.ts';
import { graphBackend, inPlain } from '../../src/engine/compile/runner.ts';
import { kernels } from '../../src/engine/plain/kernels/table.ts';
import { plainGraphs } from '../../src/engine/plain/graphs.ts';
import { simplified } from '../../src/engine/graph/simplify.ts';
import { flat } from '../../src/engine/graph/rules/elementwise.ts';
import { rules } from '../../src/engine/graph/rules/table.ts';
import { modelLoss } from '../../src/engine/model-loss.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { norm, plus, unit } from '../../src/math/vector.ts';
import { derivativesOf, type Input } from './differences.ts';
import { native } from './native.ts';
import { randomModel } from './random-model.ts';
import { cases, drawn, lossOf } from './rule-cases.ts';

/** Bits between the two: sums in another order, and functions of other libraries. */
const bound = 1e-12;

const distance = (found: Float64Array, expected: Float64Array, scale: number) =>
  norm(plus(found, -1, expected)) / Math.max(norm(expected), scale);

/** What a recorded graph gives on a backend. */
function valuesOf(backend: GraphBackend, trace: Trace, inputs: readonly Input[]): Float64Array[] {
  const graph = backend.load({ ...trace, name: 'the graph', outputs: simplified(trace.outputs) });
  const memory = inputs.map(({ shape, values }) => backend.upload('float64', shape, values));
  const results = graph.run(memory);
  const numbers = results.map((one) => one.numbers().slice());
  for (const one of [...memory, ...results]) one.free();
  graph.dispose();
  return numbers;
}

describe.skipIf(!native)('graphs in TypeScript against native TensorFlow', { timeout: 600_000 }, () => {
  test.each(Object.entries(cases))('%s', (_name, { fn: make }) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const draw = drawn(seed);
        const { fn, inputs } = make(draw);
        const direction = inputs.map(({ shape, values }) => ({
          shape,
          values: values.map(() => draw.number()),
        }));
        const all = derivativesOf(fn, lossOf(draw.number()), inputs.length) as (...x: Tensor[]) => Tensor[];
        const given = [...inputs, ...direction];
        const tensorflow = graphBackend();
        const traces = [tensorflow, plainGraphs].map((backend) =>
          backend.trace('derivatives', all, given, 'float64'),
        );
        const [expected] = [valuesOf(tensorflow, traces[0], given)];
        const scale = Math.max(1e-3, ...expected.map(norm));
        const others = [
          valuesOf(plainGraphs, traces[0], given),
          valuesOf(plainGraphs, traces[1], given),
          valuesOf(tensorflow, traces[1], given),
        ];
        others.forEach((found, which) =>
          found.forEach((values, k) =>
            expect(distance(values, expected[k], scale), `output ${k} of way ${which}`).toBeLessThan(bound),
          ),
        );
      }),
      { numRuns: Number(process.env['MULTISCALE_RUNS'] ?? 2), seed: 17 },
    );
  });

  test('every op that derivatives are made of has a kernel', () => {
    const views = ['Identity', 'Reshape', 'StopGradient'];
    const missing = [...Object.keys(rules), ...Object.keys(flat)].filter((op) => !(op in kernels));
    expect(missing.filter((op) => !views.includes(op))).toEqual([]);
  });

  test('random networks have the same loss, derivatives, slices and examples', () => {
    const count = Number(process.env['MULTISCALE_NETWORKS'] ?? 12);
    for (let i = 0; i < count; i++) {
      const source = random(i, 'plain networks');
      const { told, model, data, n, point } = randomModel(source);
      const batchSize = source.integer(1, n);
      const v = unit(gaussianVector(point.length, random(i, 'v')));
      const t = [-0.7, 0.4];
      const measured = () => {
        using loss = modelLoss(model, data, n, { batchSize });
        const { value, gradient } = loss.valueAndGradient(point);
        return {
          value: Float64Array.of(value, loss.value(point)),
          gradient,
          product: loss.hessian(point)(v),
          third: loss.third(point, v),
          slice: loss.slice(point, v, t),
          slopes: loss.slopes(point, v, t),
          examples: loss.examples(point, v, t),
        };
      };
      const [expected, found] = [measured(), inPlain(measured)];
      const scale = norm(expected.product) + norm(expected.gradient);
      for (const name of Object.keys(expected) as (keyof typeof expected)[])
        expect(
          distance(found[name], expected[name], name === 'third' ? norm(expected.third) : scale),
          `${name} of network ${i} (${told})`,
        ).toBeLessThan(1e-10);
    }
  });
});
