import { test as base, type Page } from '@playwright/test';
import { base as path, dist } from './built-site.ts';
import { serve } from './static-server.ts';

/** What a page did that no page of the site may do. */
export interface Misdeeds {
  readonly messages: readonly string[];
  readonly requests: readonly string[];
}

interface WorkerFixtures {
  /** Where the built site is served, with its base path. */
  readonly site: string;
  /** One page for all tests, which set its size and theme themselves. */
  readonly sharedPage: Page;
}

interface TestFixtures {
  /** Messages to the console, uncaught errors, failed requests and requests to other origins, as they come. */
  readonly misdeeds: Misdeeds;
}

/** Watches a page from now on. */
export function watch(page: Page, origin: string): Misdeeds {
  const [messages, requests]: string[][] = [[], []];
  page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => messages.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => requests.push(`failed: ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) requests.push(`${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) requests.push(`other origin: ${request.url()}`);
  });
  return { messages, requests };
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  site: [
    // the runner reads the fixtures that it needs off the pattern, here none
    async ({}, use) => {
      const server = await serve(dist, path);
      await use(server.origin + path);
      await server.close();
    },
    { scope: 'worker' },
  ],
  sharedPage: [
    async ({ browser }, use) => {
      const context = await browser.newContext();
      await use(await context.newPage());
      await context.close();
    },
    { scope: 'worker' },
  ],
  misdeeds: async ({ sharedPage, site }, use) => {
    await use(watch(sharedPage, new URL(site).origin));
    sharedPage.removeAllListeners();
  },
});

export { expect } from '@playwright/test';

export const themes = ['light', 'dark'] as const;
export const widths = [360, 768, 1440] as const;

/** Opens a page of the site in a theme at a width, fonts loaded. */
export async function open(
  page: Page,
  url: string,
  theme: (typeof themes)[number],
  width: number,
): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize({ width, height: 900 });
  await page.goto(url);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}
