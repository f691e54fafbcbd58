/** Stands in the list of names for those that `and others` leaves out. */
export const unnamed = 'et al.';

/** The parts of a text that `separator` separates outside of braces. */
function split(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let begin = 0;
  for (const { 0: all, index } of text.matchAll(new RegExp(`\\\\[^]|[{}]|${separator.source}`, 'gi'))) {
    if (all === '{') depth++;
    else if (all === '}') depth--;
    else if (depth === 0 && !all.startsWith('\\')) {
      parts.push(text.slice(begin, index));
      begin = index + all.length;
    }
  }
  return [...parts, text.slice(begin)];
}

/** @throws SyntaxError, its message the end of a sentence that begins with the field */
function checkName(name: string): void {
  if (name.trim() === '') throw new SyntaxError('has an "and" without a name on either side');
  if (split(name, /;/).length > 1) throw new SyntaxError('separates names by ";"; write "and" between them');
  if (split(name, /,/).length > 3)
    throw new SyntaxError(`has "${name.trim()}" for one name; write "and" between names`);
  if (/\bet\.? al\b/i.test(name)) throw new SyntaxError('says "et al."; end the list with "and others"');
}

/**
 * The names of an author field, and whether it says that there are others.
 * @throws SyntaxError, its message the end of a sentence that begins with the field
 */
export function readNames(latex: string): { readonly named: string; readonly others: boolean } {
  const names = split(latex.trim(), /(?:^|\s+)and(?=\s|$)/);
  const others = names.length > 1 && /^\{*(?:others|et\.? al\.?)\}*$/i.test(names.at(-1)!.trim());
  const own = others ? names.slice(0, -1) : names;
  if (own.some((name) => /^others$/i.test(name.trim())))
    throw new SyntaxError('has "others" for a name; it can only end a list, as "and others"');
  own.forEach(checkName);
  return { named: own.join(' and '), others };
}

/** A list of names in which {@link unnamed} stands for one says what it means: `Doe and et al.` is `Doe et al.` */
export const sayOthers = (text: string): string =>
  text.replace(/(,?) (?:(&#38;|and|…|\. \. \.) )?(?=et al\.)/g, (_, comma: string, joint?: string) =>
    comma !== '' || joint === '&#38;' ? ', ' : ' ',
  );
