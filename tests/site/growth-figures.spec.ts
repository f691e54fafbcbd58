import { median } from 'd3';
import type { FigureData } from '../../src/figures/figure-data.ts';
import type { GrowthOutput } from '../../src/measure/network-growth.ts';
import { readJson } from './built-site.ts';
import { expect, test } from './fixtures.ts';

const artifactOf = (network: string, seed: string) =>
  readJson<GrowthOutput>(`data/artifacts/growth-${network}-seed${seed}.json`);
const variants: Readonly<Record<string, string>> = {
  'tanh network': 'tanh4',
  'linear network': 'linear',
  'top eigenvectors': 'tanh4',
};

/** What the published figure says of one seed, and the same from the published artifact. */
function compared(id: string, panel: string, name: string) {
  const data = readJson<FigureData>(`data/figures/${id}.json`);
  const curve = data.panels.find((one) => one.name === panel)!.series.find((one) => one.name === name)!;
  const [, subject, seed] = /^(.*), seed (\d+)$/.exec(name)!;
  const { growth } = artifactOf(variants[subject] ?? 'tanh4', seed);
  const slices = growth.filter(({ kind, direction }) =>
    subject in variants ? kind === 'top eigenvector' : direction === subject,
  );
  const columns = slices.map((slice) => (panel === 'rise in loss' ? slice.f : slice.p));
  const expected = slices[0].t.map((_, i) => {
    const values = columns.map((column) => column[i]);
    return values.includes(null) ? null : median(values as number[])!;
  });
  return { curve, x: slices[0].t, expected };
}

const drawn = ['fig-subquadratic-growth-rise', 'fig-subquadratic-growth-directions'].flatMap((id) =>
  readJson<FigureData>(`data/figures/${id}.json`).panels.flatMap(({ name: panel, series }) =>
    series.filter(({ name }) => name.includes(', seed ')).map(({ name }) => ({ id, panel, name })),
  ),
);

test('every curve of a seed is the one in its artifact', () => {
  expect(drawn.length).toBeGreaterThan(8);
  for (const { id, panel, name } of drawn) {
    const { curve, x, expected } = compared(id, panel, name);
    expect(curve, `${id}, ${panel}, ${name}`).toMatchObject({ kind: 'curve', x, y: expected });
  }
});
