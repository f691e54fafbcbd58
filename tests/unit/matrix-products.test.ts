import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import wabt from 'wabt';
import { multiplyBinary } from '../../src/math/products/multiply.ts';
import { plainProducts } from '../../src/math/products/products.ts';
import { simdProducts } from '../../src/math/products/simd-products.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { norm, plus } from '../../src/math/vector.ts';

const source = new URL('../../src/math/products/multiply.wat', import.meta.url);

test('the kernel is what its text assembles to', async () => {
  const { parseWat } = await wabt();
  const { buffer } = parseWat('multiply.wat', readFileSync(source, 'utf8'), { simd: true }).toBinary({});
  expect(Buffer.from(multiplyBinary).equals(Buffer.from(buffer))).toBe(true);
});

const size = fc.integer({ min: 0, max: 40 });

test('products by the kernel are those of plain TypeScript but for rounding', () => {
  // One kernel for all: what a larger product leaves in its memory must not show.
  const simd = simdProducts();
  fc.assert(
    fc.property(size, size, size, fc.nat(), (n, k, m, seed) => {
      const [a, b, c] = [n * k, k * m, n * m].map((length, i) =>
        gaussianVector(length, random(seed, `${i}`)),
      );
      const pairs = [
        [simd.multiply(a, b, n, k, m), plainProducts.multiply(a, b, n, k, m)],
        [simd.multiplyTransposedLeft(a, c, n, k, m), plainProducts.multiplyTransposedLeft(a, c, n, k, m)],
      ];
      for (const [found, expected] of pairs) {
        expect(found.length).toBe(expected.length);
        expect(norm(plus(found, -1, expected))).toBeLessThanOrEqual(
          1e-13 * (norm(a) + 1) * (norm(expected) + 1),
        );
      }
    }),
    { numRuns: 300 },
  );
});

test('the kernel adds in the order in which a reader would', () => {
  // 1 + 1e16 − 1e16 is 0 from the left and 1 from the right.
  const [a, b] = [Float64Array.of(1, 1e16, -1e16), Float64Array.of(1, 1, 1)];
  expect([...simdProducts().multiply(a, b, 1, 3, 1)]).toEqual([0]);
  expect([...simdProducts().multiplyTransposedLeft(a, b, 3, 1, 1)]).toEqual([0]);
});
