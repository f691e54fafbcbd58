import { expect, test } from 'vitest';
import { inOwnFolder } from './bench.ts';

const { file, path, run } = inOwnFolder();
const usual = ['--model', 'm.onnx', '--data', 'd.npz', '--loss', 'mse'];

test('--help names every option, with examples', async () => {
  const help = await run(['--help']).then(
    () => '',
    (error: Error) => error.message,
  );
  const options =
    'model data labels scale loss weights lr optimizer preconditioner iterates directions slices samples batch seed budget expect-params expect-loss precision density layers out json force backend threads';
  for (const option of options.split(' ')) expect(help).toContain(`--${option} `);
  expect(help).toContain('measure --model net.onnx --data train.npz');
});

test.each([
  [['--data', 'd.npz', '--loss', 'mse'], '--model is missing'],
  [['--model', 'm.onnx', '--loss', 'mse'], '--data is missing'],
  [['--model', 'm.onnx', '--data', 'd.npz'], '--loss is missing'],
  [[...usual.slice(0, 5), 'hinge'], '--loss is one of mse, cross-entropy, not hinge'],
  [[...usual, '--curvature'], "Unknown option '--curvature'"],
  [[...usual, 'word'], "Unexpected argument 'word'"],
  [[...usual, '--directions', 'top:5,left:2'], "--directions has 'left:2'"],
  [[...usual, '--directions', 'top:5000'], "--directions has 'top:5000'"],
  [[...usual, '--optimizer', 'gd'], '--optimizer goes with its learning rate'],
  [[...usual, '--lr', '0'], '--lr is a positive number, not 0'],
  [[...usual, '--lr', '1', '--optimizer', 'momentum'], '--optimizer is gd, momentum:β, adam or sgd:B'],
  [[...usual, '--lr', '1', '--optimizer', 'momentum:1'], 'β of momentum is below 1'],
  [[...usual, '--lr', '1', '--optimizer', 'sgd:2.5'], 'a batch of sgd a whole number'],
  [[...usual, '--preconditioner', 'v.safetensors'], '--preconditioner goes with --lr and --optimizer adam'],
  [[...usual, '--iterates', 'a.safetensors'], '--iterates goes with --lr'],
  [[...usual, '--samples', '-3'], '--samples'],
  [[...usual, '--samples', '1.5'], '--samples is a whole number'],
  [[...usual, '--seed', '0.5'], '--seed is a whole number'],
  [[...usual, '--scale', '-1'], '--scale'],
  [[...usual, '--budget', '5'], '--budget is a time such as 90s, 5m or 1h, not 5'],
  [[...usual, '--density', '8'], '--density is probes:steps'],
  [[...usual, '--layers', 'some'], '--layers is one of off, on'],
  [[...usual, '--precision', 'float16'], '--precision is one of float64, float32'],
  [[...usual, '--backend', 'cuda'], '--backend is one of native, wasm'],
  [[...usual, '--threads', '0'], '--threads is a whole number from 1'],
  [[...usual, '--expect-loss', 'low'], '--expect-loss is a number'],
])('%j is refused in a sentence', async (words, sentence) => {
  const error = await run(words).catch((fault: Error) => fault);
  expect(error).toMatchObject({ message: expect.stringContaining(sentence) as string });
  expect((error as Error).message).not.toContain('\n');
  expect((error as Error).constructor.name).toBe('UsageError');
});

test('a folder with something else in it, or with a report, is left alone before anything is read', async () => {
  file('letter.txt', 'dear');
  await expect(run([...usual, '--out', path('.')])).rejects.toThrow(
    'it holds letter.txt, which is no report',
  );
  await expect(run([...usual, '--force', '--out', path('.')])).rejects.toThrow('which is no report');
  await expect(run([...usual, '--out', path('letter.txt/report')])).rejects.toThrow(
    'letter.txt is no folder',
  );
});
