import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeSafetensors } from '../../src/data/safetensors.ts';
import { readOnnx } from '../../src/engine/readers/onnx/read-onnx.ts';
import { reportSchema } from '../../src/measure/landscape/schema.ts';
import { native } from '../engine/native.ts';
import { fixture, inOwnFolder, little, tanh } from './bench.ts';

const { path, file, run, report, checkpoints } = inOwnFolder();

interface Reference {
  readonly parameters: number;
  readonly loss: number;
  readonly accuracy?: number;
  readonly gradientNorm: number;
  readonly top: readonly number[];
  readonly bottom: readonly number[];
  readonly lossKind: string;
}

const relative = (a: number, b: number) => Math.abs(a / b - 1);

/** The weights of the tanh network, changed one by one, under the names that PyTorch saves. */
function weights(name: string, change: (value: number, tensor: string) => number): string {
  const { parameters, values } = readOnnx(readFileSync(fixture('torch-mlp-tanh.onnx')), { file: 'tanh' });
  const tensors = Object.entries(parameters).map(([key, shape]) => [
    key,
    { shape, data: values[key].map((value) => change(value, key)) },
  ]);
  return file(
    name,
    encodeSafetensors(Object.fromEntries(tensors) as Parameters<typeof encodeSafetensors>[0]),
  );
}

// Each of these starts the command, some of them several times.
describe.skipIf(!native)('the report of a network of another exporter', { timeout: 300_000 }, () => {
  test('has the numbers of its own framework, is complete, and is written as a whole', async () => {
    const reference = JSON.parse(readFileSync(fixture('torch-cnn-relu-maxpool.json'), 'utf8')) as Reference;
    const model = ['--model', fixture('torch-cnn-relu-maxpool.onnx')];
    const data = ['--data', fixture('torch-cnn-relu-maxpool.npz'), '--loss', 'cross-entropy'];
    const words = [...model, ...data, '--lr', '0.1', '--out', path('out')];
    const { code, said, printed } = await run(words);
    expect(code).toBe(0);
    expect(printed).toContain('2,510 parameters, 300 samples');
    expect(readdirSync(path('out')).sort()).toEqual(['index.html', 'report.json']);
    const made = reportSchema.parse(JSON.parse(readFileSync(path('out/report.json'), 'utf8')));
    expect(made.model.parameters).toBe(reference.parameters);
    expect(relative(made.loss, reference.loss)).toBeLessThan(1e-8);
    expect(relative(made.gradientNorm, reference.gradientNorm)).toBeLessThan(1e-8);
    made.eigenvalues.top.forEach(({ value }, i) =>
      expect(relative(value, reference.top[i])).toBeLessThan(1e-6),
    );
    made.eigenvalues.bottom.forEach(({ value }, i) =>
      expect(relative(value, reference.bottom[i])).toBeLessThan(1e-6),
    );
    expect(made.slices).toHaveLength(13);
    expect(made.layers).toHaveLength(6);
    expect(made.density!.probes).toBe(5);
    expect(made.edge!.ratio).toBeCloseTo((reference.top[0] * 0.1) / 2, 6);
    expect(made.accuracy).toBeCloseTo(reference.accuracy!, 12);
    expect(made.minimum.verdict).not.toBe('minimum');
    expect(made.cost.products).toBeGreaterThan(200);
    expect(made.provenance.files.map(({ role }) => role)).toEqual(['model', 'data']);
    expect(said.indexOf('2510 parameters')).toBeLessThan(said.indexOf('accuracy 92.3 %'));
    expect(said.indexOf('accuracy 92.3 %')).toBeLessThan(said.indexOf('A product takes'));
    expect(readFileSync(path('out/index.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(checkpoints()).toEqual([]);
    await expect(run(words)).rejects.toThrow('it holds a report; add --force to replace it');
  });

  test.each(['torch-mlp-tanh', 'jax-mlp-gelu'])('of %s has those numbers too', async (name) => {
    const reference = JSON.parse(readFileSync(fixture(`${name}.json`), 'utf8')) as Reference;
    const model = ['--model', fixture(`${name}.onnx`), '--data', fixture(`${name}.npz`)];
    const less = ['--directions', 'top:5,bottom:3', '--slices', '1', '--density', 'off', '--layers', 'off'];
    const made = await report([...model, '--loss', reference.lossKind, ...less]);
    expect(relative(made.loss, reference.loss)).toBeLessThan(1e-8);
    expect(relative(made.gradientNorm, reference.gradientNorm)).toBeLessThan(1e-8);
    expect(made.accuracy).toBeCloseTo(reference.accuracy!, 12);
    for (const end of ['top', 'bottom'] as const)
      made.eigenvalues[end].forEach(({ value }, i) =>
        expect(relative(value, reference[end][i])).toBeLessThan(1e-6),
      );
  });

  test('is left out where parameters or loss are not those that were meant', async () => {
    await expect(run([...tanh, '--out', path('out'), '--expect-params', '7003'])).rejects.toThrow(
      'The network has 7002 parameters, not the 7003 that were expected',
    );
    await expect(
      run([...tanh, '--out', path('out'), '--scale', '2', '--expect-loss', '0.00264']),
    ).rejects.toThrow(/^The loss is [\d.]+, not the 0.00264 that was expected/);
    expect(readdirSync(path('.')).sort()).not.toContain('out');
  });

  test('is the same whatever the batch, and says what was scaled', async () => {
    const whole = await report([...tanh, ...little]);
    const parts = await report([...tanh, ...little, '--batch', '70']);
    expect(relative(parts.loss, whole.loss)).toBeLessThan(1e-12);
    expect(relative(parts.eigenvalues.top[0].value, whole.eigenvalues.top[0].value)).toBeLessThan(1e-8);
    const scaled = await report([...tanh, ...little, '--scale', '0.5']);
    expect(scaled.notes).toContain('Inputs are multiplied by 0.5.');
    expect(scaled.loss).toBeGreaterThan(2 * whole.loss);
  });

  test('follows the points of training, and is of the last one', async () => {
    const files = [
      weights('a.safetensors', (value) => 0.9 * value),
      weights('b.safetensors', (value) => value),
    ];
    const direct = await report([...tanh, ...little]);
    const both = await report([
      ...tanh,
      ...little,
      '--lr',
      '0.1',
      ...files.flatMap((name) => ['--weights', name]),
    ]);
    expect(both.loss).toBe(direct.loss);
    expect(both.checkpoints.map(({ name }) => name)).toEqual(files);
    expect(both.checkpoints[0].loss).toBeGreaterThan(both.checkpoints[1].loss);
    expect(both.checkpoints[1].loss).toBe(direct.loss);
    expect(both.checkpoints[1].ratio).toBe(both.edge!.ratio);
  });

  test('takes the edge of Adam with its second moments, and says that it cannot without', async () => {
    const adam = [...tanh, ...little, '--lr', '0.001', '--optimizer', 'adam'];
    const without = await report(adam);
    expect(without.edge).toBeNull();
    expect(without.notes.join(' ')).toContain('cannot be told without its second moments');
    // √v + 1e-8 = 1: nothing is preconditioned.
    const ones = weights('v.safetensors', () => (1 - 1e-8) ** 2);
    const plain = await report([...adam, '--preconditioner', ones]);
    expect(plain.edge).toMatchObject({ quantity: 'preconditioned sharpness', threshold: 38 / 0.001 });
    expect(relative(plain.edge!.measured, plain.eigenvalues.top[0].value)).toBeLessThan(1e-5);
    const negative = weights('w.safetensors', (value) => value);
    await expect(run([...adam, '--json', '--preconditioner', negative])).rejects.toThrow(
      "where Adam's second moments are means of squares",
    );
  });

  test('takes the sharpness of batches of sgd, and a forecast of the iterates that it is given', async () => {
    const steps = ['a', 'b'].map((name, i) =>
      weights(`${name}.safetensors`, (value) => value * (1 + 0.01 * (i - 1))),
    );
    const sgd = [...tanh, ...little, '--lr', '0.1', '--optimizer', 'sgd:30'];
    const made = await report([...sgd, ...steps.flatMap((name) => ['--iterates', name])]);
    expect(made.edge).toMatchObject({ quantity: 'batch sharpness', parameter: 30 });
    expect(made.edge!.error).toBeGreaterThan(0);
    expect(made.forecast!.iterates).toBe(3);
    expect((await report(sgd)).forecast).toBeNull();
    await expect(run([...sgd, '--json', '--iterates', steps[0]])).rejects.toThrow('wants two files or more');
  });

  test('fits a budget, says what is left out, and takes fewer samples in the end', async () => {
    const made = await report([...tanh, '--budget', '0.05s']);
    expect(made.notes.join(' ')).toMatch(
      /To fit the budget of .*: .*no spectral density.*the first \d+ samples\./,
    );
    expect(made.density).toBeNull();
    expect(made.layers).toEqual([]);
    expect(made.samples).toBeLessThan(300);
    expect(made.notes.filter((note) => note.startsWith('Of 300 samples'))).toHaveLength(1);
    const enough = await report([...tanh, ...little, '--budget', '1h']);
    expect(enough.notes.join(' ')).not.toContain('budget');
  });

  test.each(['gd', 'sgd:4'])(
    'of a network of zeros without a loss is complete, trained by %s',
    async (optimizer) => {
      const n = 20;
      const samples = {
        x: { shape: [n, 196], data: Float64Array.from({ length: n * 196 }, (_, i) => Math.sin(i)) },
        y: { shape: [n, 10], data: new Float64Array(n * 10).fill(0.5) },
      };
      const data = file('d.safetensors', encodeSafetensors(samples));
      // The last bias is the target, whatever comes before.
      const point = weights('zeros.safetensors', (_value, name) => (name === '4.bias' ? 0.5 : 0));
      const words = [
        '--model',
        fixture('torch-mlp-tanh.onnx'),
        '--data',
        data,
        '--loss',
        'mse',
        '--threads',
        '1',
      ];
      const made = await report([...words, '--weights', point, '--lr', '0.1', '--optimizer', optimizer]);
      expect(made).toMatchObject({ loss: 0, gradientNorm: 0, accuracy: null });
      if (optimizer === 'gd') expect(made.forecast).toMatchObject({ drop: 0, relative: 0 });
      // The Hessian is that of the ten biases of the outputs, the identity.
      made.eigenvalues.top.forEach(({ value }) => expect(value).toBeCloseTo(1, 9));
      expect(made.edge?.ratio ?? null).toEqual(optimizer === 'gd' ? expect.closeTo(0.05, 9) : null);
    },
  );
});
