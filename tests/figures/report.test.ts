import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reportSchema, type Report } from '../../src/measure/landscape/schema.ts';
import { reportHtml } from '../../src/report/report-html.ts';
import { reportSummary } from '../../src/report/summary.ts';

const measured = ['good-minimum', 'at-the-edge', 'no-minimum'];
const reportOf = (name: string): Report =>
  reportSchema.parse(JSON.parse(readFileSync(`content/reports/${name}.json`, 'utf8')));
const text = (report: Report) => reportHtml(report, '').replaceAll(/<[^>]*>/g, ' ');

describe('a report as a page', () => {
  test.each(measured)('%s says what its numbers say', (name) => {
    const report = reportOf(name);
    const words = text(report);
    expect(words).not.toMatch(/undefined|NaN|null|\[object/);
    const verdict = { minimum: 'is a minimum', 'not stationary': 'is not a minimum' }[
      report.minimum.verdict as 'minimum'
    ];
    expect(words).toContain(`The point ${verdict}`);
    for (const { name: tensor } of report.model.tensors) expect(words).toContain(tensor);
  });

  test('the good minimum, the edge and what is no minimum are told apart', () => {
    expect(reportOf('good-minimum').minimum.verdict).toBe('minimum');
    expect(reportOf('no-minimum').minimum.verdict).toBe('not stationary');
    const { edge, forecast } = reportOf('at-the-edge');
    expect(edge!.ratio).toBeGreaterThan(0.95);
    expect(edge!.ratio).toBeLessThan(1.05);
    expect(forecast!.relative).toBeGreaterThan(0.05);
    expect(text(reportOf('at-the-edge'))).toContain('at the edge of stability');
  });

  test('what was not measured is not spoken of as if it were', () => {
    const bare: Report = {
      ...reportOf('good-minimum'),
      ...{ accuracy: null, density: null, slices: [], scales: [], layers: [], shares: [], hardest: [] },
      ...{ edge: null, forecast: null, checkpoints: [], notes: [] },
      eigenvalues: { top: [], bottom: [] },
      minimum: {
        verdict: 'not stationary',
        gradientCurvature: null,
        relativeGain: null,
        relativeLowest: null,
      },
    };
    expect(text(bare)).not.toMatch(/undefined|NaN|null|Spectral density|Curvature of each tensor/);
    expect(reportSummary(bare)).not.toMatch(/undefined|NaN|null/);
  });

  test('what a file calls itself stays text', () => {
    const report = reportOf('good-minimum');
    const nasty = '<script>alert(1)</script>" onload="x';
    const html = reportHtml(
      {
        ...report,
        notes: [nasty],
        layers: report.layers.map((layer) => ({ ...layer, name: nasty })),
        provenance: {
          ...report.provenance,
          command: nasty,
          files: report.provenance.files.map((file) => ({ ...file, name: nasty })),
        },
      },
      '',
    );
    expect(html).not.toContain('<script');
    expect(html).not.toContain('" onload="x<');
    expect(html).toContain('&lt;script&gt;');
  });

  test('hundreds of tensors are told by the sharpest, and the page stays small', () => {
    const report = reportOf('good-minimum');
    const layers = Array.from({ length: 300 }, (_, i) => ({
      ...report.layers[0],
      name: `encoder.layer.${i}.attention.projection.weight`,
      top: i,
    }));
    const html = reportHtml({ ...report, layers });
    expect(html.length).toBeLessThan(1_500_000);
    expect(html).toContain('The 60 sharpest of 300 tensors');
    expect(html).toContain('encoder.layer.299.');
    expect(html).not.toContain('encoder.layer.1.');
  });

  test('points of training have a section of their own', () => {
    const report = reportOf('at-the-edge');
    const point = {
      ...{ name: 'step100.safetensors', loss: 0.1, accuracy: 0.9, gradientNorm: 0.2, ratio: 0.5 },
      top: report.eigenvalues.top,
      bottom: report.eigenvalues.bottom,
    };
    const words = text({ ...report, checkpoints: [point, { ...point, name: 'step200.safetensors' }] });
    expect(words).toContain('Over training');
    expect(words).toContain('step200.safetensors');
  });
});

test('the summary fits a terminal', () => {
  for (const name of measured)
    for (const line of reportSummary(reportOf(name)).split('\n')) expect(line.length).toBeLessThanOrEqual(84);
});
