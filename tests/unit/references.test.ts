import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference, references, readReferences } from '../../src/site/references.ts';

const entry = (fields: string, key = 'a', type = 'article') => `@${type}{${key}, ${fields}}\n`;
const usual = 'author = {Doe, Jane}, title = {One}, journal = {J}, year = 2022';
/** The usual entry with other fields in place of its own. */
const withFields = (fields: Readonly<Record<string, string>>) =>
  entry(
    Object.entries({ author: 'Doe, Jane', title: 'One', journal: 'J', year: '2022', ...fields })
      .map(([name, value]) => `${name} = {${value}}`)
      .join(', '),
  );

function first(bib: string) {
  return [...readReferences(bib, 'x.bib').values()][0];
}

test('every work of the project is cited with authors and year, and is a link', () => {
  for (const { short, html, title } of references().values()) {
    expect(short).toMatch(/^[^&]+, \d{4}$/);
    expect(html).toMatch(/<a href="https:\/\/[^"]+">/);
    expect(`${short} ${html} ${title}`).not.toMatch(/[\\${}]|others/);
  }
  expect(reference('smilkov2019').html).toContain('Soergel, D., et al. (2019)');
  expect(() => reference('nobody1900')).toThrow('content/references.bib has no entry "nobody1900"');
});

test('two works of one year by the same authors are told apart, in sentences as in the list', () => {
  const bib =
    entry(usual, 'one') +
    entry(usual.replace('One', 'Two'), 'two') +
    entry(usual.replace('2022', '2021'), 'old');
  const read = readReferences(bib);
  expect([...read].map(([id, { short }]) => [id, short])).toEqual([
    ['old', 'Doe, 2021'],
    ['one', 'Doe, 2022a'],
    ['two', 'Doe, 2022b'],
  ]);
  for (const { short, html } of read.values()) expect(html).toContain(`(${short.split(', ')[1]})`);
});

test('as many works of one year as there may be keep one year each', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 30 }), (count) => {
      const bib = Array.from({ length: count }, (_, i) => entry(usual.replace('One', `Title ${i}`), `k${i}`));
      const shorts = [...readReferences(bib.join('')).values()].map(({ short }) => short);
      expect(new Set(shorts).size).toBe(count);
    }),
    { numRuns: 5 },
  );
});

test.each([
  ['Doe, Jane and others', 'Doe et al., 2022', 'Doe, J., et al. (2022)'],
  ['Doe, Jane and Roe, Richard and others', 'Doe et al., 2022', 'Doe, J., Roe, R., et al. (2022)'],
  ['Jane Doe AND Others', 'Doe et al., 2022', 'Doe, J., et al. (2022)'],
  ['Doe, Jane and {et al.}', 'Doe et al., 2022', 'Doe, J., et al. (2022)'],
  ['Doe, Jane and Others, Peter', 'Doe and Others, 2022', 'Doe, J., &#38; Others, P. (2022)'],
  [
    String.raw`{AT\&T Labs} and Roe, Richard`,
    'AT&T Labs and Roe, 2022',
    'AT&#38;T Labs, &#38; Roe, R. (2022)',
  ],
  ['{Barnes and Noble}', 'Barnes and Noble, 2022', 'Barnes and Noble. (2022)'],
  [String.raw`H{\aa}stad, Johan`, 'Håstad, 2022', 'Håstad, J. (2022)'],
  [String.raw`\AA{}ngstr\"om, Anders`, 'Ångström, 2022', 'Ångström, A. (2022)'],
  [String.raw`{\L}ukasiewicz, Jan`, 'Łukasiewicz, 2022', 'Łukasiewicz, J. (2022)'],
  [String.raw`Garc{\'\i}a, Jos\'{e}`, 'García, 2022', 'García, J. (2022)'],
  [String.raw`Na{\"{\i}}m, \v{S}ime`, 'Naïm, 2022', 'Naïm, Š. (2022)'],
  [
    String.raw`S{\o}rensen, {\AE}gir and Gro{\ss}, K{\"u}rt`,
    'Sørensen and Groß, 2022',
    'Sørensen, Æ., &#38; Groß, K. (2022)',
  ],
  ['van de Geijn, Robert A.', 'van de Geijn, 2022', 'van de Geijn, R. A. (2022)'],
])('the author %s', (author, short, html) => {
  const read = first(withFields({ author }));
  expect(read.short).toBe(short);
  expect(read.html.startsWith(`${html}. `)).toBe(true);
});

test('of many authors and others, the first nineteen are named', () => {
  const authors = Array.from({ length: 25 }, (_, i) => `N${String.fromCharCode(97 + i)}, A`);
  const { html } = first(withFields({ author: [...authors, 'others'].join(' and ') }));
  expect(html.slice(0, html.indexOf(' (2022)'))).toBe(
    `${authors
      .slice(0, 19)
      .map((name) => `${name}.`)
      .join(', ')}, et al.`,
  );
});

test.each([
  ['$O(n^2)$', 'O(n²)', 'O(n<sup>2</sup>)'],
  [String.raw`$\mathbb{R}^n$`, 'ℝⁿ', 'ℝ<sup>n</sup>'],
  [String.raw`{\ensuremath{\mathbb{R}^{n}}}`, 'ℝⁿ', 'ℝ<sup>n</sup>'],
  [String.raw`\(O(n \log n)\)`, 'O(n log n)', 'O(n log n)'],
  [String.raw`$\ell_1$ and $\ell_\infty$`, 'ℓ₁ and ℓ_∞', 'ℓ₁ and ℓ<sub>∞</sub>'],
  [String.raw`$x_{ij}^{-1}$`, 'xᵢⱼ⁻¹', 'xᵢⱼ<sup>−</sup><sup>1</sup>'],
  [String.raw`$\mathcal{N}=4$`, '𝒩 = 4', '𝒩 = 4'],
  ['$p<2$', 'p < 2', 'p &#60; 2'],
  [String.raw`$\frac{1}{2}$, $\sqrt{n}$, $\tilde{O}(k)$`, '1/2, √n, Õ(k)', '1/2, √n, Õ(k)'],
  [String.raw`It costs \$5 \& 3\% more`, 'It costs $5 & 3% more', 'It costs $5 &#38; 3% more'],
  [
    String.raw`{TensorFlow.js} and \emph{others}`,
    'TensorFlow.js and others',
    'TensorFlow.js and <i>others</i>',
  ],
  [String.raw`\LaTeX{} na\"{\i}ve -- \ldots`, 'LaTeX naïve – …', 'LaTeX naïve – …'],
  ['a < b <script>x</script>', 'a < b <script>x</script>', 'a &#60; b &#60;script&#62;x&#60;/script&#62;'],
])('the title %s', (latex, title, html) => {
  const read = first(withFields({ title: latex }));
  expect(read.title).toBe(title);
  // The library raises what Unicode has raised already.
  expect(read.html).toContain(html);
});

const doi = '10.1007/978-3-030_5';
test.each([
  [
    { eprint: '2204.11326', archivePrefix: 'arXiv', primaryClass: 'cs.LG' },
    'https://arxiv.org/abs/2204.11326',
  ],
  [{ eprint: 'arXiv:2204.11326v2' }, 'https://arxiv.org/abs/2204.11326v2'],
  [{ eprint: 'math.PR/0412345', eprinttype: 'arxiv' }, 'https://arxiv.org/abs/math.PR/0412345'],
  [{ eprint: '2346101', eprinttype: 'jstor' }, 'https://www.jstor.org/stable/2346101'],
  [{ doi: String.raw`10.1007/978-3-030\_5` }, `https://doi.org/${doi}`],
  [{ doi: `https://dx.doi.org/${doi}`, url: 'https://x.org' }, `https://doi.org/${doi}`],
  [
    { url: String.raw`https://x.org/a\_b\%20c?d=1\&e\#f\~g\~{}h{\_}{\textasciitilde}i` },
    'https://x.org/a_b%20c?d=1&e#f~g~h_~i',
  ],
  [{ url: String.raw`\url{https://x.org/a_b}` }, 'https://x.org/a_b'],
  [{ howpublished: String.raw`\url{https://x.org/a\_b}` }, 'https://x.org/a_b'],
  [{ note: 'Code at https://x.org/a_b.' }, 'https://x.org/a_b'],
])('the link of %j', (fields, url) => {
  const read = first(withFields(fields));
  expect(read.url).toBe(url);
  const html = url.replaceAll('&', '&#38;');
  expect(read.html.endsWith(` <a href="${html}">${html.replace(/^https:\/\/(?:www\.)?/, '')}</a>`)).toBe(
    true,
  );
});

test.each([
  [{ doi: '10.1002/(SICI)1097<1661::A>3.0.CO;2-2' }, '(SICI)1097&#60;1661::A&#62;3.0.CO;2-2'],
  [{ doi: '10.1000/a<b>' }, 'a&#60;b&#62;'],
  [{ url: 'https://x.org/a"b' }, 'a%22b'],
])('an address keeps the signs of %j whole, and its link is one', (fields, end) => {
  const { html } = first(withFields(fields));
  const [link, href, words] = /<a href="([^"]*)">([^<]*)<\/a>$/.exec(html) ?? [];
  expect(link).toBeDefined();
  expect(href.endsWith(end)).toBe(true);
  expect(words.replaceAll('"', '%22').endsWith(end)).toBe(true);
});

test('strings are put together, whatever their case, and BibTeX brings the months', () => {
  const bib = `@string{JMLR = {Journal of } # "Machine" # { Learning}}\n${entry('author = "Doe, Jane", title = "E" # { and } # "F", journal = jmlr # 2, year = 2020, month = may')}`;
  const { html, title } = first(bib);
  expect(title).toBe('E and F');
  expect(html).toContain('<i>Journal of Machine Learning2</i>');
});

test('an entry takes what it lacks from the one that crossref names; fields with nothing in them are none', () => {
  const part = `@incollection{a, crossref={b}, author={Doe, Jane}, title={E}, pages={e1--e5}, url={}, year=2020}\n`;
  const { html } = first(`${part}@book{b, title={Book}, editor={Roe, R}, publisher={P}, year=2020}`);
  expect(html).toBe('Doe, J. (2020). <i>E</i> (R. Roe, Ed.; pp. e1–e5). P.');
});

test('comments, preambles and entries in parentheses are read as BibTeX reads them', () => {
  const bib = `Written by hand.\n% not = {this}\n@comment{nor {this}, @}\n@preamble{"\\x{}"}\n@misc(a, ${usual},)\n`;
  expect([...readReferences(bib).keys()]).toEqual(['a']);
  expect(readReferences('').size).toBe(0);
});

test('a key is a key, whatever it is called', () => {
  const keys = ['__proto__', 'constructor', 'toString', '0', 'a:b/c'];
  const bib = keys.map((key, i) => entry(usual.replace('2022', String(2000 + i)), key)).join('');
  expect([...readReferences(bib)].map(([key, { id, short }]) => [key, id, short])).toEqual(
    keys.map((key, i) => [key, key, `Doe, ${2000 + i}`]),
  );
});
