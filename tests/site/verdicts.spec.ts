import type { Locator } from '@playwright/test';
import type { JudgedClaim } from '../../src/claims/claim.ts';
import { pages, readJson } from './built-site.ts';
import { expect, open, test } from './fixtures.ts';

const claims = readJson<JudgedClaim[]>('data/claims.json');
const word = (verdict: string) =>
  verdict === 'not measured' ? 'Not measured yet' : verdict[0].toUpperCase() + verdict.slice(1);

/** Exact values of the numbers shown in an element, after checking that each text is its value rounded. */
async function shownNumbers(element: Locator): Promise<number[]> {
  const shown = await element.locator('data').evaluateAll((numbers) =>
    numbers.map((number) => ({
      value: Number((number as HTMLDataElement).value),
      text: number.textContent,
      exponent: number.querySelector('sup')?.textContent ?? '0',
    })),
  );
  for (const { value, text, exponent } of shown) {
    const plain = (words: string) => Number(words.replace('\u2212', '-'));
    const mantissa = plain(text.split(/\s/)[0]);
    const digits = text.split(/\s/)[0].split('.')[1]?.length ?? 0;
    const scale = 10 ** plain(exponent);
    expect(Math.abs(mantissa * scale - value), text).toBeLessThanOrEqual(0.5001 * 10 ** -digits * scale);
  }
  return shown.map(({ value }) => value);
}

const numbersOf = ({ value, interval }: Pick<JudgedClaim['tests'][number], 'value' | 'interval'>): number[] =>
  [value, ...(interval ?? [])].filter((number) => number !== null);

test('the ledger shows six claims with the verdicts and numbers of claims.json', async ({
  sharedPage: page,
  site,
}) => {
  await open(page, site, 'light', 1440);
  await expect(page.locator('tr[data-claim]')).toHaveCount(6);
  for (const { id, verdict, title, tests } of claims) {
    const row = page.locator(`tr[data-claim=${id}]`);
    await expect(row.locator('.verdict')).toHaveText(word(verdict));
    await expect(row.locator('.title')).toHaveText(title);
    expect(await shownNumbers(row.locator('.statistic'))).toEqual(tests.slice(0, 1).flatMap(numbersOf));
    expect(await shownNumbers(row.locator('.control'))).toEqual(
      tests.slice(0, 1).flatMap(({ control }) => numbersOf(control)),
    );
  }
});

for (const claim of claims.filter(({ slug }) => pages.includes(`claims/${slug}/`)))
  test(`the page of ${claim.id} shows its verdict, and every test with its numbers and outcome`, async ({
    sharedPage: page,
    site,
  }) => {
    await open(page, `${site}claims/${claim.slug}/`, 'light', 1440);
    await expect(page.locator('.kicker .verdict')).toHaveText(word(claim.verdict));
    const rows = page.locator('.tests tbody tr');
    await expect(rows).toHaveCount(claim.tests.length);
    for (const [i, { control, ...measured }] of claim.tests.entries()) {
      expect(await shownNumbers(rows.nth(i))).toEqual([...numbersOf(measured), ...numbersOf(control)]);
      const outcomes = [measured.passes, control.passes].map((passes) => (passes ? 'passes' : 'fails'));
      await expect(rows.nth(i).locator('b[data-passes]')).toHaveText(outcomes);
    }
  });

test('a build that is not the full one says so on every page', async ({ sharedPage: page, site }) => {
  const { profile, artifacts } = readJson<{ profile: string; artifacts: { backend: { name: string } }[] }>(
    'data/manifest.json',
  );
  const full = profile === 'full' && artifacts.every(({ backend }) => backend.name === 'native');
  for (const path of pages) {
    await open(page, site + path, 'light', 1440);
    await expect(page.locator('.banner')).toHaveCount(full ? 0 : 1);
  }
});
