import { random, sampleWithoutReplacement } from '../../math/random.ts';

/**
 * The samples of a step, from 0 on: all of them in a new order each epoch, so many at a time; what is left of an epoch
 * goes into none. They depend on seed and step alone, so that a training can go on anywhere.
 */
export function sampler(samples: number, batchSize: number, seed: number): (step: number) => Int32Array {
  if (!Number.isSafeInteger(batchSize) || batchSize < 1 || batchSize > samples)
    throw new RangeError(`a batch has from 1 to ${samples} samples, not ${batchSize}`);
  const perEpoch = Math.floor(samples / batchSize);
  let known = { epoch: -1, order: new Int32Array(0) };
  return (step) => {
    const epoch = Math.floor(step / perEpoch);
    if (known.epoch !== epoch) {
      const source = random(seed, `epoch ${epoch}`);
      known = { epoch, order: Int32Array.from(sampleWithoutReplacement(samples, samples, source)) };
    }
    const first = (step % perEpoch) * batchSize;
    return known.order.slice(first, first + batchSize);
  };
}
