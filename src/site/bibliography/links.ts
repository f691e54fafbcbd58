/** Signs that BibTeX files escape in addresses, which LaTeX would not print otherwise. */
const words: readonly (readonly [latex: RegExp, sign: string])[] = [
  [/\\url\s*\{([^{}]*)\}/g, '$1'],
  [/\{?\\textasciitilde\s*(?:\{\})?\}?|\$\\sim\$|\\~(?:\{\s*\})?/g, '~'],
  [/\{?\\textunderscore\s*(?:\{\})?\}?/g, '_'],
  [/\\slash(?![a-zA-Z])\s*(?:\{\})?/g, '/'],
  [/\\([_&%#$])/g, '$1'],
  [/\\[-/]/g, ''],
  [/[{}]/g, ''],
];

/**
 * An address without LaTeX.
 * @throws SyntaxError, its message the end of a sentence that begins with the field
 */
function verbatim(latex: string): string {
  const text = words.reduce((left, [pattern, sign]) => left.replace(pattern, sign), latex).trim();
  if (/[\s\\]/.test(text))
    throw new SyntaxError(`is ${text}, which no address is; remove the spaces and backslashes`);
  return text;
}

/** @throws SyntaxError where it is no address of the web */
export function webAddress(latex: string): string {
  const text = verbatim(latex);
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new SyntaxError(`is ${text}, no address of the web; begin it with https://`);
  return text;
}

/** @throws SyntaxError where it is no DOI */
export function doiOf(latex: string): string {
  const text = verbatim(latex).replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)/i, '');
  if (!/^10\.\d{4,9}\/\S+$/.test(text)) throw new SyntaxError(`is ${text}, no DOI; it begins with 10.`);
  return text;
}

const arxivNumber = /^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?$/;

const archives: Readonly<Record<string, string>> = {
  jstor: 'https://www.jstor.org/stable/',
  pubmed: 'https://pubmed.ncbi.nlm.nih.gov/',
  hdl: 'https://hdl.handle.net/',
  hal: 'https://hal.science/',
  googlebooks: 'https://books.google.com/books?id=',
  biorxiv: 'https://doi.org/',
  medrxiv: 'https://doi.org/',
};

/**
 * Where a preprint is.
 * @param archive `archivePrefix` or `eprinttype`; arXiv where it is not given
 * @throws SyntaxError where the number is none of the archive, or the archive is not known
 */
export function eprintAddress(latex: string, archive = 'arXiv'): string {
  const number = verbatim(latex);
  if (/^https?:/i.test(number)) return webAddress(number);
  const kind = archive.trim().toLowerCase();
  if (kind === 'arxiv') {
    const own = number.replace(/^arxiv:/i, '');
    if (arxivNumber.test(own)) return `https://arxiv.org/abs/${own}`;
    throw new SyntaxError(`is ${number}, no number of arXiv; name another archive in archivePrefix`);
  }
  if (Object.hasOwn(archives, kind)) return `${archives[kind]}${number}`;
  throw new SyntaxError(`is of the archive ${archive}, whose addresses are not known here; add a url`);
}
