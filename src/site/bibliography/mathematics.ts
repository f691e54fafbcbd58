import katex from 'katex';
import { parseMathml, type Element } from './mathml.ts';
import { combining, inAlphabet, script, subscripts, superscripts } from './signs.ts';

const functionApplication = '\u2061';

const grouped = (text: string): string => (/^[\p{L}\p{N}]+$/u.test(text) ? text : `(${text})`);

type Write = (child: Element | string | undefined, tight?: boolean) => string;

/** Operators between two operands stand apart, and so do names of functions. */
function row(children: Element['children'], tight: boolean, write: Write): string {
  let text = '';
  let operand = false;
  children.forEach((child, i) => {
    const own = write(child, tight);
    const { tag, attributes } = typeof child === 'string' ? { tag: 'mtext', attributes: '' } : child;
    if (own === functionApplication) {
      const next = children[i + 1];
      if (!(typeof next === 'object' && next.attributes.includes('stretchy'))) text += ' ';
      operand = false;
    } else if (tag !== 'mo') {
      text += operand && tag === 'mi' && own.length > 1 && /^[a-z]+$/.test(own) ? ` ${own}` : own;
      operand = true;
    } else if (attributes.includes('separator')) {
      text += tight ? own : `${own} `;
      operand = false;
    } else if (attributes === '' && operand && i < children.length - 1) {
      text += tight ? own : ` ${own} `;
      operand = false;
    } else {
      text += own;
      operand = attributes !== '' && !/^[([{⟨⌊⌈]$/.test(own);
    }
  });
  return text;
}

const write: Write = (element, tight = false) => {
  if (element === undefined || typeof element === 'string') return element ?? '';
  const { tag, attributes, children } = element;
  const child = (i: number, narrow = tight) => write(children[i], narrow);
  const raised = (i: number) => (child(i) === '′' ? '′' : script(child(i, true), superscripts, 'sup'));
  const lowered = (i: number) => script(child(i, true), subscripts, 'sub');
  switch (tag) {
    case 'mi':
    case 'mn':
    case 'mtext':
    case 'mo':
      return inAlphabet(children.join(''), attributes);
    case 'mspace':
    case 'annotation':
      return '';
    case 'msup':
      return child(0) + raised(1);
    case 'msub':
      return child(0) + lowered(1);
    case 'msubsup':
      return child(0) + lowered(1) + raised(2);
    case 'mfrac':
      // Without a line it is no fraction but a binomial coefficient.
      if (attributes !== '') break;
      return `${grouped(child(0))}/${grouped(child(1))}`;
    case 'msqrt':
      return `√${grouped(row(children, tight, write))}`;
    case 'mover':
      if (Object.hasOwn(combining, child(1))) return (child(0) + combining[child(1)]).normalize('NFC');
      break;
    case 'mstyle':
      // So KaTeX shows what it does not trust.
      if (attributes.includes('mathcolor')) break;
      return row(children, tight, write);
    case 'mrow':
    case 'math':
    case 'semantics':
    case 'span':
    case 'root':
      return row(children, tight, write);
  }
  throw new SyntaxError(`has no form as plain text (${tag})`);
};

/**
 * A formula of LaTeX as a line of text with the signs of Unicode: `O(n^2)` is O(n²). What Unicode cannot raise or
 * lower stands in `<sup>` or `<sub>`, bold letters in `<b>`.
 * @throws Error that says what KaTeX does not know, or what has no such form
 */
export const mathText = (tex: string): string =>
  write(parseMathml(katex.renderToString(tex, { output: 'mathml', throwOnError: true, strict: 'error' })));
