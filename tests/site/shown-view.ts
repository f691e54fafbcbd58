import { expect, type Page } from '@playwright/test';
import type { FigureData } from '../../src/figures/figure-data.ts';
import type { View } from '../../src/labs/view.ts';
import { expectedPoints, samples } from './drawn-points.ts';
import { readDrawing, throughTicks } from './drawn-figure.ts';

/** Markup as it reads on a page. */
export const text = (markup: string): string => markup.replaceAll(/<[^>]*>/g, '');

/** The page shows what src/math gives: titles, numbers, and the points of every curve. */
export async function shows(page: Page, view: View): Promise<void> {
  for (const figure of view.figures) await showsFigure(page, figure);
  await showsNumbers(page, view);
}

/** The table under the pictures of a lab. */
export async function showsNumbers(page: Page, { readings }: View): Promise<void> {
  expect(await page.locator('.readings tbody :is(th, td)').allTextContents()).toEqual(
    readings!.rows.flat().map(text),
  );
}

/** One picture of a lab: its title, and the points of its curves where the ticks say. */
export async function showsFigure(page: Page, figure: FigureData): Promise<void> {
  const frame = page.locator(`[data-figure="${figure.id}"]`);
  await expect(frame.locator('figcaption b')).toHaveText(text(figure.title));
  const drawing = await readDrawing(frame.locator('svg.plot:visible'));
  const all = figure.panels.flatMap((panel) => panel.series.map((series) => ({ panel, series })));
  expect(drawing.series.map(({ series }) => series)).toEqual(all.map(({ series }) => series.name));
  for (const [i, { panel, series }] of all.entries()) {
    const expected = expectedPoints(series);
    const { points } = drawing.series[i];
    expect(points.length, series.name).toBe(expected.length);
    const axes = drawing.panels.find(({ name }) => name === panel.name)!;
    const shared = drawing.panels.findLast(({ x }) => x.ticks.some(({ label }) => label !== ''))!;
    const x = throughTicks((panel.x ? axes : shared).x);
    const y = throughTicks(axes.y);
    for (const j of samples(expected, figure, panel)) {
      expect(Math.abs(points[j][0] - x(expected[j][0])), `${series.name}, point ${j}, x`).toBeLessThan(1);
      expect(Math.abs(points[j][1] - y(expected[j][1])), `${series.name}, point ${j}, y`).toBeLessThan(1);
    }
  }
}
