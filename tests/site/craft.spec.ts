import { join } from 'node:path';
import sharp from 'sharp';
import { base, dist, pages } from './built-site.ts';
import { expect, open, test } from './fixtures.ts';

const definitions = 'methods/definitions/';

test('a reference to an equation shows it on focus, and Escape puts it away', async ({
  sharedPage: page,
  site,
}) => {
  await open(page, site + definitions, 'light', 1440);
  const reference = page.locator('hover-card:has(a[href^="#eq-"])').first();
  const [link, card] = [reference.locator('a'), reference.locator('.card')];
  await expect(card).toBeHidden();
  await link.focus();
  await expect(card).toBeVisible();
  await expect(card.locator('.katex')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
});

test('a citation shows its entry on hover and leads to the list', async ({ sharedPage: page, site }) => {
  await open(page, site + definitions, 'light', 1440);
  const cite = page.locator('hover-card:has(.cite)').first();
  await cite.hover();
  await expect(cite.locator('.card')).toContainText(/\d{4}/);
  await cite.locator('a').click();
  const [, id] = page.url().split('#');
  await expect(page.locator(`#${id}`)).toBeInViewport();
});

test('the contents mark the section that is being read', async ({ sharedPage: page, site }) => {
  await open(page, site + definitions, 'light', 1440);
  const last = page.locator('.rail a').last();
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect(last).toHaveAttribute('aria-current', 'location');
  await expect(page.locator('.rail [aria-current]')).toHaveCount(1);
});

test('the search finds pages by their words, under the policy and the base path', async ({
  sharedPage: page,
  site,
  misdeeds,
}) => {
  await open(page, `${site}search/?q=quadratic%20radius`, 'light', 1440);
  const results = page.locator('.results h2 a');
  await expect(results.first()).toBeVisible({ timeout: 10_000 });
  const addresses = await results.evaluateAll((links) =>
    links.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
  );
  expect(addresses).toContain(`${base}${definitions}`);
  await page.locator('#words').fill('');
  await expect(results).toHaveCount(0);
  expect(misdeeds).toEqual({ messages: [], requests: [] });
});

for (const path of ['', ...pages.filter((page) => page.startsWith('claims/'))])
  test(`/${path} says what it is to those who link it: picture, type and licence`, async ({
    sharedPage: page,
    site,
  }) => {
    await open(page, site + path, 'light', 1440);
    const picture = await page.locator('meta[property="og:image"]').getAttribute('content');
    const { width, height } = await sharp(
      join(dist, new URL(picture!).pathname.slice(base.length)),
    ).metadata();
    expect([width, height]).toEqual([1200, 630]);
    const about = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent())!) as {
      '@context': string;
      '@type': string;
    };
    expect(about['@context']).toBe('https://schema.org');
    expect(about['@type']).toBe(path === '' ? 'WebSite' : 'Article');
  });

test('the six claims stand in one screen of 1440 x 900', async ({ sharedPage: page, site }) => {
  await open(page, site, 'light', 1440);
  const banner =
    (await page.locator('.banner').count()) > 0 ? await page.locator('.banner').boundingBox() : null;
  const last = await page.locator('tr[data-claim]').last().boundingBox();
  expect(last!.y + last!.height - (banner?.height ?? 0)).toBeLessThanOrEqual(900);
});

test('on paper there is no navigation, no button and a light page', async ({ sharedPage: page, site }) => {
  await open(page, site + definitions, 'dark', 1024);
  await page.emulateMedia({ media: 'print' });
  for (const selector of ['.mast nav', '.rail', '.foot fieldset'])
    await expect(page.locator(selector)).toBeHidden();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
  await page.emulateMedia({ media: 'screen' });
});
