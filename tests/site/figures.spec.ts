import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { sizes } from '../../src/figures/draw-figure.ts';
import { axisTitle, isMatrix, type Figure, type FigureData } from '../../src/figures/figure-data.ts';
import { toPlain } from '../../src/figures/markup.ts';
import { dist, pages, read, readJson } from './built-site.ts';
import { contrast } from './colour.ts';
import { expectedBars, expectedPoints, samples } from './drawn-points.ts';
import { labelledX, readDrawing, throughTicks, type DrawnFigure } from './drawn-figure.ts';
import { expect, open, test, themes, widths } from './fixtures.ts';

const figures = pages.flatMap((page) =>
  [...read(page.endsWith('.html') ? page : `${page}index.html`).matchAll(/<figure[^>]* id="([^"]+)"/g)].map(
    ([, id]) => ({ page, id }),
  ),
);

const spoken = (markup: string): string => markup.replaceAll(/<[^>]*>/g, '');

const visible = (page: Page, id: string): Locator => page.locator(`#${id} svg.plot:visible`);

/** Words of a figure that cover each other, or that it cuts off. */
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

/** Every series has the points of its data, and three of them lie where the ticks say. */
function checkSeries(data: FigureData, drawing: DrawnFigure): void {
  const all = data.panels.flatMap((panel) => panel.series.map((series) => ({ panel, series })));
  expect(drawing.series.map(({ panel, series }) => `${panel}: ${series}`)).toEqual(
    all.map(({ panel, series }) => `${panel.name}: ${series.name}`),
  );
  for (const [i, { panel, series }] of all.entries()) {
    const { declared, points, bars } = drawing.series[i];
    const expected = expectedPoints(series);
    expect([declared, points.length, bars], series.name).toEqual([
      expected.length,
      expected.length,
      expectedBars(series),
    ]);
    const x = throughTicks(labelledX(drawing, panel.name));
    const y = throughTicks(drawing.panels.find(({ name }) => name === panel.name)!.y);
    const sorted = series.kind === 'field' ? points.toSorted(([a, c], [b, d]) => d - c || a - b) : points;
    for (const j of samples(expected, data, panel)) {
      expect(Math.abs(sorted[j][0] - x(expected[j][0])), `${series.name}, point ${j}, x`).toBeLessThan(1);
      expect(Math.abs(sorted[j][1] - y(expected[j][1])), `${series.name}, point ${j}, y`).toBeLessThan(1);
    }
  }
}

/** Every reference line stands at its value. */
function checkReferences(data: FigureData, drawing: DrawnFigure): void {
  const all = data.panels.flatMap((panel) => (panel.references ?? []).map((line) => ({ panel, line })));
  expect(drawing.references.map(({ name }) => name)).toEqual(all.map(({ line }) => line.name));
  for (const [i, { panel, line }] of all.entries()) {
    const axis =
      line.line === 'vertical'
        ? labelledX(drawing, panel.name)
        : drawing.panels.find(({ name }) => name === panel.name)!.y;
    expect(Math.abs(drawing.references[i].at - throughTicks(axis)(line.at)), line.name).toBeLessThan(1);
  }
}

/** Titles are those of the axes, in words; ticks are labelled. */
function checkAxes(data: FigureData, { titles, panels }: DrawnFigure): void {
  const labelled = panels.filter(({ x }) => x.ticks[0].label !== '').map(({ name }) => name);
  const expected = data.panels.flatMap((panel) => [
    axisTitle(panel.y),
    ...(labelled.includes(panel.name) ? [axisTitle(panel.x ?? data.x)] : []),
  ]);
  expect(titles.map((title) => title.replaceAll(/\s+/g, ' '))).toEqual(expected.map(spoken));
  for (const title of titles) expect(title).toMatch(/^\p{L}.*[^(),]\)?$/u);
  for (const { name, x, y } of panels)
    for (const { ticks } of labelled.includes(name) ? [x, y] : [y]) {
      expect(ticks.length, name).toBeGreaterThanOrEqual(3);
      for (const { label } of ticks) expect(label).toMatch(/\d/);
    }
}

test('there are figures', () => {
  expect(figures.length).toBeGreaterThan(0);
});

const withFigures = [...new Set(figures.map(({ page }) => page))];
const idsOf = (path: string) => figures.filter(({ page }) => page === path).map(({ id }) => id);
const dataOf = (id: string) => readJson<Figure & { artifacts: string[] }>(`data/figures/${id}.json`);

/** What is drawn of a figure is what its data say. */
async function checkFigure(page: Page, id: string): Promise<void> {
  const data = dataOf(id);
  await expect(visible(page, id)).toHaveCount(1);
  const drawing = await readDrawing(visible(page, id));
  if (isMatrix(data))
    expect(drawing.cells).toEqual(
      data.rows.flatMap(({ name, cells }) =>
        cells.flatMap((cell) => (cell ? [{ row: name, class: cell.class, text: spoken(cell.text) }] : [])),
      ),
    );
  else {
    checkSeries(data, drawing);
    checkReferences(data, drawing);
    checkAxes(data, drawing);
  }
  expect(overlaps(drawing.texts)).toEqual([]);
  expect(await page.locator(`#${id}`).evaluate((figure) => figure.scrollWidth - figure.clientWidth)).toBe(0);
}

/** A figure stands out from the page in the theme that is on. */
async function checkContrast(page: Page, id: string): Promise<void> {
  const { series, paper } = await readDrawing(visible(page, id));
  for (const { series: name, stroke, fill } of series) {
    const seen = stroke === 'none' ? { colour: fill, least: 1.1 } : { colour: stroke, least: 3 };
    expect(contrast(seen.colour, paper), name).toBeGreaterThanOrEqual(seen.least);
  }
}

for (const path of withFigures)
  test.describe(`figures of /${path}`, () => {
    for (const width of widths)
      test(`at ${width} px marks are those of the data, at their places, with labelled axes`, async ({
        sharedPage: page,
        site,
      }) => {
        await open(page, site + path, 'light', width);
        for (const id of idsOf(path)) await test.step(id, () => checkFigure(page, id));
      });

    test('every series stands out from the page in both themes', async ({ sharedPage: page, site }) => {
      for (const theme of themes) {
        await open(page, site + path, theme, 1440);
        for (const id of idsOf(path)) await test.step(`${id}, ${theme}`, () => checkContrast(page, id));
      }
    });

    test('each names its artifacts, its data, its source and its command', async ({
      sharedPage: page,
      site,
    }) => {
      await open(page, site + path, 'light', 1440);
      for (const id of idsOf(path))
        await test.step(id, async () => {
          const data = dataOf(id);
          const figure = page.locator(`#${id}`);
          expect((await figure.getAttribute('data-artifacts'))!.split(' ').filter(Boolean)).toEqual(
            data.artifacts,
          );
          for (const format of ['json', 'csv', 'svg', 'png'])
            await expect(figure.locator(`a[href$="data/figures/${id}.${format}"]`)).toHaveCount(1);
          await expect(figure.locator('figcaption')).not.toBeEmpty();
          await expect(figure.locator('pre')).toContainText(/src\/\S+\.ts[\s\S]*npm run /);
          await expect(figure.locator('svg.plot > title').first()).toHaveText(toPlain(data.title));
          await expect(figure.locator('svg.plot > desc').first()).not.toBeEmpty();
          expect(await figure.locator('table tbody tr').count()).toBeGreaterThan(0);
        });
    });
  });

for (const { id } of figures)
  test(`the files of ${id}: a row of CSV for each point, an SVG that draws by itself, a PNG`, async ({
    sharedPage: page,
    site,
    misdeeds,
  }) => {
    const data = dataOf(id);
    const rows = read(`data/figures/${id}.csv`).trimEnd().split('\n');
    const points = isMatrix(data)
      ? data.rows.map(({ cells }) => cells.length)
      : data.panels.flatMap(({ series }) =>
          series.map((one) => (one.kind === 'field' ? one.share.flat().length : one.x.length)),
        );
    expect(rows).toHaveLength(1 + points.reduce((sum, count) => sum + count));
    await page.goto(`${site}data/figures/${id}.svg`);
    const mark = page.locator('path.curve, path.marks, .field').first();
    expect(
      await mark.evaluate((path) => [getComputedStyle(path).stroke, getComputedStyle(path).fill].join()),
    ).toMatch(/rgb/);
    const { width } = await sharp(join(dist, `data/figures/${id}.png`)).metadata();
    expect(width).toBe(2 * sizes.l);
    expect(misdeeds).toEqual({ messages: [], requests: [] });
  });

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  for (const path of withFigures)
    test(`every figure of /${path} is visible`, async ({ page, site }) => {
      await page.goto(site + path);
      for (const id of idsOf(path)) {
        await expect(visible(page, id), id).toHaveCount(1);
        const box = await visible(page, id).locator('path.curve, path.marks, .field').last().boundingBox();
        expect(box, id).not.toBeNull();
        expect((await visible(page, id).boundingBox())!.width, id).toBeGreaterThan(280);
      }
    });
});
