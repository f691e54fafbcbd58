import type { Page } from '@playwright/test';
import { stateFromHash } from '../../src/labs/address.ts';
import { initialState } from '../../src/labs/controls.ts';
import { gradientDescent } from '../../src/labs/gradient-descent/lab.ts';
import { magnitudes } from '../../src/labs/magnitudes/lab.ts';
import { expect, open, test } from './fixtures.ts';
import { shows } from './shown-view.ts';

const tab = (page: Page, name: string | RegExp) => page.getByRole('slider', { name });

/** Drags a tab along its axis, by a share of it. */
async function drag(page: Page, name: string | RegExp, share: number): Promise<void> {
  await tab(page, name).scrollIntoViewIfNeeded();
  const handle = (await tab(page, name).boundingBox())!;
  const rail = (await page.locator('.tabs', { has: tab(page, name) }).boundingBox())!;
  const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + share * rail.width, y + 40, { steps: 4 });
  await page.mouse.up();
}

for (const width of [1440, 360])
  test(`a magnitude is placed by dragging its scale, at ${width} px`, async ({ sharedPage: page, site }) => {
    const { controls, view, slug } = magnitudes;
    const first = initialState(controls);
    await open(page, `${site}labs/${slug}/`, 'light', width);
    await expect(page.locator('.tabs:visible')).toHaveCount(first.count);
    // eight decades of distance: an eighth to the right is a tenth of the magnitude
    await drag(page, 'Place of magnitude 2', 1 / 8);
    await expect.poll(() => new URL(page.url()).hash).not.toBe('');
    const state = stateFromHash(controls, new URL(page.url()).hash);
    expect({ ...state, m2: 0 }).toEqual({ ...first, m2: 0 });
    expect(Math.abs(Math.log10(state.m2 / 10))).toBeLessThan(0.1);
    await shows(page, view(state));
    await tab(page, 'Place of magnitude 2').focus();
    await page.keyboard.press('ArrowRight');
    await expect
      .poll(async () => Number(await page.locator('[name=m2]').inputValue()))
      .toBeCloseTo(Math.log10(state.m2) - controls.m2.step, 1);
    await page.locator('[name=set]').selectOption('density');
    await expect(page.locator('.tabs:visible')).toHaveCount(0);
  });

test('the cursor of the bifurcation diagram is dragged and takes arrow keys', async ({
  sharedPage: page,
  site,
}) => {
  const { controls, view, slug } = gradientDescent;
  const first = initialState(controls);
  await open(page, `${site}labs/${slug}/`, 'light', 1440);
  await drag(page, /Cursor/, 0.2);
  await expect.poll(() => new URL(page.url()).hash).not.toBe('');
  const state = stateFromHash(controls, new URL(page.url()).hash);
  expect(state.rate).toBeCloseTo(first.rate + 0.2 * (controls.rate.max - controls.rate.min), 1);
  await expect(page.locator('output[data-for=rate]')).toHaveText(state.rate.toFixed(2));
  await tab(page, /Cursor/).focus();
  for (const key of ['PageDown', 'ArrowRight']) await page.keyboard.press(key);
  const rate = Number((state.rate - 0.09).toFixed(2));
  await shows(page, view({ ...first, rate }));
  await expect(tab(page, /Cursor/)).toHaveAttribute('aria-valuetext', rate.toFixed(2));
});
