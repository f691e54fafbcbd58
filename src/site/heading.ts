import { renderTex } from './equations.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** HTML of a heading's text as the contents of a page show it: words, and mathematics where the text has `\(…\)`. */
export const headingHtml = (text: string): string =>
  text
    .split(/\\\((.*?)\\\)/)
    .map((part, i) =>
      i % 2 === 0 ? escaped(part) : `<span class="inline-equation">${renderTex(part, 'inline')}</span>`,
    )
    .join('');
