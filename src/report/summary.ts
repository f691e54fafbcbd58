import { toPlain } from '../figures/markup.ts';
import { formatBytes, formatNumber, formatPercent, grouped } from '../figures/numbers.ts';
import type { Report } from '../measure/landscape/schema.ts';
import {
  convergenceWords,
  edgeWords,
  forecastWords,
  growthWords,
  minimumWords,
  radiusWords,
  scalesWords,
} from './words.ts';

const width = 80;

/** Words in lines of a terminal, those after the first set in. */
function wrapped(text: string, indent = '  '): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line);
      line = indent;
    }
    line += line === '' || line === indent ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}

const values = (list: Report['eigenvalues']['top']) =>
  list
    .map(({ value, status }) => `${toPlain(formatNumber(value))}${status === 'converged' ? '' : '?'}`)
    .join('  ');

/** A report in a few lines of text. */
export function reportSummary(report: Report): string {
  const { model, samples, loss, accuracy, eigenvalues, cost } = report;
  const lines = [
    `${grouped(model.parameters)} parameters, ${grouped(samples)} samples, loss ${toPlain(formatNumber(loss))}${accuracy === null ? '' : `, accuracy ${toPlain(formatPercent(accuracy))}`}`,
    ...(eigenvalues.top.length > 0 ? [`largest eigenvalues   ${values(eigenvalues.top)}`] : []),
    ...(eigenvalues.bottom.length > 0 ? [`smallest eigenvalues  ${values(eigenvalues.bottom)}`] : []),
  ];
  const words = [
    minimumWords(report),
    convergenceWords(report),
    ...(report.edge ? [edgeWords(report)] : []),
    growthWords(report),
    radiusWords(report),
    scalesWords(report),
    ...(forecastWords(report) === null ? [] : [forecastWords(report)!]),
    ...report.notes.map((note) => `Note: ${note}`),
    `${grouped(cost.products)} products in ${cost.seconds.toFixed(0)} s, at most ${formatBytes(cost.peakMemoryBytes)}.`,
  ];
  return [...lines, ...words.map((one) => wrapped(toPlain(one)))].join('\n');
}
