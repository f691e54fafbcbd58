import type { Browser } from '@playwright/test';
import { pages } from './built-site.ts';
import { expect, test } from './fixtures.ts';

/** The budgets of a page. Paint is told, not tested: how long it takes is the machine's business as well. */
const limits = { paint: 1000, shift: 0.02 };
/** How much slower than it is the processor is made. */
const slowdown = 4;
/** A busy machine can delay a paint, but not hasten it: the best of so many counts. */
const attempts = 2;

interface Measured {
  /** Largest contentful paint in ms. */
  readonly paint: number;
  /** Cumulative layout shift. */
  readonly shift: number;
}

async function measure(browser: Browser, url: string): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript(() => {
    const seen = { paint: 0, shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntries()) seen.paint = startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const measured = await page.evaluate(() => (window as unknown as { seen: Measured }).seen);
  await context.close();
  return measured;
}

for (const path of pages.filter((page) => page !== '404.html'))
  test(`/${path} paints early and stays where it is on a slow processor`, async ({ browser, site }) => {
    test.setTimeout(60_000);
    let best: Measured = { paint: Infinity, shift: Infinity };
    for (let i = 0; i < attempts && (best.paint > limits.paint || best.shift > limits.shift); i++) {
      const { paint, shift } = await measure(browser, site + path);
      best = { paint: Math.min(best.paint, paint), shift: Math.min(best.shift, shift) };
    }
    console.log(
      `speed of /${path}: largest paint ${best.paint.toFixed(0)} ms${best.paint > limits.paint ? ' (over budget)' : ''}, layout shift ${best.shift.toFixed(4)}, processor ${slowdown}x slower`,
    );
    expect(best.shift).toBeLessThan(limits.shift);
  });
