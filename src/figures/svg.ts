type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Text as it may stand in SVG or HTML, in an element or an attribute. */
export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** One SVG element; `body` is markup already. Attributes that are undefined are left out. */
export function element(tag: string, attributes: Attributes = {}, body = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`)
    .join('');
  return body === '' ? `<${tag}${written}/>` : `<${tag}${written}>${body}</${tag}>`;
}

/** A coordinate in px to one decimal: finer than a screen shows, and short. */
export const px = (value: number): number => Math.round(value * 10) / 10;

/** A straight line in px. */
export const segment = (x1: number, y1: number, x2: number, y2: number, className: string): string =>
  element('path', { class: className, d: `M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}` });
