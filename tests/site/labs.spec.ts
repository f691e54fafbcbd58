import type { Page } from '@playwright/test';
import { toPlain } from '../../src/figures/markup.ts';
import { hashOf } from '../../src/labs/address.ts';
import { initialState, type Controls, type StateOf } from '../../src/labs/controls.ts';
import { gradientDescent } from '../../src/labs/gradient-descent/lab.ts';
import { magnitudes } from '../../src/labs/magnitudes/lab.ts';
import { schedule } from '../../src/labs/schedule/lab.ts';
import { valley } from '../../src/labs/valley/lab.ts';
import type { Lab } from '../../src/labs/view.ts';
import { expect, open, test } from './fixtures.ts';
import { shows } from './shown-view.ts';

/** A lab with another state than its first, and a control to move by the keyboard. */
interface Played {
  readonly lab: Lab<Controls>;
  readonly other: Readonly<Record<string, string | number>>;
  readonly moved: { readonly name: string; readonly key: string; readonly to: number };
}

const played = [
  {
    lab: gradientDescent,
    other: { loss: 'rational', rate: 1.4, start: 0.5, steps: 40 },
    moved: { name: 'rate', key: 'ArrowRight', to: 1.61 },
  },
  { lab: valley, other: { tilt: 0.3, steps: 3980 }, moved: { name: 'sharpness', key: 'ArrowRight', to: 41 } },
  {
    lab: schedule,
    other: { loss: 'two', steps3: 0, rate2: 0.005 },
    moved: { name: 'steps1', key: 'ArrowLeft', to: 390 },
  },
  {
    lab: magnitudes,
    other: { set: 'density', alpha: 1.5 },
    moved: { name: 'count', key: 'ArrowLeft', to: 2 },
  },
] as unknown as readonly Played[];

for (const { lab, other, moved } of played)
  test.describe(`the lab ${lab.slug}`, () => {
    const { controls, slug } = lab;
    const first = initialState(controls);
    const address = (site: string, state: StateOf<Controls>) =>
      `${site}labs/${slug}/${hashOf(controls, state)}`;
    const ready = (page: Page) => expect(page.locator(`[data-lab=${slug}][data-ready]`)).toBeAttached();

    test('shows its first state as it is built, and keeps quiet', async ({
      sharedPage: page,
      site,
      misdeeds,
    }) => {
      await open(page, address(site, first), 'light', 1440);
      await ready(page);
      await shows(page, lab.view(first));
      await expect(page.locator('[role=status]')).toBeEmpty();
      expect(misdeeds).toEqual({ messages: [], requests: [] });
    });

    test('a key on a control changes picture, numbers, summary and address to what src/math gives', async ({
      sharedPage: page,
      site,
    }) => {
      await open(page, address(site, first), 'light', 1440);
      await ready(page);
      await page.locator(`[name=${moved.name}]`).focus();
      await page.keyboard.press(moved.key);
      const state = { ...first, [moved.name]: moved.to } as StateOf<Controls>;
      const view = lab.view(state);
      await expect(page.locator('[role=status]')).toHaveText(view.summary);
      await shows(page, view);
      await expect.poll(() => new URL(page.url()).hash).toBe(hashOf(controls, state));
    });

    test('a link restores the state, and Reset the first one', async ({
      sharedPage: page,
      site,
      misdeeds,
    }) => {
      const state = { ...first, ...other } as StateOf<Controls>;
      const view = lab.view(state);
      await page.goto('about:blank');
      await open(page, address(site, state), 'dark', 1440);
      await expect(page.locator('[role=status]')).toHaveText(view.summary);
      await shows(page, view);
      for (const [name, control] of Object.entries(controls))
        if (control.kind === 'choice')
          await expect(page.locator(`select[name=${name}]`)).toHaveValue(String(state[name]));
      const idle = lab.idle?.(state) ?? [];
      for (const name of Object.keys(controls))
        await expect(page.locator(`[name=${name}]`)).toBeEnabled({ enabled: !idle.includes(name) });
      await page.locator('[data-reset]').click();
      await expect(page.locator('[role=status]')).toHaveText(toPlain(lab.view(first).figures[0].title));
      await shows(page, lab.view(first));
      await expect.poll(() => new URL(page.url()).hash).toBe('');
      expect(misdeeds).toEqual({ messages: [], requests: [] });
    });
  });

test.describe('the buttons that play', () => {
  const { slug, controls, view } = gradientDescent;
  const first = initialState(controls);

  test('Step takes one step, Run goes on until it is paused', async ({ sharedPage: page, site }) => {
    await open(page, `${site}labs/${slug}/`, 'light', 1440);
    await page.locator('[data-step]').click();
    await shows(page, view({ ...first, steps: 25 }));
    await page.locator('[data-run]').click();
    await expect(page.locator('[data-run]')).toHaveText('Pause');
    await expect
      .poll(async () => Number(await page.locator('[name=steps]').inputValue()))
      .toBeGreaterThan(27);
    await page.locator('[data-run]').click();
    const steps = Number(await page.locator('[name=steps]').inputValue());
    await shows(page, view({ ...first, steps }));
  });

  test('for a reader who wants no motion Run goes to the end at once', async ({ sharedPage: page, site }) => {
    await open(page, `${site}labs/${slug}/`, 'light', 1440);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.locator('[data-run]').click();
    await shows(page, view({ ...first, steps: controls.steps.max }));
    await page.emulateMedia({ reducedMotion: null });
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  for (const slug of ['gradient-descent', 'valley', 'schedule', 'magnitudes', 'train', 'check'])
    test(`${slug} shows its first state and says that the controls need it`, async ({ page, site }) => {
      await page.goto(`${site}labs/${slug}/`);
      await expect(page.locator('.bench svg.plot:visible')).toHaveCount(slug === 'gradient-descent' ? 2 : 1);
      await expect(page.locator('.bench noscript')).toBeAttached();
      expect(await page.locator('.bench svg.plot:visible path.curve').count()).toBeGreaterThan(0);
    });
});

test('every lab is listed, with the first thing it shows', async ({ sharedPage: page, site }) => {
  await open(page, `${site}labs/`, 'light', 1440);
  await expect(page.locator('.lab-list li')).toHaveCount(6);
  await expect(page.locator('.lab-list svg.spark')).toHaveCount(6);
});
