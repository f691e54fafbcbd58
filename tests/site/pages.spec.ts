import AxeBuilder from '@axe-core/playwright';
import { pageName, pages } from './built-site.ts';
import { expect, open, test, themes, widths } from './fixtures.ts';

for (const path of pages) {
  test.describe(`/${path}`, () => {
    for (const theme of themes) {
      test(`opens in ${theme} at every width without a message or a foreign or failed request`, async ({
        sharedPage: page,
        site,
        misdeeds,
      }) => {
        await open(page, site + path, theme, widths[0]);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          await page.screenshot({
            path: `test-results/screenshots/${pageName(path)}-${width}-${theme}.png`,
            fullPage: true,
          });
        }
        expect(misdeeds).toEqual({ messages: [], requests: [] });
      });

      test(`is accessible in ${theme}`, async ({ sharedPage: page, site }) => {
        await open(page, site + path, theme, 1440);
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          const axe = new AxeBuilder({ page });
          // of all rules only contrast depends on the theme
          if (theme === 'dark') axe.withRules(['color-contrast']);
          const { violations } = await axe.analyze();
          expect(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`),
          ).toEqual([]);
        }
      });
    }

    test('does not scroll sideways at 320 px', async ({ sharedPage: page, site }) => {
      await open(page, site + path, 'light', 320);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    });

    test('has landmarks, one heading of the first level, a title and a description', async ({
      sharedPage: page,
      site,
    }) => {
      await open(page, site + path, 'light', 1440);
      for (const selector of ['main', 'header.mast', 'footer', 'h1'])
        await expect(page.locator(selector)).toHaveCount(1);
      expect(await page.title()).not.toBe('');
      expect(await page.locator('meta[name=description]').getAttribute('content')).not.toBe('');
    });

    test('forbids by its policy all that does not come with the site', async ({ sharedPage: page, site }) => {
      await open(page, site + path, 'light', 1440);
      const policy = await page.locator('meta[http-equiv=content-security-policy]').getAttribute('content');
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/https?:|script-src[^;]*'unsafe|style-src [^;]*unsafe/);
      await expect(page.locator('script:not([src]):not([type="application/ld+json"]), style')).toHaveCount(0);
    });
  });
}

test('an unknown address shows the page for it', async ({ sharedPage: page, site }) => {
  const response = await page.goto(`${site}no/such/page/`);
  expect(response!.status()).toBe(404);
  await expect(page.locator('h1')).toHaveText('No page has this address');
});

test('the switch in the foot overrides the theme of the system, without a script', async ({
  sharedPage: page,
  site,
}) => {
  await open(page, site, 'light', 1440);
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.locator('#theme-dark').check();
  expect(await paper()).not.toBe(light);
  await page.locator('#theme-light').check();
  expect(await paper()).toBe(light);
});
