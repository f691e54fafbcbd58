import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import { mathText } from './mathematics.ts';

type Table = Readonly<Record<string, unknown>>;
const { constants } = plugins.config.get('@bibtex') as unknown as {
  constants: Readonly<Record<string, Table>>;
};
const { commands, mathCommands, diacritics, formattingEnvs, formattingCommands, argumentCommands } =
  constants;
const readByLibrary = [
  commands,
  mathCommands,
  diacritics,
  formattingEnvs,
  formattingCommands,
  argumentCommands,
];

/** Commands that the library does not read. */
const characters: Readonly<Record<string, string>> = {
  aa: 'å',
  AA: 'Å',
  dots: '…',
  ldots: '…',
  LaTeX: 'LaTeX',
  TeX: 'TeX',
  BibTeX: 'BibTeX',
  S: '§',
  P: '¶',
  pounds: '£',
  dag: '†',
  ddag: '‡',
  slash: '/',
  relax: '',
  ' ': ' ',
  ',': '\u2009',
  '\\': ' ',
  '-': '',
  '/': '',
  '@': '',
};

/** The library's own words for signs that mean something to it. */
const escaped: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
};

const escape = (text: string): string => text.replace(/[\\~{}$]/g, (sign) => escaped[sign]);

/** @throws SyntaxError that says what is wrong with the formula */
function formula(tex: string): string {
  if (tex.trim() === '')
    throw new SyntaxError('has a formula without anything in it; put it between single $');
  try {
    return escape(mathText(tex));
  } catch (error) {
    const [reason] = (error as Error).message.split(' at position');
    throw new SyntaxError(
      `has the formula $${tex}$, which ${reason.replace('KaTeX parse error:', 'KaTeX does not read:')}; write it in words`,
      { cause: error },
    );
  }
}

/** A command of the text as the library reads it, given what follows; `{}` behind it is part of `all`. */
function command(all: string, name: string, rest: string): string {
  if (Object.hasOwn(characters, name)) return characters[name];
  const empty = all.endsWith('{}');
  if (name === '~' && empty) return escaped['~'];
  if (name === '^' && empty) return '\\textasciicircum{}';
  if (Object.hasOwn(diacritics, name) && (empty || !/^\s*\{*\s*\\?\p{L}/u.test(rest)))
    throw new SyntaxError(`has the accent \\${name} on nothing; write the character itself`);
  if (/^[&%$#_{}]$/.test(name) || readByLibrary.some((table) => Object.hasOwn(table, name))) return all;
  throw new SyntaxError(`has the command \\${name}, which is not known here; write the character itself`);
}

/** Formulas, escaped signs, and all that is between them. */
const pieces =
  /\$((?:[^$\\]|\\[^])*)\$|\\\(((?:[^\\]|\\[^)])*)\\\)|\\(?:([a-zA-Z]+) *|([^]))(?:\{\})?|[^$\\]+|[^]/g;

/**
 * LaTeX as the bibliography's library reads it right: formulas as text, and no command that it would print.
 * @throws SyntaxError, its message the end of a sentence that begins with the field
 */
export function readableLatex(latex: string): string {
  if (/&(?:amp|lt|gt|quot|nbsp|#\w+);/.test(latex))
    throw new SyntaxError('has a character of HTML; write the character itself');
  const plain = latex
    .replace(/\\ensuremath\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g, (_, tex: string) => `$${tex}$`)
    // An accent replaces the dot.
    .replace(/(\\(?:[`'^"~=.]|[uvHrbdckt](?![a-zA-Z]))\s*\{?\s*)\\([ij])(?![a-zA-Z])\s*(?:\{\})?/g, '$1$2');
  return Array.from(
    plain.matchAll(pieces),
    ({ 0: all, 1: dollars, 2: brackets, 3: word, 4: sign, index }) => {
      const tex: string | undefined = dollars ?? brackets;
      if (tex !== undefined) return formula(tex);
      if (all === '$') throw new SyntaxError('has a lone $; write \\$ for the sign, or close the formula');
      if (all === '\\') throw new SyntaxError('ends in a backslash; remove it');
      const name: string | undefined = word ?? sign;
      return name === undefined ? all : command(all, name, plain.slice(index + all.length));
    },
  ).join('');
}
