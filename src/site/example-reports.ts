import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { reportSchema, type Report } from '../measure/landscape/schema.ts';
import { reportHtml } from '../report/report-html.ts';
import { reportStyles } from '../report/styles.ts';

/** A network that the site measures as a reader would measure theirs. */
export interface ExampleReport {
  readonly name: string;
  readonly title: string;
  /** The options of the command. */
  readonly words: readonly string[];
}

const files = (folder: string, name: string) => [
  ...['--model', `tests/fixtures/${folder}/${name}.onnx`],
  ...['--data', `tests/fixtures/${folder}/${name}.npz`],
];
const slices = ['--slices', '8'];

/** The three reports of the page "Measure your own". */
export const exampleReports: readonly ExampleReport[] = [
  {
    name: 'good-minimum',
    title: 'a good minimum',
    words: [...files('models', 'torch-mlp-tanh'), '--loss', 'mse', ...slices],
  },
  {
    name: 'at-the-edge',
    title: 'a network at the edge of stability',
    words: [...files('exported', 'at-the-edge'), '--loss', 'mse', '--lr', '0.25', ...slices],
  },
  {
    name: 'no-minimum',
    title: 'one that is no minimum',
    words: [...files('models', 'torch-cnn-relu-maxpool'), '--loss', 'cross-entropy', ...slices],
  },
];

/** The report of a network as it was measured; committed, so that a page needs no hour of a reader's machine. */
export function exampleReport(name: string): Report {
  return reportSchema.parse(JSON.parse(readFileSync(`content/reports/${name}.json`, 'utf8')));
}

/** A build moves this module, not the sheets. */
const styles = pathToFileURL(join(process.cwd(), 'src/styles/'));

/** The files of a report by their names, with their types. */
export const reportFiles: Readonly<
  Record<string, { readonly type: string; readonly of: (report: Report) => string }>
> = {
  'index.html': {
    type: 'text/html; charset=utf-8',
    of: (report) => reportHtml(report, reportStyles(styles)),
  },
  'report.json': { type: 'application/json', of: (report) => `${JSON.stringify(report)}\n` },
};
