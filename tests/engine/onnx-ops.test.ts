import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { networkOutputs } from '../../src/engine/readers/network-outputs.ts';
import { readOnnx } from '../../src/engine/readers/onnx/read-onnx.ts';
import { initialPoint } from '../../src/engine/readers/trained-model.ts';
import { native } from './native.ts';

interface Case {
  readonly name: string;
  readonly model: string;
  readonly expected?: readonly number[];
  /** What the sentence that refuses it names. */
  readonly refused?: string;
}

const packed = readFileSync(new URL('../fixtures/onnx-cases.json.gz', import.meta.url));
const cases = JSON.parse(gunzipSync(packed).toString()) as Case[];

/** Where reader and reference still differ, or a refusal is missing or names something else: each fails until it is mended. */
const open = new Set(
  JSON.parse(
    readFileSync(new URL('../fixtures/onnx-cases-open.json', import.meta.url)).toString(),
  ) as string[],
);

function check({ model, expected, refused }: Case): void {
  const read = () => readOnnx(Buffer.from(model, 'base64'), { file: 'a.onnx' });
  if (!expected) {
    expect(read).toThrow(new RegExp(refused!));
    return;
  }
  const network = read();
  const given = networkOutputs(network, initialPoint(network), Float64Array.of(1), { n: 1, batchSize: 1 });
  expect(given).toHaveLength(expected.length);
  expected.forEach((value, i) =>
    expect(Math.abs(given[i] - value)).toBeLessThan(1e-6 * (1 + Math.abs(value))),
  );
}

describe.skipIf(!native)("operators as onnx's reference evaluator computes them", () => {
  test.each(cases.filter(({ name }) => !open.has(name)))('$name', check);
  test.fails.each(cases.filter(({ name }) => open.has(name)))('still open: $name', check);
});
