import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hessianByDifferences, sharpnessGradient } from '../../src/math/hessian-differences.ts';
import { topEigenpairs } from '../../src/math/lanczos.ts';
import { initialParameters, linearise, type MlpModel } from '../../src/math/network.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { dot, norm, plus, unit } from '../../src/math/vector.ts';

const model: MlpModel = { kind: 'mlp', layers: [5, 6, 5, 3], activation: 'tanh', loss: 'mse' };

function setting(seed: number) {
  const source = random(seed, 'setting');
  const n = 8;
  const samples = { n, x: gaussianVector(n * 5, source), targets: gaussianVector(n * 3, source) };
  const centre = initialParameters(model, source);
  const at = (point: Float64Array) => linearise(model, samples, point);
  const direction = () => gaussianVector(centre.length, source);
  return { centre, direction, gradient: (p: Float64Array) => at(p).gradient, hessian: hessianOf(at) };
}

const hessianOf = (at: (point: Float64Array) => ReturnType<typeof linearise>) => (point: Float64Array) =>
  at(point).hessianVectorProduct;

const distance = (a: Float64Array, b: Float64Array) => norm(plus(a, -1, b)) / norm(b);

test('differences of gradients give the exact product to 1e-8, whatever the length of v', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: -8, max: 8, noNaN: true }), (seed, decades) => {
      const { centre, direction, gradient, hessian } = setting(seed);
      const v = direction().map((value) => value * 10 ** decades);
      expect(distance(hessianByDifferences(gradient, centre)(v), hessian(centre)(v))).toBeLessThan(1e-8);
    }),
    { numRuns: 30 },
  );
});

test('the product with 0 is 0', () => {
  const { centre, gradient } = setting(0);
  expect(hessianByDifferences(gradient, centre)(new Float64Array(centre.length)).every((v) => v === 0)).toBe(
    true,
  );
});

test('the gradient of the sharpness is its slope along any direction', () => {
  const { centre, direction, hessian } = setting(3);
  const top = (point: Float64Array) =>
    topEigenpairs(hessian(point), { count: 1, start: gaussianVector(centre.length, random(4, 'start')) })
      .eigenpairs[0];
  const slope = sharpnessGradient(hessian, centre, top(centre).vector);
  const h = 1e-5;
  for (let i = 0; i < 3; i++) {
    const v = unit(direction());
    const [ahead, behind] = [h, -h].map((t) => top(plus(centre, t, v)).value);
    expect(dot(slope, v)).toBeCloseTo((ahead - behind) / (2 * h), 6);
  }
});

test('it is exact where the third derivative is constant', () => {
  // L = x²y/2 has ∇³L[e_x, e_x] = e_y.
  const hessian = ([x, y]: Float64Array) => {
    return ([a, b]: Float64Array) => Float64Array.of(y * a + x * b, x * a);
  };
  const slope = sharpnessGradient(hessian, Float64Array.of(0.3, 0.7), Float64Array.of(1, 0));
  expect(slope[0]).toBeCloseTo(0, 9);
  expect(slope[1]).toBeCloseTo(1, 9);
});
