import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { reportSchema, type Report } from '../../src/measure/landscape/schema.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { native } from '../engine/native.ts';
import { fixture, inOwnFolder } from './bench.ts';

const { path, checkpoints } = inOwnFolder();

const words = [
  ...['--model', fixture('torch-cnn-relu-maxpool.onnx'), '--data', fixture('torch-cnn-relu-maxpool.npz')],
  ...['--loss', 'cross-entropy', '--samples', '60', '--threads', '1', '--backend', 'native', '--json'],
];

/** A process of the command. */
function start(cache: string) {
  const child = spawn(process.execPath, ['scripts/measure.ts', ...words], {
    cwd: projectRoot,
    env: { ...process.env, MULTISCALE_CACHE: cache },
  });
  let [output, said] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({ code, signal, output, said }));
  return { child, ended };
}

/** What two runs have in common. */
function numbers(output: string) {
  const report: Report = reportSchema.parse(JSON.parse(output));
  return { ...report, cost: null, provenance: { ...report.provenance, date: null } };
}

describe.skipIf(!native)('a measurement that is stopped', () => {
  test.each(['SIGKILL', 'SIGINT'] as const)(
    'by %s goes on with the same command, past what is damaged, to the same report',
    async (signal) => {
      const stopped = start(path('cache'));
      while (checkpoints().length < 4 && stopped.child.exitCode === null) await pause(20);
      stopped.child.kill(signal);
      const { output, signal: by } = await stopped.ended;
      expect(by).toBe(signal);
      expect(output).toBe('');
      const left = checkpoints().filter((name) => !name.endsWith('spent'));
      expect(left.length).toBeGreaterThanOrEqual(3);
      writeFileSync(left[0], 'damaged');

      const again = await start(path('cache')).ended;
      expect(again.code).toBe(0);
      expect(again.said).toMatch(/Going on where an earlier run ended, after \d+ products/);
      expect(checkpoints()).toEqual([]);

      const whole = await start(path('other')).ended;
      expect(whole.said).not.toContain('Going on');
      expect(numbers(again.output)).toEqual(numbers(whole.output));
    },
    180_000,
  );
});
