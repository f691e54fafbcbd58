import type { Page } from '@playwright/test';
import { readDigits8x8 } from '../../src/data/digits-8x8.ts';
import { hashOf } from '../../src/labs/address.ts';
import { initialState } from '../../src/labs/controls.ts';
import { referenceRecord } from '../../src/labs/train/reference.ts';
import { startOf, trainControls, type TrainState } from '../../src/labs/train/settings.ts';
import { readDrawing, throughTicks } from './drawn-figure.ts';
import { expect, open, test } from './fixtures.ts';

const digits = await readDigits8x8();
const small: TrainState = { ...initialState(trainControls), width: '8', rate: 0.5, seed: 2, steps: 31 };

const lab = (page: Page) => page.locator('[data-lab=train]');
const reading = async (page: Page, row: number): Promise<number> => {
  const cell = (
    await page.locator('.readings tbody tr').nth(row).locator('td').first().innerText()
  ).replaceAll('\u00a0', ' ');
  const [mantissa, exponent] = cell.split(' × 10');
  return Number(`${mantissa}e${(exponent ?? '0').replace('\u2212', '-')}`);
};

test.describe('the lab that trains a network', () => {
  test.setTimeout(90_000);

  test('fetches no tfjs before it is started', async ({ sharedPage: page, site, misdeeds }) => {
    await page.goto('about:blank');
    const fetched: string[] = [];
    const note = (request: { url(): string }) => fetched.push(request.url());
    page.on('request', note);
    await open(page, `${site}labs/train/`, 'light', 1440);
    await expect(page.locator('[data-lab=train][data-ready]')).toBeAttached();
    page.off('request', note);
    expect(fetched.filter((url) => /wasm|worker/.test(url))).toEqual([]);
    expect(misdeeds).toEqual({ messages: [], requests: [] });
  });

  test('a link trains to the step it names, and the losses are those of src/math', async ({
    sharedPage: page,
    site,
    misdeeds,
  }) => {
    const { losses, sharpness } = referenceRecord(startOf(digits, small), small, { steps: 31, every: 10 });
    await page.goto('about:blank');
    await open(page, `${site}labs/train/${hashOf(trainControls, small)}`, 'light', 1440);
    await expect(lab(page)).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
    await expect(lab(page)).toHaveAttribute('data-done', '31');
    expect(Math.abs((await reading(page, 0)) / losses.at(-1)! - 1)).toBeLessThan(1e-4);
    expect(Math.abs((await reading(page, 1)) / sharpness.at(-1)!.value - 1)).toBeLessThan(1e-3);
    expect(await reading(page, 4)).toBeLessThan(1e-5);
    const drawing = await readDrawing(page.locator('[data-figure=train] svg.plot:visible'));
    const drawn = drawing.series.find(
      ({ panel, series }) => panel === 'loss' && series === 'this browser',
    )!.points;
    const { y } = drawing.panels.find(({ name }) => name === 'loss')!;
    expect(drawn).toHaveLength(losses.length);
    losses.forEach((loss, i) => expect(Math.abs(drawn[i][1] - throughTicks(y)(loss))).toBeLessThan(1));
    expect(misdeeds).toEqual({ messages: [], requests: [] });
  });

  test('it can be stepped, paused and gone on with, and the address follows', async ({
    sharedPage: page,
    site,
  }) => {
    await page.goto('about:blank');
    await open(page, `${site}labs/train/`, 'light', 1440);
    await page.locator('select[name=width]').selectOption('8');
    await page.locator('[data-single]').click();
    await expect(lab(page)).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
    await expect(lab(page)).toHaveAttribute('data-done', '1');
    await page.locator('[data-go]').click();
    await expect(page.locator('[data-go]')).toHaveText('Pause');
    await expect
      .poll(async () => Number(await lab(page).getAttribute('data-done')), { timeout: 30_000 })
      .toBeGreaterThan(20);
    await page.locator('[data-go]').click();
    await expect(page.locator('[data-go]')).toHaveText('Start');
    const done = await lab(page).getAttribute('data-done');
    expect(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('steps')).toBe(done);
  });

  test('a learning rate far beyond the edge diverges, and the lab says so', async ({
    sharedPage: page,
    site,
  }) => {
    const wild = { ...small, activation: 'identity', rate: 2, steps: 400 };
    await page.goto('about:blank');
    await open(page, `${site}labs/train/${hashOf(trainControls, wild)}`, 'light', 1440);
    await expect(lab(page)).toHaveAttribute('data-status', 'diverged', { timeout: 60_000 });
    await expect(page.locator('[data-figure=train] figcaption b')).toContainText('diverges');
  });
});
