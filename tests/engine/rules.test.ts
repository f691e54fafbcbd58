import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/engine/graph/rules/table.ts';
import { derivativeErrors } from './differences.ts';
import { native } from './native.ts';
import { cases, drawn, lossOf } from './rule-cases.ts';

describe.skipIf(!native)('derivatives by rule', () => {
  /** Differences are right to about 1e-10; the last digits of a value go into them a thousandfold. */
  const bound = 3e-8;
  const exact = 1e-12;

  test.each(Object.entries(cases))('%s', (_name, { fn: make }) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const draw = drawn(seed);
        const { fn, inputs } = make(draw);
        const direction = inputs.map(({ values }) => values.map(() => draw.number()));
        const loss = lossOf(draw.number());
        const errors = derivativeErrors(fn, loss, inputs, direction);
        expect(errors.rate).toBeLessThan(bound);
        expect(errors.product).toBeLessThan(bound);
        expect(errors.third).toBeLessThan(bound);
        expect(errors.adjoint).toBeLessThan(exact);
        expect(errors.order).toBeLessThan(exact);
      }),
      { numRuns: Number(process.env['MULTISCALE_RUNS'] ?? 4), seed: 16 },
    );
  });

  test('there is one for each op of the table', () => {
    expect(Object.keys(rules).length).toBeGreaterThan(60);
  });
});
