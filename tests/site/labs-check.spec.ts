import type { Page } from '@playwright/test';
import { agreement } from '../../src/labs/check/view.ts';
import type { PublishedRun } from '../../src/labs/check/published-run.ts';
import type { CheckableRun } from '../../src/labs/check/runs.ts';
import { readJson } from './built-site.ts';
import { expect, open, test } from './fixtures.ts';

/** Within so many seconds the lab has recomputed a slice. */
const limit = 20;

const runs = readJson<readonly CheckableRun[]>('labs/check/runs.json');
const { artifacts } = readJson<{ artifacts: readonly { id: string; bytes: number }[] }>('data/manifest.json');
const bytes = new Map(artifacts.map((artifact) => [artifact.id, artifact.bytes]));
const smallest = runs.toSorted((a, b) => bytes.get(a.id)! - bytes.get(b.id)!)[0];
const { model } = readJson<PublishedRun>(`data/artifacts/${smallest.id}.json`);
const files = {
  tensors: `tensors/${smallest.id}.safetensors`,
  datasets: `datasets/${model.dataset}.safetensors`,
};

const address = (site: string, run: string, measure: string) =>
  `${site}labs/check/#${new URLSearchParams({ run, measure })}`;

const caption = (page: Page) => page.locator('[data-figure=check] figcaption b');

/** Waits for the end of a recomputation, and the largest relative difference that the caption states. */
async function statedDifference(page: Page): Promise<number> {
  await expect(page.locator('[data-lab=check][data-done]')).toBeAttached({ timeout: limit * 1000 });
  const text = (await caption(page).innerText()).replaceAll('\u00a0', ' ');
  const [, mantissa, exponent] = /(?:difference is|relatively by) (\d\S*) × 10(\S+?),/.exec(text)!;
  return Number(`${mantissa}e${exponent.replace('\u2212', '-')}`);
}

test.describe('the lab that checks published numbers', () => {
  test.setTimeout(60_000);

  // what a stopped worker was fetching is no misdeed of the page after it
  test.afterAll(async ({ sharedPage }) => {
    await sharedPage.goto('about:blank');
  });

  test('has networks to check', () => {
    expect(runs.length).toBeGreaterThan(0);
  });

  for (const measure of ['slice', 'eigenpair'] as const)
    test(`recomputes a published ${measure} within ${limit} s and agrees`, async ({
      sharedPage: page,
      site,
      misdeeds,
    }) => {
      const run = runs.find((one) => (measure === 'slice' ? one.slices : one.eigenpairs).length > 0)!;
      const [direction] = measure === 'slice' ? run.slices : run.eigenpairs;
      await open(page, 'about:blank', 'light', 1440);
      await open(page, address(site, run.id, `${measure}:${direction}`), 'light', 1440);
      const difference = await statedDifference(page);
      expect(difference).toBeLessThan(agreement);
      if (measure === 'slice') await expect(caption(page)).toContainText(/^All \d+ losses recomputed/);
      await expect(caption(page)).toContainText('it agrees');
      await expect(page.locator('[role=status]')).toContainText('it agrees');
      expect(misdeeds).toEqual({ messages: [], requests: [] });
    });

  test('a link names network and measure, and the button recomputes them', async ({
    sharedPage: page,
    site,
  }) => {
    const run = runs.findLast(({ slices }) => slices.length > 1)!;
    const measure = `slice:${run.slices[1]}`;
    await open(page, `${site}labs/check/`, 'light', 1440);
    await expect(page.locator('[data-lab=check][data-ready]')).toBeAttached();
    await page.locator('select[name=run]').selectOption(run.id);
    await page.locator('select[name=measure]').selectOption(measure);
    await page.locator('[data-go]').click();
    await expect(page.locator('[data-go]')).toHaveText('Stop');
    const link = (await page.locator('[data-share]').getAttribute('href'))!;
    await page.goto('about:blank');
    await page.goto(link);
    await expect(page.locator('select[name=run]')).toHaveValue(run.id);
    await expect(page.locator('select[name=measure]')).toHaveValue(measure);
    await expect(page.locator('[data-go]')).toHaveText('Stop');
    await page.locator('[data-reset]').click();
    await expect(page.locator('[data-go]')).toHaveText('Recompute');
    await expect(caption(page)).toContainText('nothing is recomputed yet');
    expect(new URL(page.url()).hash).toBe('');
  });

  test('what is stopped says how far it came, and goes on to the end from there', async ({
    sharedPage: page,
    site,
  }) => {
    // The one that takes longest, since a fast machine has done the others before a click.
    const [run] = runs
      .filter(({ slices }) => slices.length > 0)
      .toSorted((a, b) => bytes.get(b.id)! - bytes.get(a.id)!);
    const [step, go] = [page.locator('[data-step]'), page.locator('[data-go]')];
    const count = async () => Number(/(\d+) of \d+ losses/.exec(await step.innerText())![1]);
    // An expectation may sleep through the few tenths of a second for which it counts.
    const counting = () =>
      page.waitForFunction(
        () => /^\d+ of \d+ losses/.test(document.querySelector<HTMLElement>('[data-step]')!.innerText),
        null,
        { timeout: limit * 1000 },
      );
    await page.goto('about:blank');
    await page.goto(address(site, run.id, `slice:${run.slices[0]}`));
    await counting();
    await go.click();
    await expect(step).toContainText(/^stopped after \d+ of \d+ losses/);
    await expect(go).toHaveText('Go on');
    await expect(page.locator('[data-lab=check][data-done]')).toHaveCount(0);
    const stopped = await count();
    await go.click();
    await counting();
    expect(Number(/^(\d+)/.exec(await step.innerText())?.[1] ?? Infinity)).toBeGreaterThanOrEqual(stopped);
    await expect(page.locator('[data-lab=check][data-done]')).toBeAttached({ timeout: limit * 1000 });
    await expect(caption(page)).toContainText(/^All \d+ losses recomputed/);
  });

  for (const folder of ['tensors', 'datasets'] as const)
    test(`says which file is damaged where one bit of ${folder} is wrong, and draws nothing from it`, async ({
      sharedPage: page,
      site,
    }) => {
      const [direction] = smallest.slices;
      await page.route(`**/data/${folder}/**`, async (route) => {
        const response = await route.fetch();
        const body = await response.body();
        body[body.length >> 1] ^= 1;
        await route.fulfill({ response, body });
      });
      try {
        await page.goto('about:blank');
        await page.goto(address(site, smallest.id, `slice:${direction}`));
        await expect(page.locator('[role=alert]')).toContainText(`${files[folder]} is damaged`, {
          timeout: 20_000,
        });
        await expect(page.locator('[data-go]')).toHaveText('Recompute');
        await expect(
          page.locator('svg:visible [data-series^=recomputed]:not([data-points="0"])'),
        ).toHaveCount(0);
        await expect(page.locator('[data-lab=check][data-done]')).toHaveCount(0);
      } finally {
        await page.unroute(`**/data/${folder}/**`);
      }
    });
});
