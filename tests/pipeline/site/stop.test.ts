import { spawn, type ChildProcess } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cacheFolder, projectRoot, resultsFolder } from '../../../src/pipeline/paths.ts';
import { ended, leaves, until, untilEnd } from '../run/fixture.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'stop-'))));
afterEach(() => {
  for (const child of started.splice(0)) if (leaves(child)) process.kill(-child.pid!, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
const started: ChildProcess[] = [];

/** Of whichever profile there are; `npm test` makes some before it builds the pages. */
const results = (['full', 'quick'] as const)
  .map((profile) => resultsFolder(cacheFolder(), profile))
  .find((path) => existsSync(join(path, 'build.json')));

interface Command extends ChildProcess {
  readonly said: () => string;
}

/** A command as npm starts it, in a process group of its own. */
function start(command: 'build' | 'dev', environment: NodeJS.ProcessEnv = {}): Command {
  const child = spawn(process.execPath, ['scripts/setup.mjs', '--', 'scripts/site.ts', command], {
    cwd: projectRoot,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Astro serves nothing where it takes itself for one of its own tests.
    env: { ...process.env, VITEST: undefined, MULTISCALE_RESULTS: results, ...environment },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text));
  const running = Object.assign(child, { said: () => said });
  started.push(running);
  return running;
}

async function secondsToEnd(child: ChildProcess, signal: NodeJS.Signals): Promise<number> {
  const told = performance.now();
  child.kill(signal);
  await untilEnd(child);
  await until(() => !leaves(child));
  return (performance.now() - told) / 1000;
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, 'localhost', () => (socket.destroy(), resolve(true)));
    socket.on('error', () => resolve(false));
  });

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a build of the site that %s ends leaves the last site, no process and no lock',
  async (signal) => {
    const dist = join(folder, 'dist');
    mkdirSync(join(dist, 'data'), { recursive: true });
    writeFileSync(join(dist, 'data/claims.json'), '[]');
    const build = start('build', { MULTISCALE_DIST: dist });
    await until(() => build.said().includes('[build]') || ended(build));
    expect(await secondsToEnd(build, signal), build.said()).toBeLessThan(2);
    expect(build.exitCode).toBe({ SIGINT: 130, SIGTERM: 143 }[signal]);
    expect(readdirSync(folder)).toEqual(['dist']);
    expect(readFileSync(join(dist, 'data/claims.json'), 'utf8')).toBe('[]');
    expect(existsSync(join(projectRoot, '.cache/locks/site'))).toBe(false);
  },
  60_000,
);

/** The results, in a folder that can be changed and replaced as a whole. */
function ownResults(): { readonly path: string; readonly publish: (commit: string) => void } {
  const path = join(folder, 'results');
  const publish = (commit: string) => {
    const next = mkdtempSync(join(folder, 'next-'));
    for (const name of readdirSync(results!)) {
      if (!name.endsWith('.json')) symlinkSync(join(results!, name), join(next, name));
      else copyFileSync(join(results!, name), join(next, name));
    }
    const build = JSON.parse(readFileSync(join(next, 'build.json'), 'utf8')) as object;
    writeFileSync(join(next, 'build.json'), JSON.stringify({ ...build, commit }));
    rmSync(path, { recursive: true, force: true });
    renameSync(next, path);
  };
  return { path, publish };
}

test('live pages follow new results, end with whoever started them, however that one ends, and give back their port', async () => {
  const { path, publish } = ownResults();
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    publish('aaaaaaa0');
    const dev = start('dev', { MULTISCALE_RESULTS: path });
    const port = () => Number(/http:\/\/localhost:(\d+)/.exec(dev.said())?.[1]);
    await until(() => port() > 0 || ended(dev));
    const page = async () => (await fetch(`http://localhost:${port()}/references/`)).text();
    const untilShown = (commit: string) =>
      vi.waitFor(async () => expect(await page().catch(String), dev.said()).toContain(`<dd>${commit}</dd>`), {
        timeout: 30_000,
        interval: 200,
      });
    if (signal === 'SIGTERM') {
      await untilShown('aaaaaaa');
      publish('bbbbbbb0');
      await untilShown('bbbbbbb');
    } else {
      expect(await answers(port()), dev.said()).toBe(true);
      // The script between: npm and the set-up pass on what they can.
      const [script] = readFileSync(`/proc/${dev.pid}/task/${dev.pid}/children`, 'utf8').trim().split(' ');
      process.kill(Number(script), 'SIGKILL');
    }
    expect(await secondsToEnd(dev, 'SIGTERM'), dev.said()).toBeLessThan(2);
    expect(await answers(port())).toBe(false);
    if (signal === 'SIGTERM') expect(existsSync(join(projectRoot, '.astro/dev.json'))).toBe(false);
  }
}, 90_000);

test('something that is no site is not replaced by one', async () => {
  writeFileSync(join(folder, 'thesis.tex'), 'years of work');
  const build = start('build', { MULTISCALE_DIST: folder });
  expect(await untilEnd(build)).toBe(1);
  expect(build.said()).toContain('holds something else than a site');
  expect(readdirSync(folder)).toEqual(['thesis.tex']);
});
