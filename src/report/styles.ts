import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const sheets = ['tokens', 'base', 'article', 'figures', 'figure-frame', 'tables', 'print', 'report'];

const faces = [
  { family: 'Source Serif 4', style: 'normal', weight: '200 900', file: 'source-serif-4' },
  { family: 'Source Serif 4', style: 'italic', weight: '200 900', file: 'source-serif-4' },
  { family: 'Source Sans 3', style: 'normal', weight: '200 900', file: 'source-sans-3' },
  { family: 'Source Code Pro', style: 'normal', weight: '200 900', file: 'source-code-pro' },
];

/** A typeface in the sheet itself, so that the page asks for nothing; the reader's own where it is not installed. */
function face({ family, style, weight, file }: (typeof faces)[number]): string {
  try {
    const path = require.resolve(`@fontsource-variable/${file}/files/${file}-latin-wght-${style}.woff2`);
    const data = readFileSync(path).toString('base64');
    return `@font-face{font-family:'${family}';font-style:${style};font-weight:${weight};src:url(data:font/woff2;base64,${data}) format('woff2')}`;
  } catch {
    return '';
  }
}

/**
 * The style sheet of a report: the site's, and what is of reports alone.
 * @param folder of the site's sheets, where this module has been moved away from them
 */
export function reportStyles(folder: string | URL = new URL('../styles/', import.meta.url)): string {
  const styles = sheets.map((name) => readFileSync(new URL(`${name}.css`, folder), 'utf8'));
  return [...faces.map(face), ...styles].join('\n').replaceAll(/\/\*[\s\S]*?\*\//g, '');
}
