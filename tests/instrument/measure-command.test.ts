import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeNpz } from '../../src/data/npz.ts';
import { encodeSafetensors } from '../../src/data/safetensors.ts';
import { reportSchema, type Report } from '../../src/measure/landscape/schema.ts';
import { native } from '../engine/native.ts';
import { npy, npz } from './make-npy.ts';
import { given, run, scratch, start } from './run.ts';

const file = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(scratch, name), bytes);
  return join(scratch, name);
};

const tanh = [
  '--model',
  given('torch-mlp-tanh.onnx'),
  '--data',
  given('torch-mlp-tanh.npz'),
  '--loss',
  'mse',
];
const quick = ['--samples', '60', '--density', '2:10', '--layers', 'off', '--directions', 'top:1,random:1'];

const reportOf = (text: string): Report => reportSchema.parse(JSON.parse(text));

describe.skipIf(!native)('npm run measure', () => {
  test.each(['torch-mlp-tanh', 'jax-mlp-gelu', 'torch-cnn-relu-maxpool'])(
    '%s: the report has the numbers that its own framework gives',
    { timeout: 180_000 },
    async (name) => {
      const expected = JSON.parse(readFileSync(given(`${name}.json`), 'utf8')) as {
        readonly loss: number;
        readonly gradientNorm: number;
        readonly accuracy: number;
        readonly top: readonly number[];
        readonly bottom: readonly number[];
        readonly lossKind: string;
      };
      const { code, out, said } = await run(
        ...['--model', given(`${name}.onnx`), '--data', given(`${name}.npz`), '--loss', expected.lossKind],
        ...[
          '--directions',
          'top:5,bottom:3',
          '--slices',
          '1',
          '--density',
          'off',
          '--layers',
          'off',
          '--json',
        ],
      );
      expect(said).toMatch(/parameters in \d+ tensors/);
      expect(code).toBe(0);
      const { loss, gradientNorm, accuracy, eigenvalues } = reportOf(out);
      expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(1e-8);
      expect(Math.abs(gradientNorm / expected.gradientNorm - 1)).toBeLessThan(1e-8);
      expect(accuracy).toBeCloseTo(expected.accuracy, 12);
      for (const [found, wanted] of [
        [eigenvalues.top, expected.top],
        [eigenvalues.bottom, expected.bottom],
      ] as const)
        found.forEach(({ value }, i) => expect(Math.abs(value / wanted[i] - 1)).toBeLessThan(1e-6));
    },
  );

  test('writes a page that stands alone, beside its numbers, and says the same in words', async () => {
    const folder = join(scratch, 'whole');
    const { code, out } = await run(...tanh, ...quick, '--lr', '0.3', '--out', folder);
    expect(code).toBe(0);
    expect(out).toMatch(/largest eigenvalues/);
    const report = reportOf(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(report.edge).toMatchObject({ learningRate: 0.3, quantity: 'sharpness' });
    expect(report.samples).toBe(60);
    expect(report.notes.join(' ')).toContain('Of 300 samples the first 60 are measured.');
    expect(report.provenance.files.map(({ role }) => role)).toEqual(['model', 'data']);
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(html).toContain('<!doctype html>');
    const again = await run(...tanh, ...quick, '--out', folder);
    expect(again.code).toBe(2);
    expect(again.said).toMatch(/it holds a report; add --force/);
  });

  test('the same command gives the same numbers, from what was kept and anew', async () => {
    const numbers = async (...more: readonly string[]) => {
      const { out, said } = await run(...tanh, ...quick, '--seed', '3', '--json', ...more);
      const report = reportOf(out);
      return {
        said,
        report: { ...report, cost: null, provenance: { ...report.provenance, date: '', command: '' } },
      };
    };
    const [first, resumed, forced] = [await numbers(), await numbers(), await numbers('--force')];
    expect(resumed.report).toEqual(first.report);
    expect(forced.report).toEqual(first.report);
  });

  test('killed on its way, it goes on from what is kept', { timeout: 120_000 }, async () => {
    const words = [...tanh, '--seed', '8', '--directions', 'top:1,bottom:1,random:30', '--json'];
    const killed = start(words);
    await new Promise((ready) => setTimeout(ready, 300));
    const whileSaid = async (text: string) => {
      while (!killed.said().includes(text)) await new Promise((wait) => setTimeout(wait, 20));
    };
    await whileSaid('A product takes');
    await new Promise((wait) => setTimeout(wait, 1500));
    killed.process.kill('SIGKILL');
    await killed.ended;
    const { code, said, out } = await run(...words);
    expect(code).toBe(0);
    expect(said).toMatch(/Going on where an earlier run ended/);
    expect(reportOf(out).slices).toHaveLength(32);
  });

  test('a budget that is too small leaves out what hurts least, and says so', async () => {
    const { out, code } = await run(...tanh, '--budget', '0.1s', '--json');
    expect(code).toBe(0);
    const { notes, density, layers } = reportOf(out);
    expect(notes.join(' ')).toMatch(/To fit the budget of 0 s: four slices/);
    expect(density).toBeNull();
    expect(layers).toEqual([]);
  });

  test('weights over training are each measured, the last one in full', async () => {
    const { x } = decodeNpz(readFileSync(given('torch-mlp-tanh.npz')));
    expect(x.shape).toEqual([300, 196]);
    const shapes = { '0': [32, 196], '2': [16, 32], '4': [10, 16] };
    const weights = (scale: number) =>
      encodeSafetensors(
        Object.fromEntries(
          Object.entries(shapes).flatMap(([layer, [rows, columns]]) => [
            [
              `model.${layer}.weight`,
              {
                shape: [rows, columns],
                data: Float32Array.from({ length: rows * columns }, (_, i) => scale * Math.sin(i * i)),
              },
            ],
            [`model.${layer}.bias`, { shape: [rows], data: new Float32Array(rows) }],
          ]),
        ),
      );
    const files = [0.05, 0.1].map((scale, i) => file(`step${i}.safetensors`, weights(scale)));
    const { out, code, said } = await run(
      ...[...tanh, ...quick, '--lr', '0.1', '--json'],
      ...files.flatMap((path) => ['--weights', path]),
    );
    expect(said).not.toMatch(/error/i);
    expect(code).toBe(0);
    const { checkpoints, loss } = reportOf(out);
    expect(checkpoints.map(({ name }) => name)).toEqual(files);
    expect(checkpoints[1].loss).toBeCloseTo(loss, 12);
    expect(checkpoints[0].ratio).toBeCloseTo(checkpoints[0].top[0].value / 20, 9);
  });
});

describe('what cannot be measured is refused in one sentence, before anything is written', () => {
  const x = (n: number, d = 196) =>
    npy(
      Float32Array.from({ length: n * d }, (_, i) => Math.sin(i)),
      [n, d],
    );
  const labels = (...list: readonly number[]) => npy(BigInt64Array.from(list.map(BigInt)), [list.length]);
  const withData = (name: string, bytes: Uint8Array | string) => [
    ...['--model', given('torch-mlp-tanh.onnx'), '--loss', 'mse', '--data', file(name, bytes)],
  ];
  const model = readFileSync(given('torch-mlp-tanh.onnx'));
  const data = readFileSync(given('torch-mlp-tanh.npz'));
  const cases: readonly (readonly [string, () => readonly string[], RegExp])[] = [
    ['a missing option', () => ['--data', 'd.npz', '--loss', 'mse'], /^--model is missing/],
    ['an unknown option', () => [...tanh, '--colour', 'red'], /^Unknown option '--colour'/],
    [
      'an unknown loss',
      () => [...tanh.slice(0, 4), '--loss', 'hinge'],
      /^--loss is one of mse, cross-entropy/,
    ],
    ['directions that there are not', () => [...tanh, '--directions', 'top:x'], /^--directions has 'top:x'/],
    ['an optimiser without its rate', () => [...tanh, '--optimizer', 'gd'], /add --lr/],
    ['momentum without β', () => [...tanh, '--lr', '1', '--optimizer', 'momentum'], /^--optimizer is gd/],
    [
      'a file that is not there',
      () => [...tanh.slice(2), '--model', 'no.onnx'],
      /^no.onnx: there is no such file/,
    ],
    [
      'a model that is cut off',
      () => [...tanh.slice(2), '--model', file('cut.onnx', model.subarray(0, 20_000))],
      /^cut.onnx: it is damaged or no ONNX file/,
    ],
    [
      'no model at all',
      () => [...tanh.slice(2), '--model', file('text.onnx', 'hello')],
      /^text.onnx: it is damaged/,
    ],
    [
      'an archive that is cut off',
      () => withData('cut.npz', data.subarray(0, 5000)),
      /^cut.npz: it has no directory/,
    ],
    [
      'samples of another shape',
      () => withData('shape.npz', npz({ x: x(4, 100), y: labels(0, 1, 2, 3) })),
      /^shape.npz: its samples have the shape \[100\], where the network takes \[196\]/,
    ],
    [
      'labels out of range',
      () => withData('range.npz', npz({ x: x(3), y: labels(0, 10, 2) })),
      /^range.npz: sample 1 has the label 10, where the network has 10 outputs/,
    ],
    [
      'more labels than samples',
      () => withData('more.npz', npz({ x: x(3), y: labels(0, 1, 2, 3) })),
      /^more.npz: it has 3 samples of x and 4 of y/,
    ],
    [
      'one sample',
      () => withData('one.npz', npz({ x: x(1), y: labels(0) })),
      /^one.npz: one sample is measured/,
    ],
    [
      'samples that are all equal',
      () =>
        withData(
          'equal.npz',
          npz({ x: npy(new Float32Array(196 * 3).fill(0.5), [3, 196]), y: labels(0, 1, 2) }),
        ),
      /^equal.npz: all 3 samples of x are equal/,
    ],
    [
      'a sample that is not finite',
      () => {
        const values = Float32Array.from({ length: 392 }, (_, i) => (i === 300 ? NaN : i));
        return withData('nan.npz', npz({ x: npy(values, [2, 196]), y: labels(0, 1) }));
      },
      /^nan.npz: x holds NaN in sample 1/,
    ],
    ['a table with a hole', () => withData('hole.csv', '1,2,0\n1,,1\n'), /^hole.csv: line 2 has ''/],
  ];

  test.skipIf(!native).each(cases)('%s', async (_name, words, sentence) => {
    const { code, said, out } = await run(...words());
    const [last] = said.trim().split('\n').slice(-1);
    expect(last).toMatch(sentence);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(existsSync(join(scratch, 'report-torch-mlp-tanh'))).toBe(false);
  });

  test.skipIf(!native)('another network or loss than was expected', async () => {
    const parameters = await run(...tanh, '--expect-params', '7000');
    expect(parameters).toMatchObject({ code: 2 });
    expect(parameters.said).toMatch(/has 7002 parameters, not the 7000 that were expected/);
    const loss = await run(...tanh, '--expect-loss', '0.5');
    expect(loss.said).toMatch(/The loss is 0.00076\d*, not the 0.5 that was expected/);
    expect(loss.code).toBe(2);
  });

  test('--help says what there is', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const option of ['--model', '--budget', '--expect-params', '--json']) expect(out).toContain(option);
  });
});
