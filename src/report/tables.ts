import { toHtml } from '../figures/markup.ts';
import { formatPercent, grouped } from '../figures/numbers.ts';
import { element } from '../figures/svg.ts';
import type { Report } from '../measure/landscape/schema.ts';
import { cell, plain, table } from './html.ts';

const percent = (share: number | null) => (share === null ? '–' : toHtml(formatPercent(share)));

/** A bar beside a number, of at most 1. */
const bar = (share: number): string =>
  element(
    'svg',
    { class: 'bar', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    element('rect', { width: Math.max(0, Math.min(100, 100 * share)).toFixed(1), height: 8 }),
  );

const number = (head: string) => ({ head, numeric: true });

export function eigenvalueTable({ top, bottom }: Report['eigenvalues']): string {
  const rows = [...top, ...bottom].map(({ direction, value, residual, status }) => [
    plain(direction),
    cell(value),
    cell(residual),
    plain(status),
  ]);
  return rows.length === 0
    ? ''
    : table(
        'Eigenvalues',
        [{ head: 'direction' }, number('eigenvalue'), number('residual'), { head: 'status' }],
        rows,
      );
}

/** The most tensors that are listed; the others are in the JSON. */
const mostLayers = 60;

export function layerTable(layers: Report['layers']): string {
  const largest = Math.max(...layers.map(({ top }) => Math.abs(top)), Number.MIN_VALUE);
  const shown =
    layers.length > mostLayers ? layers.toSorted((a, b) => b.top - a.top).slice(0, mostLayers) : layers;
  const rows = shown.map(({ name, parameters, trace, traceError, top, residual }) => [
    element('code', {}, plain(name)),
    grouped(parameters),
    `${cell(trace)}${traceError === null || traceError === 0 ? '' : ` ± ${cell(traceError)}`}`,
    cell(trace / parameters),
    cell(top),
    cell(residual),
    bar(top / largest),
  ]);
  const heads = [
    { head: 'tensor' },
    ...['parameters', 'trace', 'mean eigenvalue', 'largest eigenvalue', 'residual'].map(number),
    { head: 'beside the largest' },
  ];
  const left =
    shown.length < layers.length
      ? element(
          'p',
          { class: 'reason' },
          `The ${shown.length} sharpest of ${layers.length} tensors; all are in report.json.`,
        )
      : '';
  return table('Curvature of each tensor', heads, rows) + left;
}

export function slicesTable(slices: Report['slices']): string {
  const rows = slices.map((slice) => [
    plain(slice.direction),
    cell(slice.curvature),
    cell(slice.quadraticRadius),
    cell(slice.exponent),
    cell(slice.exponentAt3),
    percent(slice.decreasingShare),
    plain(slice.growth),
  ]);
  const heads = [
    { head: 'direction' },
    number('curvature'),
    number('quadratic radius'),
    number('exponent past it'),
    number('exponent at <i>t</i> = 3'),
    number('<i>f</i>′(<i>t</i>)/<i>t</i> falls'),
    { head: 'growth against a quadratic' },
  ];
  return table('Growth along each direction', heads, rows);
}

export function scalesTable(scales: Report['scales']): string {
  if (scales.length === 0) return '';
  const rows = scales.map(({ direction, count, kind, band, errorRate }) => [
    plain(direction),
    String(count),
    plain(kind),
    band ? `${cell(band.decades)}` : '–',
    percent(errorRate),
  ]);
  const heads = [
    { head: 'direction' },
    number('scales'),
    { head: 'kind' },
    number('decades below a quadratic'),
    number('error rate'),
  ];
  return table('Scales along each direction', heads, rows);
}

export function hardestTable(hardest: Report['hardest']): string {
  if (hardest.length === 0) return '';
  const classes = hardest.some(({ label }) => label !== null);
  const rows = hardest.map(({ index, loss, share, label, predicted }) => [
    String(index),
    cell(loss),
    percent(share),
    ...(classes ? [String(label ?? '–'), String(predicted ?? '–')] : []),
  ]);
  const heads = [
    number('index'),
    number('loss'),
    number('part of the loss'),
    ...(classes ? [number('label'), number('predicted')] : []),
  ];
  return table('Examples with the largest losses', heads, rows);
}

export function trainingTable(checkpoints: Report['checkpoints']): string {
  const rows = checkpoints.map(({ name, loss, accuracy, gradientNorm, top, bottom, ratio }) => [
    element('code', {}, plain(name)),
    cell(loss),
    percent(accuracy),
    cell(gradientNorm),
    cell(top[0]?.value ?? null),
    cell(bottom[0]?.value ?? null),
    cell(ratio),
  ]);
  const heads = ['loss', 'accuracy', 'gradient norm', 'largest', 'smallest', 'over threshold'].map(number);
  return table('Points of training', [{ head: 'weights' }, ...heads], rows);
}

export function fileTable({ files, backend, version, commit, date, seed }: Report['provenance']): string {
  const told = [
    ['Multiscale', `${version}${commit === null ? '' : `, commit ${commit.slice(0, 10)}`}`],
    ['computed by', `${backend.name}, ${backend.version}, ${backend.threads} threads`],
    ['instruction sets', backend.instructions ?? 'not told'],
    ['seed', String(seed)],
    ...(date === null ? [] : [['date', date]]),
    ...files.map(({ role, name, bytes, sha256 }) => [
      role,
      `${name}, ${grouped(bytes)} bytes, sha256 ${sha256}`,
    ]),
  ];
  return table(
    'Files and versions',
    [{ head: 'what' }, { head: 'which' }],
    told.map(([what, which]) => [plain(what), plain(which)]),
  );
}
