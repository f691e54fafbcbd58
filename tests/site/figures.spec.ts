import type { FigureData } from '../../src/figures/figure-data.ts';
import { pages, read, readJson } from './built-site.ts';
import { contrast } from './colour.ts';
import { readDrawing, throughTicks, type DrawnFigure } from './drawn-figure.ts';
import { expect, open, test, themes, widths } from './fixtures.ts';

const figures = pages.flatMap((page) =>
  [...read(page.endsWith('.html') ? page : `${page}index.html`).matchAll(/<figure[^>]* id="([^"]+)"/g)].map(
    ([, id]) => ({ page, id }),
  ),
);

type Drawn = { readonly x: readonly number[]; readonly y: readonly (number | null)[] };

/** The points of one drawn path, in the order in which it is drawn: a band goes out along its top and back below. */
function pointsOf(data: FigureData, panel: string, series: string): Drawn {
  const found = data.panels.find(({ name }) => name === panel)!.series.find(({ name }) => name === series)!;
  if (found.kind === 'curve') return found;
  return { x: [...found.x, ...found.x.toReversed()], y: [...found.high, ...found.low.toReversed()] };
}

/** Three of a curve's points, spread over those within the plot, as indices among the points that are drawn. */
function samples({ x, y }: Drawn, data: FigureData, panel: string): readonly number[] {
  const within = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high;
  const { domain } = data.panels.find(({ name }) => name === panel)!.y;
  const drawn = y.flatMap((value, i) => (value === null ? [] : [{ x: x[i], y: value }]));
  const inside = drawn.flatMap((point, i) =>
    within(point.x, data.x.domain) && within(point.y, domain) ? [i] : [],
  );
  return [0.15, 0.5, 0.85].map((share) => inside[Math.floor(share * inside.length)]);
}

function overlaps(texts: DrawnFigure['texts']): string[] {
  return texts.flatMap(({ text, box: [left, top, right, bottom] }, i) =>
    texts
      .slice(i + 1)
      .filter(
        ({ box }) =>
          Math.min(right, box[2]) - Math.max(left, box[0]) > 1 &&
          Math.min(bottom, box[3]) - Math.max(top, box[1]) > 1,
      )
      .map((other) => `${text} × ${other.text}`),
  );
}

test('there are figures', () => {
  expect(figures.length).toBeGreaterThan(0);
});

for (const { page: path, id } of figures)
  test.describe(id, () => {
    const data = readJson<FigureData & { artifacts: string[] }>(`data/figures/${id}.json`);

    for (const width of widths)
      test(`at ${width} px every curve has the points of its data, at their places`, async ({
        sharedPage: page,
        site,
      }) => {
        await open(page, site + path, 'light', width);
        const visible = page.locator(`#${id} svg.plot:visible`);
        await expect(visible).toHaveCount(1);
        const drawing = await readDrawing(visible);
        expect(drawing.curves.map(({ panel, series }) => `${panel}: ${series}`)).toEqual(
          data.panels.flatMap(({ name, series }) => series.map((one) => `${name}: ${one.name}`)),
        );
        const x = throughTicks(drawing.x);
        for (const { panel, series, declared, points } of drawing.curves) {
          const expected = pointsOf(data, panel, series);
          const values = expected.y.flatMap((value, i) => (value === null ? [] : [[expected.x[i], value]]));
          expect([declared, points.length], series).toEqual([values.length, values.length]);
          const y = throughTicks(drawing.panels.find(({ name }) => name === panel)!.y);
          for (const i of samples(expected, data, panel)) {
            expect(Math.abs(points[i][0] - x(values[i][0])), `${series}, point ${i}, x`).toBeLessThan(1);
            expect(Math.abs(points[i][1] - y(values[i][1])), `${series}, point ${i}, y`).toBeLessThan(1);
          }
        }
      });

    for (const width of widths)
      test(`at ${width} px axes have words, symbol, unit and tick labels, and no labels overlap`, async ({
        sharedPage: page,
        site,
      }) => {
        await open(page, site + path, 'light', width);
        const { titles, x, panels, texts } = await readDrawing(page.locator(`#${id} svg.plot:visible`));
        expect(titles).toHaveLength(panels.length + 1);
        for (const title of titles) expect(title).toMatch(/^\p{L}[\p{L} ]+, \S.* \([\p{L} ]+\)$/u);
        for (const { ticks } of [x, ...panels.map(({ y }) => y)]) {
          expect(ticks.length).toBeGreaterThanOrEqual(3);
          for (const { label } of ticks) expect(label).toMatch(/\d/);
        }
        expect(overlaps(texts)).toEqual([]);
      });

    for (const theme of themes)
      test(`in ${theme} every curve stands out from the page`, async ({ sharedPage: page, site }) => {
        await open(page, site + path, theme, 1440);
        const { curves, paper } = await readDrawing(page.locator(`#${id} svg.plot:visible`));
        for (const { series, stroke, fill } of curves) {
          const seen = stroke === 'none' ? { colour: fill, least: 1.1 } : { colour: stroke, least: 3 };
          expect(contrast(seen.colour, paper), series).toBeGreaterThanOrEqual(seen.least);
        }
      });

    test('names its artifacts, its data, its source and its command', async ({ sharedPage: page, site }) => {
      await open(page, site + path, 'light', 1440);
      const figure = page.locator(`#${id}`);
      expect((await figure.getAttribute('data-artifacts'))!.split(' ')).toEqual(data.artifacts);
      for (const format of ['json', 'csv', 'svg'])
        await expect(figure.locator(`a[href$="data/figures/${id}.${format}"]`)).toHaveCount(1);
      await expect(figure.locator('figcaption')).not.toBeEmpty();
      await expect(figure.locator('pre')).toContainText(/src\/\S+\.ts[\s\S]*npm run /);
      await expect(figure.locator('svg.plot > desc').first()).not.toBeEmpty();
    });

    test('has a row of its CSV for each point, and an SVG file that draws by itself', async ({
      sharedPage: page,
      site,
      misdeeds,
    }) => {
      const rows = read(`data/figures/${id}.csv`).trimEnd().split('\n');
      const points = data.panels.flatMap(({ series }) => series.map(({ x }) => x.length));
      expect(rows).toHaveLength(1 + points.reduce((sum, count) => sum + count));
      await page.goto(`${site}data/figures/${id}.svg`);
      const curve = page.locator('path.curve').first();
      expect(await curve.evaluate((path) => getComputedStyle(path).stroke)).toMatch(/^rgb/);
      expect(misdeeds).toEqual({ messages: [], requests: [] });
    });
  });

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  for (const { page: path, id } of figures)
    test(`${id} is visible`, async ({ page, site }) => {
      await page.goto(site + path);
      await expect(page.locator(`#${id} svg.plot:visible`)).toHaveCount(1);
      const box = await page.locator(`#${id} svg.plot:visible path.curve`).last().boundingBox();
      expect(box!.width).toBeGreaterThan(100);
    });
});
