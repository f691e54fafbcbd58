import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeSafetensors, type TensorMap } from '../../src/data/safetensors.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { native } from '../engine/native.ts';
import { fixture, inOwnFolder, little } from './bench.ts';
import { npy, npz } from './make-npy.ts';

const { path, file, run } = inOwnFolder();

const model = fixture('torch-mlp-tanh.onnx');
const n = 12;
const inputs = Float64Array.from({ length: n * 196 }, (_, i) => Math.sin(i));
const labels = Int32Array.from({ length: n }, (_, i) => i % 10);
const good: TensorMap = { x: { shape: [n, 196], data: inputs }, y: { shape: [n], data: labels } };

/** Data as they are, but for one array. */
const dataWith = (change: TensorMap) => file('d.safetensors', encodeSafetensors({ ...good, ...change }));

const changed = <T extends { set(values: number[], at: number): void; slice(): T }>(
  values: T,
  at: number,
  to: number,
): T => {
  const copy = values.slice();
  copy.set([to], at);
  return copy;
};

const bytesOf = (name: string) => readFileSync(fixture(name));

/** Words of the command by what is wrong, and what is said of it. */
const faults: Record<string, readonly [() => readonly string[], RegExp]> = {
  'a missing model': [() => ['--model', path('none.onnx')], /none\.onnx: there is no such file\./],
  'a folder for a model': [() => ['--model', path('.')], /models are read from/],
  'a model of another format': [
    () => ['--model', file('m.pt', 'x')],
    /m\.pt: models are read from .*export it to ONNX/,
  ],
  'a truncated model': [
    () => ['--model', file('cut.onnx', bytesOf('torch-mlp-tanh.onnx').subarray(0, 20_000))],
    /cut\.onnx: /,
  ],
  'an empty model': [() => ['--model', file('empty.onnx', '')], /empty\.onnx: /],
  'no ONNX in the file': [() => ['--model', file('text.onnx', 'these are words')], /text\.onnx: /],
  'no JSON in the file': [() => ['--model', file('m.json', '{')], /m\.json: it is no JSON/],
  'missing data': [() => ['--data', path('none.npz')], /none\.npz: there is no such file\./],
  'truncated data': [
    () => ['--data', file('cut.npz', bytesOf('torch-mlp-tanh.npz').subarray(0, 9_000))],
    /cut\.npz: /,
  ],
  'data of another format': [() => ['--data', file('d.txt', '1')], /d\.txt: data are read from/],
  'an unknown data set': [
    () => ['--data', 'faces'],
    /faces: of the data sets of the last run there is none yet/,
  ],
  'an array without labels': [
    () => ['--data', file('x.npy', '')],
    /it holds one array; name the file of its labels/,
  ],
  'no labels': [
    () => ['--data', file('x.safetensors', encodeSafetensors({ x: good['x'] }))],
    /x\.safetensors: it has x, and no labels or targets/,
  ],
  'samples of another shape': [
    () => ['--data', dataWith({ x: { shape: [n, 100], data: inputs.slice(0, n * 100) } })],
    /its samples have the shape \[100\], where the network takes \[196\]/,
  ],
  'more labels than samples': [
    () => ['--data', dataWith({ y: { shape: [n + 1], data: new Int32Array(n + 1) } })],
    /it has 12 samples of x and 13 of y/,
  ],
  'a label out of range': [
    () => ['--data', dataWith({ y: { shape: [n], data: changed(labels, 5, 10) } })],
    /sample 5 has the label 10, where the network has 10 outputs; labels count from 0/,
  ],
  'a label of an archive out of range': [
    () => [
      '--data',
      file(
        'd.npz',
        npz({
          x: npy(inputs, [n, 196]),
          y: npy(
            BigInt64Array.from(labels, () => 10n),
            [n],
          ),
        }),
      ),
    ],
    /d\.npz: sample 0 has the label 10/,
  ],
  'a table with a hole': [() => ['--data', file('hole.csv', '1,2,0\n1,,1\n')], /hole\.csv: line 2 has ''/],
  'a negative label': [
    () => ['--data', dataWith({ y: { shape: [n], data: changed(labels, 5, -1) } })],
    /y holds the label -1 in sample 5/,
  ],
  'targets of another width': [
    () => ['--data', dataWith({ y: { shape: [n, 3], data: inputs.slice(0, 3 * n) } })],
    /its targets have 3 numbers for each of 12 samples, where the network has 10 outputs/,
  ],
  'targets that are no probabilities': [
    () => [
      '--loss',
      'cross-entropy',
      '--data',
      dataWith({ y: { shape: [n, 10], data: inputs.slice(0, 10 * n) } }),
    ],
    /the targets of sample 0 are no probabilities/,
  ],
  'an input that is no number': [
    () => ['--data', dataWith({ x: { shape: [n, 196], data: changed(inputs, 400, NaN) } })],
    /x holds NaN in sample 2/,
  ],
  'one sample': [() => ['--data', dataWith({}), '--samples', '1'], /one sample is measured/],
  'equal samples': [
    () => ['--data', dataWith({ x: { shape: [n, 196], data: new Float64Array(n * 196).fill(0.5) } })],
    /all 12 samples of x are equal/,
  ],
  'weights of other names': [
    () => ['--weights', file('w.safetensors', encodeSafetensors(good))],
    /w\.safetensors: it has no weights for '0\.weight'; its tensors are x, y/,
  ],
  'truncated weights': [
    () => ['--weights', file('w.safetensors', 'abc')],
    /w\.safetensors: 3 bytes are too few/,
  ],
};

describe.skipIf(!native)('a file that cannot be used', () => {
  test.each(Object.keys(faults))('%s is told in a sentence, and nothing is written', async (name) => {
    const [words, said] = faults[name];
    const out = path('out');
    const first = ['--model', model, '--data', dataWith({}), '--loss', 'mse', '--threads', '1', ...little];
    const error = await run([...first, ...words(), '--out', out]).catch((fault: Error) => fault);
    expect((error as Error).constructor.name).toBe('UsageError');
    expect((error as Error).message).toMatch(said);
    expect((error as Error).message).not.toContain('\n');
    expect(existsSync(out)).toBe(false);
  });

  test('ends the command with exit code 2, one sentence last on standard error and nothing on standard output', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        'scripts/measure.ts',
        '--model',
        model,
        '--data',
        path('none.npz'),
        '--loss',
        'mse',
        '--backend',
        'native',
      ],
      { cwd: projectRoot, encoding: 'utf8', env: { ...process.env, MULTISCALE_CACHE: path('cache') } },
    );
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/none\.npz: there is no such file\.$/);
    expect(stderr).not.toContain('at file:');
  });
});
