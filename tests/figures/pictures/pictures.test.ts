import { afterAll, describe, expect, test } from 'vitest';
import { isMatrix, type Curve, type Figure, type FigureData } from '../../../src/figures/figure-data.ts';
import { committedData, committedIds, committedPicture, picture } from './committed.ts';
import { compare, pixelTolerance } from './compare.ts';
import { writeReport, type Changed } from './report.ts';

const changed: Changed[] = [];

afterAll(() => {
  if (changed.length > 0) console.log(`figures changed: see ${writeReport(changed)}`);
});

describe('pictures of figures', () => {
  test.each(committedIds())('%s is drawn as committed', async (id) => {
    const [before, after] = [committedPicture(id), await picture(committedData(id))];
    const { differing, difference } = await compare(before, after);
    if (differing > pixelTolerance) changed.push({ id, differing, before, after, difference });
    expect(differing).toBeLessThanOrEqual(pixelTolerance);
  });
});

/** The first curve of a figure that is long enough to be seen, moved up by a fiftieth of its axis. */
function withWrongCurve(figure: Figure): FigureData | null {
  if (isMatrix(figure)) return null;
  for (const [i, panel] of figure.panels.entries())
    for (const [j, series] of panel.series.entries()) {
      if (series.kind !== 'curve' || series.x.length < 20 || series.role === 'predicted') continue;
      const [low, high] = panel.y.domain;
      const moved = (y: number) =>
        panel.y.scale === 'log' ? y * (high / low) ** 0.02 : y + 0.02 * (high - low);
      const wrong: Curve = { ...series, y: series.y.map((y) => (y === null ? null : moved(y))) };
      const panels = figure.panels.with(i, { ...panel, series: panel.series.with(j, wrong) });
      return { ...figure, panels };
    }
  return null;
}

test('a curve that is off by a fiftieth of its axis does not pass', async () => {
  const wrong = committedIds().flatMap((id) => {
    const figure = withWrongCurve(committedData(id));
    return figure ? [{ id, figure }] : [];
  });
  expect(wrong.length).toBeGreaterThan(0);
  for (const { id, figure } of wrong.slice(0, 8)) {
    const { differing } = await compare(committedPicture(id), await picture(figure));
    expect(differing, id).toBeGreaterThan(pixelTolerance);
  }
});
