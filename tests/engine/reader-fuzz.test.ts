import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeCsv } from '../../src/data/csv.ts';
import { decodeNpy } from '../../src/data/npy.ts';
import { decodeNpz } from '../../src/data/npz.ts';
import { samplesOf } from '../../src/data/samples.ts';
import { readOnnx } from '../../src/engine/readers/onnx/read-onnx.ts';
import { random, type Random } from '../../src/math/random.ts';
import { npy, npz } from '../instrument/make-npy.ts';
import { native } from './native.ts';

/** Mutated files of all readers together; `MULTISCALE_FUZZ=50000` is the long run. */
const total = Number(process.env['MULTISCALE_FUZZ'] ?? 2000);

/** A file with some bits, bytes or stretches of it changed, cut, doubled or moved. */
function mutated(bytes: Uint8Array, source: Random): Uint8Array {
  let copy = Uint8Array.from(bytes);
  const place = () => source.integer(0, Math.max(0, copy.length - 1));
  const changes = source.integer(1, 4);
  for (let k = 0; k < changes; k++) {
    const [at, other] = [place(), place()];
    switch (source.integer(0, 5)) {
      case 0:
        copy[at] ^= 1 << source.integer(0, 7);
        break;
      case 1:
        copy[at] = [0, 255, 127, 128][source.integer(0, 3)];
        break;
      case 2:
        copy = copy.slice(0, at);
        break;
      case 3:
        copy.copyWithin(at, other, other + source.integer(1, 64));
        break;
      case 4:
        copy = Uint8Array.from([
          ...copy.subarray(0, at),
          ...copy.subarray(other, other + 16),
          ...copy.subarray(at),
        ]);
        break;
      default:
        // Headers are where lengths are, and lies about them.
        copy[source.integer(0, Math.min(200, copy.length - 1))] = source.integer(0, 255);
    }
    if (copy.length === 0) break;
  }
  return copy;
}

/** Whatever is thrown names the file, and is no fault of ours. */
function refusal(file: string, read: () => void): string | null {
  try {
    read();
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    const { message } = error as Error;
    expect(message.startsWith(file)).toBe(true);
    for (const ours of [
      /undefined/,
      /is not a function/,
      /Cannot read prop/,
      /call stack/,
      /Invalid typed array/,
    ])
      expect(message).not.toMatch(ours);
    return message;
  }
}

const values = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i));
const array = npy(values, [20, 3]);
const archive = npz({
  x: array,
  y: npy(
    BigInt64Array.from({ length: 20 }, (_, i) => BigInt(i % 4)),
    [20],
  ),
});
const table = Array.from({ length: 20 }, (_, i) => `${values[i]},${values[i + 20]},${i % 3}`).join('\n');
const models = ['torch-mlp-tanh', 'torch-cnn-relu-maxpool', 'jax-mlp-gelu'].map((name) =>
  readFileSync(new URL(`../fixtures/models/${name}.onnx`, import.meta.url)),
);

describe(
  'files that were changed are read as they now are, or refused by name',
  { timeout: 3_600_000 },
  () => {
    test('arrays', () => {
      let read = 0;
      for (let i = 0; i < total / 4; i++) {
        const bytes = mutated(array, random(i, 'npy'));
        const refused = refusal('a.npy', () => {
          const { shape, data } = decodeNpy(bytes, 'a.npy');
          expect(shape.reduce((product, size) => product * size, 1)).toBe(data.length);
          read++;
        });
        if (refused === null) expect(bytes.length).toBeGreaterThan(64);
      }
      expect(read).toBeGreaterThan(0);
    });

    test('archives: their checksums leave no change unseen', () => {
      const whole = decodeNpz(archive, 'a.npz');
      for (let i = 0; i < total / 4; i++) {
        const bytes = mutated(archive, random(i, 'npz'));
        refusal('a.npz', () => {
          const arrays = decodeNpz(bytes, 'a.npz', { most: 1e6 });
          for (const [name, { data }] of Object.entries(arrays)) {
            const original = whole[name];
            if (original) expect(Array.from(data)).toEqual(Array.from(original.data));
          }
        });
      }
    });

    test('tables, and the samples in them', () => {
      const bytes = new TextEncoder().encode(table);
      for (let i = 0; i < total / 4; i++) {
        const text = new TextDecoder().decode(mutated(bytes, random(i, 'csv')));
        refusal('a.csv', () => {
          const { x } = samplesOf(decodeCsv(text, 'a.csv'), 'a.csv');
          expect(x.data.every(Number.isFinite)).toBe(true);
        });
      }
    });

    test.skipIf(!native)('models', () => {
      let read = 0;
      for (let i = 0; i < total / 4; i++) {
        const bytes = mutated(models[i % models.length], random(i, 'onnx'));
        const before = performance.now();
        refusal('a.onnx', () => {
          const { parameters, outputs, values: weights } = readOnnx(bytes, { file: 'a.onnx' });
          expect(outputs).toBeGreaterThan(0);
          for (const [name, shape] of Object.entries(parameters))
            expect(weights[name]).toHaveLength(shape.reduce((product, size) => product * size, 1));
          read++;
        });
        expect(performance.now() - before).toBeLessThan(20_000);
      }
      expect(read).toBeGreaterThan(0);
    });
  },
);
