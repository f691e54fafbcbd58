import { initialState } from '../../src/labs/controls.ts';
import { gradientDescentOn } from '../../src/labs/gradient-descent/lab.ts';
import { sampledLoss, type SampledLoss } from '../../src/math/sampled-loss.ts';
import { read, readJson } from './built-site.ts';
import { expect, open, test } from './fixtures.ts';
import { showsFigure, showsNumbers, text } from './shown-view.ts';

/** The run whose slice the first lab offers. */
const edgeRun = readJson<{ artifacts: readonly { id: string; experiment: string; variant: string }[] }>(
  'data/manifest.json',
).artifacts.find(({ experiment, variant }) => experiment === 'edge' && variant === 'tanh4-0.3')?.id;

test.describe('the losses measured on networks', () => {
  test('gradient descent settles on a slice where the theorem says, and leaves the linear control', async ({
    sharedPage: page,
    site,
  }) => {
    await open(page, `${site}labs/gradient-descent/`, 'light', 1440);
    const slices = JSON.parse(
      (await page.locator('[data-slices]').getAttribute('data-slices'))!,
    ) as readonly SampledLoss[];
    expect(slices.length).toBe(2);
    const { controls, view } = gradientDescentOn(slices);
    for (const { id } of slices) {
      await page.locator('[name=loss]').selectOption(id);
      const shown = view({ ...initialState(controls), loss: id });
      await expect(page.locator('[data-figure=gradient-descent] figcaption b')).toHaveText(
        text(shown.figures[0].title),
      );
      // not the bifurcation diagram: where it is chaotic, the last digit of an exponential decides
      await showsFigure(page, shown.figures[1]);
      await showsNumbers(page, shown);
    }
    expect(slices.map((slice) => sampledLoss(slice).growth)).toEqual(['subquadratic', 'quadratic']);
    await expect(page.locator('[data-figure=gradient-descent] figcaption b')).toContainText('diverges');
  });

  test('a slice goes through the published losses', () => {
    const { slices } = readJson<{ slices: { t: number[]; loss: number[] }[] }>(
      `data/artifacts/${edgeRun}.json`,
    );
    const html = read('labs/gradient-descent/index.html');
    const [, attribute] = /data-slices="([^"]*)"/.exec(html)!;
    const [slice] = JSON.parse(attribute.replaceAll('&#34;', '"').replaceAll('&quot;', '"')) as SampledLoss[];
    const loss = sampledLoss(slice);
    const { t, loss: published } = slices[0];
    const half = t.length / 2;
    const mean = (i: number) => (published[half + i] + published[half - 1 - i]) / 2;
    // differences of losses do without the loss at the centre
    for (const i of [0.2, 0.4, 0.7, 0.95].map((share) => Math.floor(share * half)))
      expect((loss.f(t[half + i]) - loss.f(t[half])) / (mean(i) - mean(0))).toBeCloseTo(1, 4);
  });
});
