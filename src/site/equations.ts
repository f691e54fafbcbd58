import katex from 'katex';

/** HTML with MathML of an equation in TeX, made at build time. Throws on TeX that KaTeX cannot set. */
export const renderTex = (
  tex: string,
  display: 'inline' | 'display',
  output: 'htmlAndMathml' | 'html' = 'htmlAndMathml',
): string => katex.renderToString(tex, { displayMode: display === 'display', output, strict: 'error' });

const replacement = (
  type: 'mdxJsxTextElement' | 'mdxJsxFlowElement',
  name: string,
  className: string,
  html: string,
) => ({
  type,
  name,
  attributes: [
    // a wide equation scrolls on a phone, by keyboard too
    ...(className === 'equation' ? [{ type: 'mdxJsxAttribute' as const, name: 'tabindex', value: '0' }] : []),
    { type: 'mdxJsxAttribute' as const, name: 'class', value: className },
    { type: 'mdxJsxAttribute' as const, name: 'set:html', value: html },
  ],
  children: [],
});

/** Sets `$…$` and `$$…$$` of MDX with KaTeX; the markdown processor parses them. */
export const equations = {
  name: 'equations',
  inlineMath: ({ value }: { value: string }) =>
    replacement('mdxJsxTextElement', 'span', 'inline-equation', renderTex(value, 'inline')),
  math: ({ value }: { value: string }) =>
    replacement('mdxJsxFlowElement', 'div', 'equation', renderTex(value, 'display')),
};
