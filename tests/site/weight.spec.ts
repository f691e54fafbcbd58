import { gzipSync } from 'node:zlib';
import type { Browser, Response } from '@playwright/test';
import { pages } from './built-site.ts';
import { expect, test } from './fixtures.ts';

/** Most bytes that a page may load, compressed; fonts and pictures as they are. */
const budgets = { claim: 250_000, claimScripts: 30_000, lab: 150_000 };
/** What is compressed already. */
const packed = /\.(woff2|png|wasm)$/;

interface Load {
  readonly path: string;
  readonly bytes: number;
}

/** Everything that a page loads before anybody touches it, with its size over the wire. */
async function loadsOf(browser: Browser, url: string): Promise<readonly Load[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));
  await page.goto(url, { waitUntil: 'networkidle' });
  const loads = await Promise.all(
    responses.map(async (response) => {
      const { pathname } = new URL(response.url());
      const body = await response.body();
      return {
        path: pathname,
        bytes: packed.test(pathname) ? body.length : gzipSync(body, { level: 9 }).length,
      };
    }),
  );
  await context.close();
  return loads;
}

const total = (loads: readonly Load[]): number => loads.reduce((sum, { bytes }) => sum + bytes, 0);
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

for (const path of pages.filter((page) => page.startsWith('claims/') || /^labs\/./.test(page)))
  test(`/${path} is light`, async ({ browser, site }) => {
    const loads = await loadsOf(browser, site + path);
    const scripts = loads.filter((load) => load.path.endsWith('.js'));
    console.log(`weight of /${path}: ${kB(total(loads))}, of it scripts ${kB(total(scripts))}`);
    const listed = loads.map((load) => `${load.path} ${kB(load.bytes)}`).join('\n');
    if (path.startsWith('claims/')) {
      expect(total(loads), listed).toBeLessThanOrEqual(budgets.claim);
      expect(total(scripts), listed).toBeLessThanOrEqual(budgets.claimScripts);
    } else expect(total(loads), listed).toBeLessThanOrEqual(budgets.lab);
  });
