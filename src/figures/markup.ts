import { element, escapeMarkup } from './svg.ts';

/**
 * Words with mathematics, such as `rise in loss, <i>f</i>(<i>t</i>)`: text in which `<i>` marks a symbol and
 * `<sub>` and `<sup>` do what they say. One string serves HTML, SVG and plain text.
 */
export type Markup = string;

interface Run {
  readonly text: string;
  readonly as: 'text' | 'i' | 'sub' | 'sup';
}

function runs(markup: Markup): readonly Run[] {
  return [...markup.matchAll(/<(i|sub|sup)>(.*?)<\/\1>|[^<]+/g)].map(([whole, tag, inner]) =>
    tag === undefined ? { text: whole, as: 'text' } : { text: inner, as: tag as Run['as'] },
  );
}

/** Baseline shifts in em of the run's own size (0.76 of the text's). */
const shift = { sub: 0.28, sup: -0.42 } as const;
const scriptSize = 0.76;

/** The body of an SVG `<text>`. A script's shift is taken back by the run after it. */
export function toSvgText(markup: Markup): string {
  let lowered = 0;
  return runs(markup)
    .map(({ text, as }) => {
      const back = lowered === 0 ? undefined : `${(-lowered * scriptSize).toFixed(3)}em`;
      lowered = as === 'sub' || as === 'sup' ? shift[as] : 0;
      if (as === 'i') return element('tspan', { class: 'm', dy: back }, escapeMarkup(text));
      if (as === 'text')
        return back ? element('tspan', { dy: back }, escapeMarkup(text)) : escapeMarkup(text);
      return element('tspan', { class: 'script', dy: `${shift[as]}em` }, escapeMarkup(text));
    })
    .join('');
}

/** HTML in which symbols carry the class of mathematical italics. */
export function toHtml(markup: Markup): string {
  return runs(markup)
    .map(({ text, as }) => {
      if (as === 'text') return escapeMarkup(text);
      return element(as, { class: as === 'i' ? 'm' : undefined }, escapeMarkup(text));
    })
    .join('');
}

/** Words alone, for text alternatives and data files: `r_q`, `10^−2`. */
export function toPlain(markup: Markup): string {
  const mark = { text: '', i: '', sub: '_', sup: '^' };
  return runs(markup)
    .map(({ text, as }) => mark[as] + text)
    .join('');
}

/** Width in px at a font size, from the mean advance of Source Sans 3; errs on the wide side. */
export function textWidth(markup: Markup, size: number): number {
  const advance = 0.5 * size;
  return runs(markup).reduce(
    (sum, { text, as }) => sum + text.length * advance * (as === 'sub' || as === 'sup' ? scriptSize : 1),
    0,
  );
}
