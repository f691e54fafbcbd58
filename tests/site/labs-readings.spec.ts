import { formatNumber } from '../../src/figures/numbers.ts';
import { initialState } from '../../src/labs/controls.ts';
import { valley } from '../../src/labs/valley/lab.ts';
import type { View } from '../../src/labs/view.ts';
import { expect, open, test } from './fixtures.ts';
import { shows, text } from './shown-view.ts';

test.describe('the pictures of a lab', () => {
  test('say their values to the arrow keys and to the pointer, before and after a control has moved', async ({
    sharedPage: page,
    site,
  }) => {
    const { controls, view, slug } = valley;
    const first = initialState(controls);
    const firstCurve = ({ figures: [{ panels }] }: View) => {
      const { x, y } = panels[0].series.find((one) => one.kind === 'curve')!;
      return [x, y] as readonly (readonly number[])[];
    };
    await open(page, `${site}labs/${slug}/`, 'light', 1440);
    const reader = page.locator('plot-reader');
    const card = reader.locator('.read-card');
    await reader.focus();
    for (const state of [first, { ...first, sharpness: 41 }]) {
      if (state !== first) {
        await page.locator('[name=sharpness]').focus();
        await page.keyboard.press('ArrowRight');
        await shows(page, view(state));
        await expect(card).toBeHidden();
        await reader.focus();
      }
      await page.keyboard.press('Home');
      await expect(card).toBeVisible();
      const drawn = firstCurve(view(state));
      await expect(card).toContainText(text(formatNumber(drawn[0][0])));
      await page.keyboard.press('Escape');
      await expect(card).toBeHidden();
    }
    await page.locator('svg.plot:visible').scrollIntoViewIfNeeded();
    const mark = await page.locator('svg.plot:visible [data-panel] path.curve').last().boundingBox();
    await page.mouse.move(mark!.x + 1, mark!.y + 1);
    await expect(card).toBeVisible();
  });

  for (const slug of ['train', 'check'])
    test(`${slug} says the values that it comes with`, async ({ sharedPage: page, site }) => {
      await open(page, `${site}labs/${slug}/`, 'light', 1440);
      await page.locator('plot-reader').focus();
      await page.keyboard.press('Home');
      await expect(page.locator('.read-card')).toBeVisible();
      await expect(page.locator('.read-card')).toContainText('=');
    });
});
