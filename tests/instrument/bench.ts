import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { measureCommand } from '../../src/instrument/measure-command.ts';
import { reportSchema, type Report } from '../../src/measure/landscape/schema.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';

/** A file of one of the networks as other exporters wrote them. */
export const fixture = (name: string) => join(projectRoot, 'tests/fixtures/models', name);

/** A folder of each test's own, with the command in it. */
export function inOwnFolder() {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'measure-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const run = async (words: readonly string[]) => {
    const said: string[] = [];
    const printed: string[] = [];
    const code = await measureCommand({
      ...{ command: 'measure', args: words, cache: path('cache'), backend: 'native', version: 'test' },
      say: (line) => void said.push(line),
      print: (text) => void printed.push(text),
    });
    return { code, said: said.join('\n'), printed: printed.join('\n') };
  };
  return {
    path,
    /** Writes a file, and gives its path. */
    file(name: string, content: string | Uint8Array): string {
      writeFileSync(path(name), content);
      return path(name);
    },
    /** The command, with the usual outputs left out. */
    run,
    /** The report that it prints. */
    async report(words: readonly string[]): Promise<Report & { readonly said: string }> {
      const { code, said, printed } = await run([...words, '--json']);
      expect(code).toBe(0);
      return { ...reportSchema.parse(JSON.parse(printed)), said };
    },
    /** What measurements have left in the cache. */
    checkpoints: (): string[] =>
      existsSync(path('cache/checkpoints'))
        ? readdirSync(path('cache/checkpoints')).flatMap((key) =>
            readdirSync(path(`cache/checkpoints/${key}`)).map((name) =>
              path(`cache/checkpoints/${key}/${name}`),
            ),
          )
        : [],
  };
}

/** The network that is measured fastest, with its data. */
export const tanh = [
  ...['--model', fixture('torch-mlp-tanh.onnx'), '--data', fixture('torch-mlp-tanh.npz')],
  ...['--loss', 'mse', '--threads', '1'],
];

/** Hardly anything is measured. */
export const little = ['--directions', 'top:1', '--density', 'off', '--layers', 'off'];
