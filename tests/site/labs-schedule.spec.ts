import type { Page } from '@playwright/test';
import { stateFromHash } from '../../src/labs/address.ts';
import { initialState } from '../../src/labs/controls.ts';
import { schedule } from '../../src/labs/schedule/lab.ts';
import { expect, open, test } from './fixtures.ts';
import { shows } from './shown-view.ts';

test.describe('the schedule that is drawn', () => {
  const { controls, view, slug } = schedule;
  const first = initialState(controls);
  const stateOf = (page: Page) => stateFromHash(controls, new URL(page.url()).hash);

  /** What the address says after the picture has come to rest. */
  async function settled(page: Page): Promise<typeof first> {
    await expect.poll(() => new URL(page.url()).hash).not.toBe('');
    await page.waitForTimeout(300);
    return stateOf(page);
  }

  for (const width of [1440, 360])
    test(`a handle takes a stage to where it is dragged, at ${width} px`, async ({
      sharedPage: page,
      site,
    }) => {
      await open(page, `${site}labs/${slug}/`, 'light', width);
      const rate = page.getByRole('slider', { name: 'Learning rate of stage 2' });
      await rate.hover();
      const pad = (await page.locator('.pen').boundingBox())!;
      await page.mouse.down();
      // the board is six decades high, from 10 down to 1e-5
      await page.mouse.move(pad.x + pad.width / 2, pad.y + pad.height / 3, { steps: 4 });
      await page.mouse.up();
      const state = await settled(page);
      expect({ ...state, rate2: 0 }).toEqual({ ...first, rate2: 0 });
      expect(Math.abs(Math.log10(state.rate2 / 0.1))).toBeLessThan(6 / pad.height);
      await shows(page, view(state));
      const end = (await page.getByRole('slider', { name: 'End of stage 1' }).boundingBox())!;
      await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2);
      await page.mouse.down();
      await page.mouse.move(end.x + end.width / 2 + pad.width / 8, end.y, { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => stateOf(page).steps2).toBeLessThan(400);
      const { steps1, steps2 } = await settled(page);
      expect(steps1 + steps2).toBe(800);
      expect(Math.abs(steps1 - 600)).toBeLessThanOrEqual(1600 / pad.width + 10);
    });

  test('a stroke of the pen gives the stages that it passes its height, and adds one', async ({
    sharedPage: page,
    site,
  }) => {
    await open(page, `${site}labs/${slug}/`, 'light', 1440);
    await page.locator('.pen').scrollIntoViewIfNeeded();
    const pad = (await page.locator('.pen').boundingBox())!;
    const y = pad.y + pad.height / 2;
    await page.mouse.move(pad.x + 0.05 * pad.width, y);
    await page.mouse.down();
    await page.mouse.move(pad.x + 0.875 * pad.width, y, { steps: 3 });
    await page.mouse.up();
    const state = await settled(page);
    const { rate1, rate2, rate3, rate4, steps4 } = state;
    expect(new Set([rate1, rate2, rate3, rate4]).size).toBe(1);
    expect(Math.abs(Math.log10(rate1 / 0.01))).toBeLessThan(6 / pad.height);
    expect(Math.abs(steps4 - 200)).toBeLessThanOrEqual(10);
    await shows(page, view(state));
    for (const name of ['rate1', 'steps4'] as const)
      await expect(page.locator(`output[data-for=${name}]`)).toHaveText(String(state[name]));
    await page.locator('[data-reset]').click();
    await shows(page, view(first));
    await expect(page.getByRole('slider', { name: 'End of stage 4' })).toHaveCount(0);
  });

  test('its handles take arrow keys and say their values', async ({ sharedPage: page, site }) => {
    await open(page, `${site}labs/${slug}/`, 'light', 1440);
    const end = page.getByRole('slider', { name: 'End of stage 2' });
    await end.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('PageUp');
    await expect(end).toHaveAttribute('aria-valuetext', 'step 910');
    await expect(page.locator('.pen .read-card')).toHaveText('End of stage 2: step 910');
    await shows(page, view({ ...first, steps2: 510, steps3: 290 }));
    const rate = page.getByRole('slider', { name: 'Learning rate of stage 1' });
    await rate.focus();
    await page.keyboard.press('End');
    await expect(rate).toHaveAttribute('aria-valuenow', '3');
    await expect(page.locator('[name=rate1]')).toHaveValue(String(Math.log10(3)).slice(0, 4));
  });

  test('a finger draws, and what it drew is taken back where the browser takes it to scroll', async ({
    browser,
    site,
  }) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 700 }, hasTouch: true });
    const page = await context.newPage();
    await page.goto(`${site}labs/${slug}/`);
    await expect(page.locator(`[data-lab=${slug}][data-ready]`)).toBeAttached();
    await page.locator('.pen').scrollIntoViewIfNeeded();
    const pad = (await page.locator('.pen').boundingBox())!;
    const session = await context.newCDPSession(page);
    const finger = async (
      end: 'touchEnd' | 'touchCancel',
      places: readonly (readonly [number, number])[],
    ) => {
      for (const [i, [x, y]] of places.entries())
        await session.send('Input.dispatchTouchEvent', {
          type: i === 0 ? 'touchStart' : 'touchMove',
          touchPoints: [{ x: pad.x + x * pad.width, y: pad.y + y * pad.height }],
        });
      await session.send('Input.dispatchTouchEvent', { type: end, touchPoints: [] });
    };
    for (const [part, allowed] of [
      ['.pen', 'pan-y'],
      ['.pen .handle', 'none'],
    ])
      await expect(page.locator(part).first()).toHaveCSS('touch-action', allowed);
    const across = [0.1, 0.2, 0.4, 0.6].map((x) => [x, 0.5] as const);
    await finger('touchEnd', across);
    const state = await settled(page);
    expect(state.rate1).toBe(state.rate2);
    expect(Math.abs(Math.log10(state.rate1 / 0.01))).toBeLessThan(0.1);
    await finger(
      'touchCancel',
      across.map(([x, y]) => [x, y - 0.2] as const),
    );
    await page.waitForTimeout(300);
    expect(stateOf(page)).toEqual(state);
    await context.close();
  });
});
