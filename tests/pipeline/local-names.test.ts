import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { expect, test } from 'vitest';
import { experiments } from '../../src/registry/experiments.ts';
import { withNumberedNames } from '../../src/pipeline/local-names.ts';
import { experimentGraph, moduleGraph } from '../../src/pipeline/source.ts';

test('variables are numbered as they appear; properties, labels and what comes from outside keep their names', () => {
  const code = `import{z as y,w}from"w";export const{a,b:[c],...d}=w,e={a,b:c,d(){return this.a}};out:for(;;)break out;export{y as a1};function f(g,h=g){var i=Math.max(h.g,g);{let g=i;i=g}return i}`;
  expect(withNumberedNames(code)).toBe(
    `import{z as $0,w as $1}from"w";export const{a:$2,b:[$3],...$4}=$1,$5={a:$2,b:$3,d(){return this.a}};out:for(;;)break out;export{$0 as a1};function $6($7,$8=$7){var $9=Math.max($8.g,$7);{let $10=$9;$9=$10}return $9}`,
  );
});

test('another variable in the same place makes another text', () => {
  const code = (used: string) => `const f=(a,b)=>{const c=a;return ${used}}`;
  expect(withNumberedNames(code('b'))).not.toBe(withNumberedNames(code('c')));
  expect(withNumberedNames(code('c'))).not.toBe(withNumberedNames(code('global')));
});

const { engine, ...graphs } = {
  engine: () => moduleGraph(fileURLToPath(new URL('../../src/engine/create.ts', import.meta.url))),
  ...Object.fromEntries(
    experiments.map(({ experiment: { id }, file }) => [id, () => experimentGraph(fileURLToPath(file), [id])]),
  ),
};

test.each(Object.entries({ engine, ...graphs }))(
  'all names of %s can be changed without a change of its text',
  async (_, graph) => {
    const { code } = await graph();
    const shorten = { minifyIdentifiers: true, minifyWhitespace: true, format: 'esm' } as const;
    const renamed = (await transform(code, shorten)).code;
    expect(renamed).not.toBe(code);
    expect(withNumberedNames(renamed)).toBe(withNumberedNames(code));
    // It still is a program, with each name declared as often as before.
    const numbered = withNumberedNames(code);
    await expect(transform(numbered, { format: 'esm' })).resolves.toBeDefined();
    expect(withNumberedNames(numbered)).toBe(numbered);
  },
);
