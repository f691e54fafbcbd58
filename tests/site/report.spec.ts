import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { dist, pageName, read, reports } from './built-site.ts';
import { expect, test } from './fixtures.ts';

const widths = [360, 768, 1440];

test('there are three reports', () => {
  expect(reports).toHaveLength(3);
});

for (const report of reports)
  test.describe(`/${report}`, () => {
    for (const colorScheme of ['light', 'dark'] as const)
      test(`stands alone, without script or request, and is accessible in ${colorScheme}`, async ({
        browser,
      }) => {
        const context = await browser.newContext({ colorScheme, javaScriptEnabled: true });
        const page = await context.newPage();
        const requests: string[] = [];
        page.on('request', (request) => requests.push(request.url()));
        const url = pathToFileURL(join(dist, report)).href;
        await page.goto(url);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
          await page.screenshot({
            path: `test-results/screenshots/${pageName(report)}-${width}-${colorScheme}.png`,
            fullPage: true,
          });
        }
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
        expect(requests.filter((one) => !one.startsWith('data:'))).toEqual([url]);
        await context.close();
      });

    test('is small, has no script and leads nowhere else', () => {
      expect(statSync(join(dist, report)).size).toBeLessThan(1_500_000);
      const html = read(report);
      expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)|\bNaN\b|\bundefined\b/);
      for (const [, target] of html.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#/);
    });
  });
