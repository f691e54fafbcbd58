const digits = (first: number) =>
  Object.fromEntries(Array.from('0123456789', (digit, i) => [digit, String.fromCodePoint(first + i)]));
export const superscripts: Readonly<Record<string, string>> = {
  ...digits(0x2070),
  1: '¹',
  2: '²',
  3: '³',
  '+': '⁺',
  '−': '⁻',
  '=': '⁼',
  '(': '⁽',
  ')': '⁾',
  i: 'ⁱ',
  n: 'ⁿ',
};
export const subscripts: Readonly<Record<string, string>> = {
  ...digits(0x2080),
  '+': '₊',
  '−': '₋',
  '=': '₌',
  '(': '₍',
  ')': '₎',
  a: 'ₐ',
  e: 'ₑ',
  h: 'ₕ',
  i: 'ᵢ',
  j: 'ⱼ',
  k: 'ₖ',
  l: 'ₗ',
  m: 'ₘ',
  n: 'ₙ',
  o: 'ₒ',
  p: 'ₚ',
  r: 'ᵣ',
  s: 'ₛ',
  t: 'ₜ',
  u: 'ᵤ',
  v: 'ᵥ',
  x: 'ₓ',
};

/** With signs of Unicode where it has them all, else as HTML that a citation style keeps. */
export const script = (text: string, signs: Readonly<Record<string, string>>, tag: string): string =>
  Array.from(text).every((sign) => Object.hasOwn(signs, sign))
    ? Array.from(text, (sign) => signs[sign]).join('')
    : `<${tag}>${text}</${tag}>`;

/** Where Unicode has the alphabets of mathematics, and the letters that it had before them. */
const alphabets: Readonly<Record<string, readonly [capitals: number, small: number, older: string]>> = {
  'double-struck': [0x1d538, 0x1d552, 'CℂHℍNℕPℙQℚRℝZℤ'],
  script: [0x1d49c, 0x1d4b6, 'BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ'],
  fraktur: [0x1d504, 0x1d51e, 'CℭHℌIℑRℜZℨ'],
};

/** Letters of the alphabet that MathML's `mathvariant` names. */
export function inAlphabet(letters: string, attributes: string): string {
  const variant = /mathvariant="([^"]*)"/.exec(attributes)?.[1] ?? '';
  if (variant.startsWith('bold')) return `<b>${letters}</b>`;
  if (!Object.hasOwn(alphabets, variant)) return letters;
  const [capitals, small, older] = alphabets[variant];
  return letters.replace(/[a-z]/gi, (letter) => {
    const before = older.indexOf(letter);
    if (before >= 0) return older[before + 1];
    const first = letter < 'a' ? capitals - 65 : small - 97;
    return String.fromCodePoint(first + letter.charCodeAt(0));
  });
}

/** Accents of MathML as Unicode puts them behind a letter. */
export const combining: Readonly<Record<string, string>> = {
  '~': '\u0303',
  '^': '\u0302',
  ˉ: '\u0304',
  '˙': '\u0307',
  '¨': '\u0308',
  '⃗': '\u20d7',
  '‾': '\u0304',
};
