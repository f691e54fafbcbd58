import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

const script = resolve('scripts/measure.ts');

/** What came of a run of the command. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** A folder of this test's own, which goes with it. */
export const scratch = mkdtempSync(join(tmpdir(), 'multiscale-measure-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Where runs keep what they have measured. */
export const cache = join(scratch, 'cache');

/** Starts `npm run measure` without the set-up around it. */
export function start(args: readonly string[]) {
  const process_ = spawn(process.execPath, [script, ...args], {
    cwd: scratch,
    env: { ...process.env, MULTISCALE_CACHE: cache },
  });
  let [out, said] = ['', ''];
  process_.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  process_.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<Ran>((end) => process_.on('close', (code) => end({ code, out, said })));
  return { process: process_, ended, said: () => said };
}

export const run = (...args: readonly string[]): Promise<Ran> => start(args).ended;

/** A file of the models that others have exported. */
export const given = (name: string) => resolve('tests/fixtures/models', name);
