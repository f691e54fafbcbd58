import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReferences } from '../../src/site/references.ts';

const lines = (...rows: string[]) => rows.join('\n');
test.each([
  [
    'a key twice',
    lines('@misc{a, title={x}}', '', '@misc{b, title={x}}', '@misc{a, title={y}}'),
    'line 4, entry a: the entry a is in line 1 already',
  ],
  [
    'a key twice in another case',
    lines('@misc{a, title={x}}', '@misc{A, title={y}}'),
    'line 2, entry A: the entry a is in line 1',
  ],
  ['a field twice', lines('@misc{a, title={x},', 'Title={y}}'), 'line 2, entry a: title is there twice'],
  [
    'a lone $',
    lines('@misc{a,', 'year = 2020,', 'title = {Costs $5}}'),
    'line 3, entry a: title has a lone $',
  ],
  ['a formula without an end', lines('@misc{a,', 'title = {{$O(n} $ and $}}'), 'line 2, entry a: title has'],
  ['two $', '@misc{a, title={$$x$$}}', 'line 1, entry a: title has a formula without anything in it'],
  [
    'an unknown symbol',
    String.raw`@misc{a, title={$\foo^2$}}`,
    String.raw`line 1, entry a: title has the formula $\foo^2$, which KaTeX does not read: Undefined control sequence: \foo`,
  ],
  ['a formula of two lines', String.raw`@misc{a, title={$\binom{a}{b}$}}`, 'which has no form as plain text'],
  [
    'an unknown command',
    lines('@misc{a,', String.raw`journal = {J}, title={\foo{x}}}`),
    String.raw`line 2, entry a: title has the command \foo`,
  ],
  [
    'a command with a name of JavaScript',
    String.raw`@misc{a, title={\constructor}}`,
    String.raw`title has the command \constructor`,
  ],
  [
    'an accent on nothing',
    String.raw`@misc{a, title={\'{} x}}`,
    String.raw`title has the accent \' on nothing`,
  ],
  [
    'a command without its argument',
    String.raw`@misc{a, title={\emph x}}`,
    'line 1, entry a: cannot be read',
  ],
  ['a character of HTML', '@misc{a, title={R&amp;D}}', 'line 1, entry a: title has a character of HTML'],
  [
    'an undefined string',
    lines('@article{a,', 'title={x},', 'journal = jmlr}'),
    'line 3, entry a: journal is the string jmlr, which no @string',
  ],
  [
    'a string defined too late',
    lines('@article{a, journal = jmlr, title={x}}', '@string{jmlr={J}}'),
    'line 1, entry a: journal is the string jmlr',
  ],
  [
    'a string with a name of JavaScript',
    '@article{a, journal = constructor, title={x}}',
    'journal is the string constructor',
  ],
  [
    'an undefined string put together',
    '@article{a, journal = {J. } # ml, title={x}}',
    'journal is the string ml',
  ],
  ['an unknown type', '@articel{a, title={x}}', 'line 1, entry a: @articel is no type of entry'],
  ['an unknown field', lines('@misc{a, title={x},', 'jornal={y}}'), 'line 2, entry a: jornal is no field'],
  ['no title', '@misc{a, author={x}}', 'line 1, entry a: title is missing'],
  ['no key', lines('', '@misc{title={x}}'), 'line 2'],
  [
    'no comma',
    lines('@misc{a,', 'title={x}', 'year=2020}'),
    'line 3, entry a: no comma and no } after title',
  ],
  [
    'no end',
    lines('@misc{a, title={x},', ' year=2020', '@misc{b, title={y}}'),
    'line 3, entry a: no comma and no } after year',
  ],
  [
    'no end of a value',
    lines('@misc{a,', 'title={x, year=2020}'),
    'line 2, entry a: no comma and no } after title',
  ],
  [
    'a value that swallows the next entry',
    lines('@misc{a, title={x,', 'year={2020}', '@misc{b, title={y}}', '}'),
    'line 1, entry a: title goes on into the next entry: a } is missing',
  ],
  [
    'a brace too many',
    lines('@misc{a, title={x}}, year={2020}}', '@misc{b, title={y}}'),
    'line 1: text between two entries',
  ],
  ['no @', lines('misc{a, title={x}}', '@misc{b, title={y}}'), 'line 1: text between two entries'],
  ['an @ of an address', 'jane@doe.org wrote this', 'line 1: @doe.org has no {'],
  [
    'a year with a letter',
    '@misc{a, title={x}, year={2022a}}',
    'line 1, entry a: year is 2022a, expected a number',
  ],
  [
    'commas between names',
    '@misc{a, title={x}, author={Ma, Chao, Kunin, Daniel}}',
    'author has "Ma, Chao, Kunin, Daniel" for one name',
  ],
  [
    'semicolons between names',
    '@misc{a, title={x}, author={Ma, C.; Kunin, D.}}',
    'author separates names by ";"',
  ],
  ['et al. in a name', '@misc{a, title={x}, author={Ma, Chao et al.}}', 'author says "et al."'],
  [
    'an and too many',
    '@misc{a, title={x}, author={Ma, Chao and and Wu, Lei}}',
    'author has an "and" without a name',
  ],
  ['others alone', '@misc{a, title={x}, author={others}}', 'author has "others" for a name'],
  [
    'others in between',
    '@misc{a, title={x}, author={A, B and others and C, D}}',
    'author has "others" for a name',
  ],
  [
    'an address without http',
    '@misc{a, title={x}, url={www.x.org}}',
    'url is www.x.org, no address of the web',
  ],
  [
    'an address that is a script',
    '@misc{a, title={x}, url={javascript:alert(1)}}',
    'url is javascript:alert(1), no address',
  ],
  [
    'a command in an address',
    String.raw`@misc{a, title={x}, url={https://x.org/\foo}}`,
    String.raw`url is https://x.org/\foo, which no address is`,
  ],
  [
    'a space in an address',
    '@misc{a, title={x}, url={https://x.org/a b}}',
    'url is https://x.org/a b, which no address is',
  ],
  ['a DOI that is none', '@misc{a, title={x}, doi={11.1/abc}}', 'doi is 11.1/abc, no DOI'],
  ['a number that is not of arXiv', '@misc{a, title={x}, eprint={123}}', 'eprint is 123, no number of arXiv'],
  [
    'an archive that nobody knows',
    '@misc{a, title={x}, eprint={1}, archivePrefix={foo}}',
    'eprint is of the archive foo',
  ],
  [
    'a crossref to nobody',
    '@inbook{a, title={x}, crossref={b}}',
    'crossref names b, and there is no such entry',
  ],
  [
    'a fault in the entry that crossref names',
    lines('@inbook{a, title={x}, crossref={b}}', String.raw`@book{b, title={\foo}}`),
    'line 2, entry b: title has the command',
  ],
])('%s is refused with line and key', (_, bib, said) => {
  let message = '';
  try {
    readReferences(bib, 'x.bib');
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message.startsWith('x.bib, line ')).toBe(true);
  expect(message).toContain(said);
});

test('no LaTeX of a title or of names is published as it is: it is read, or refused with line and key', () => {
  const words = String.raw`\aa \" \i \' { } $ \$ ^ _ x X 2 \mathbb \emph \foo \ ~ -- α \& , and`.split(' ');
  const latex = fc
    .array(fc.constantFrom(...words, ' ', ' and '), { minLength: 1, maxLength: 8 })
    .map((list) => `x${list.join('')}`);
  fc.assert(
    fc.property(latex, latex, (title, author) => {
      try {
        for (const read of readReferences(`@misc{a, title={${title}}, author={${author}}}`, 'x.bib').values())
          expect(`${read.html} ${read.title} ${read.short}`).not.toContain('\\');
      } catch (error) {
        expect((error as Error).message).toMatch(/^x\.bib, line \d(?:, entry a)?: \S/);
      }
    }),
    { numRuns: 300 },
  );
});
