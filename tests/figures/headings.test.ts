import { satteri } from '@astrojs/markdown-satteri';
import fc from 'fast-check';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { equations } from '../../src/site/equations.ts';
import { headingHtml } from '../../src/site/heading.ts';

interface Heading {
  readonly depth: number;
  readonly slug: string;
  readonly text: string;
}

/** MDX as the site reads it. */
async function compiled(body: string, file = 'content/claims/origin.mdx') {
  const processor = satteri({ features: { math: true }, mdastPlugins: [equations] });
  const renderer = await processor.createMdxRenderer!(
    { syntaxHighlight: false } as never,
    { srcDir: new URL('file:///') } as never,
  );
  const { code } = (await renderer.process(body, resolve(file), {})) as { code: string };
  const headings = JSON.parse(/getHeadings\(\) \{ return (.*); \}/.exec(code)![1]) as Heading[];
  return { code, headings };
}

const errorOf = (body: string) =>
  compiled(body).then(
    () => null,
    (error: Error & { line?: number; column?: number }) => error,
  );

test.each([
  ["Growth of $f'(t)/t$", 'growth-of-ftt', "f'(t)/t"],
  ['The exponent $p(t)$ of a slice', 'the-exponent-pt-of-a-slice', 'p(t)'],
  ['$\\lambda_1$ and its edge', 'lambda_1-and-its-edge', '\\lambda_1'],
  ['Where **$2/\\eta$** is', 'where-2eta-is', '2/\\eta'],
])('the heading %s keeps its mathematics in the contents and in its anchor', async (text, slug, tex) => {
  const { code, headings } = await compiled(`# Page\n\n## ${text}\n\n### ${text}\n`);
  expect(headings.slice(1)).toMatchObject([
    { depth: 2, slug },
    { depth: 3, slug: `${slug}-1` },
  ]);
  expect(code).toContain(`id: "${slug}"`);
  const html = headingHtml(headings[1].text);
  expect(html.replaceAll('&#x27;', "'")).toContain(
    `<annotation encoding="application/x-tex">${tex}</annotation>`,
  );
  for (const word of text
    .split(/\$.*?\$/)
    .join('')
    .split(/[\s*]+/))
    expect(html).toContain(word);
});

test('a heading without mathematics is what it was, and dollars that are money stay', async () => {
  const { headings } = await compiled('## Scales & <b>bold</b> \\$5 or \\$6\n\n## What is claimed\n');
  expect(headings.map(({ slug }) => slug)).toEqual(['scales--bold-5-or-6', 'what-is-claimed']);
  expect(headingHtml(headings[0].text)).toBe('Scales &amp; bold $5 or $6');
});

test.each([
  ['an unknown command', '\\foo{x}'],
  ['a brace that is not closed', '\\frac{1'],
  ['too many scripts', 'x^2^3'],
])('of TeX with %s the file, line and column are named', async (_, tex) => {
  await fc.assert(
    fc.asyncProperty(fc.nat(20), fc.nat(10), async (lines, words) => {
      const before = `${'Some words.\n\n'.repeat(lines)}${'word '.repeat(words)}`;
      const inline = await errorOf(`${before}$${tex}$ and more\n`);
      const [line, column] = [2 * lines + 1, 5 * words + 1];
      expect(inline).toMatchObject({ line, column });
      expect(inline!.message).toContain(`content/claims/origin.mdx:${line}:${column}: the equation ${tex} `);
      const display = await errorOf(`${'Some words.\n\n'.repeat(lines)}$$\n${tex}\n$$\n`);
      expect(display).toMatchObject({ line, column: 1 });
    }),
    { numRuns: 15 },
  );
});
