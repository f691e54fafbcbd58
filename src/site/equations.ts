import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import katex from 'katex';

/** HTML with MathML of an equation in TeX, made at build time. Throws on TeX that KaTeX cannot set. */
export const renderTex = (
  tex: string,
  display: 'inline' | 'display',
  output: 'htmlAndMathml' | 'html' = 'htmlAndMathml',
): string => katex.renderToString(tex, { displayMode: display === 'display', output, strict: 'error' });

/** What the markdown processor tells of an equation and of the document that it stands in. */
interface Equation {
  readonly value: string;
  readonly position?: { readonly start: { readonly line: number; readonly column: number } } | undefined;
}
interface Document {
  readonly fileURL: URL | undefined;
}

/** Sets an equation of a document, and says where it is when it cannot be set. */
function setHere(
  { value, position }: Equation,
  { fileURL }: Document,
  display: 'inline' | 'display',
): string {
  try {
    return renderTex(value, display);
  } catch (error) {
    const { line, column } = position?.start ?? { line: 0, column: 0 };
    const file = fileURL === undefined ? '' : `${relative(process.cwd(), fileURLToPath(fileURL))}:`;
    throw Object.assign(
      new Error(
        `${file}${line}:${column}: the equation ${value.trim()} cannot be set. ${(error as Error).message}`,
      ),
      { line, column },
    );
  }
}

const attribute = (name: string, value: string) => ({ type: 'mdxJsxAttribute' as const, name, value });

/** Sets `$…$` and `$$…$$` of MDX with KaTeX; the markdown processor parses them. */
export const equations = {
  name: 'equations',
  options: { position: true },
  inlineMath: (node: Equation, document: Document) => ({
    type: 'mdxJsxTextElement' as const,
    name: 'span',
    attributes: [
      attribute('class', 'inline-equation'),
      attribute('set:html', setHere(node, document, 'inline')),
    ],
    // What a heading is called in the contents and in its anchor; pages show the HTML in its place.
    children: [{ type: 'text' as const, value: `\\(${node.value}\\)` }],
  }),
  math: (node: Equation, document: Document) => ({
    type: 'mdxJsxFlowElement' as const,
    name: 'div',
    attributes: [
      // a wide equation scrolls on a phone, by keyboard too
      attribute('tabindex', '0'),
      attribute('class', 'equation'),
      attribute('set:html', setHere(node, document, 'display')),
    ],
    children: [],
  }),
};
