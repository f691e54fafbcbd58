import { describe, expect, test } from 'vitest';
import { modelLoss } from '../../src/engine/model-loss.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { dot, norm, plus, unit } from '../../src/math/vector.ts';
import { held, native } from './native.ts';
import { randomModel } from './random-model.ts';

/** `MULTISCALE_NETWORKS=1000` is the long run. */
const count = Number(process.env['MULTISCALE_NETWORKS'] ?? 100);

describe.skipIf(!native)('derivatives of random networks', { timeout: 3_600_000 }, () => {
  test(`${count} networks agree with differences, and their Hessians are symmetric and linear`, () => {
    const before = held();
    let rough = 0;
    for (let i = 0; i < count; i++) {
      const source = random(i, 'random networks');
      const { told, isSmooth, model, data, n, point } = randomModel(source);
      const batchSize = source.integer(1, n);
      using loss = modelLoss(model, data, n, { batchSize });
      const [u, v] = ['u', 'v'].map((name) => unit(gaussianVector(point.length, random(i, name))));
      const close = (
        what: string,
        found: Float64Array,
        expected: Float64Array,
        scale: number,
        bound: number,
      ) => {
        const error = norm(plus(found, -1, expected)) / (norm(expected) + scale);
        expect(error, `${what} of network ${i} (${told}; batches of ${batchSize})`).toBeLessThan(bound);
      };
      const step = 1e-4;
      const difference = <T extends Float64Array>(of: (at: Float64Array) => T) =>
        plus(of(plus(point, step, v)), -1, of(plus(point, -step, v))).map((value) => value / (2 * step));

      const { gradient, value } = loss.valueAndGradient(point);
      const product = loss.hessian(point);
      const [hu, hv] = [u, v].map(product);
      const scale = norm(gradient) + norm(hv) + 1e-3;
      const number = (x: number) => Float64Array.of(x);
      close('value', number(loss.value(point)), number(value), 1e-3, 1e-12);
      close(
        'gradient',
        number(dot(gradient, v)),
        difference((at) => number(loss.value(at))),
        scale,
        1e-5,
      );
      expect(Math.abs(dot(u, hv) - dot(v, hu)) / scale, `symmetry of ${told}`).toBeLessThan(1e-10);
      close('linearity', product(plus(u, 2, v)), plus(hu, 2, hv), scale, 1e-11);
      const t = [-0.7, 0.4];
      const moved = t.map((distance) => plus(point, distance, v));
      close(
        'slice',
        loss.slice(point, v, t),
        Float64Array.from(moved, (at) => loss.value(at)),
        1e-3,
        1e-11,
      );
      const along = moved.map((at) => dot(loss.valueAndGradient(at).gradient, v));
      close('slopes', loss.slopes(point, v, t), Float64Array.from(along), scale, 1e-10);
      const [slope] = loss.slopes(point, v, [0]);
      close('slope', number(slope), number(dot(gradient, v)), scale, 1e-11);
      if (isSmooth) {
        close(
          'product',
          hv,
          difference((at) => loss.valueAndGradient(at).gradient),
          scale,
          1e-5,
        );
        const third = loss.third(point, v);
        close(
          'third',
          third,
          difference((at) => loss.hessian(at)(v)),
          scale + norm(third),
          1e-4,
        );
      } else rough++;
      const single = loss.hessian(point, 'float32')(v);
      close('float32 product', single, hv, scale, 2e-3);

      using whole = modelLoss(model, data, n);
      close('gradient in one batch', whole.valueAndGradient(point).gradient, gradient, 1e-6, 1e-12);
      close('product in one batch', whole.hessian(point)(v), hv, scale * 1e-2, 1e-12);
      expect(norm(plus(whole.examples(point, v, [0, 1]), -1, loss.examples(point, v, [0, 1])))).toBeLessThan(
        1e-10,
      );
    }
    expect(rough).toBeLessThan(count);
    expect(held()).toEqual(before);
  });
});
