import { expect, test } from 'vitest';
import { usedPackages } from '../../src/pipeline/packages.ts';

const lockfile = {
  packages: {
    '': { dependencies: { d3: '7', '@scope/one': '1' }, devDependencies: { native: '4' } },
    'node_modules/d3': { version: '7.9.2' },
    'node_modules/@scope/one': { version: '1.0.0' },
    'node_modules/native': { version: '4.22.0' },
  },
} as unknown as Parameters<typeof usedPackages>[1];

test.each([
  ['import{mean}from"d3";', ['d3']],
  ['import"@scope/one/part";import{readFile}from"node:fs/promises";', ['@scope/one']],
  ['require("native");', ['native']],
  ['throw new Error("a vector to start from");e(`${list.join(", ")}`);', []],
])('the packages of %s', (code, expected) => {
  expect(Object.keys(usedPackages(code, lockfile).direct)).toEqual(expected);
});

test('a package that is not pinned is told by its name', () => {
  expect(() => usedPackages('import{x}from"unpinned/part";', lockfile)).toThrow('does not pin unpinned');
});
