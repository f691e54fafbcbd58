import type { JudgedClaim } from '../claims/claim.ts';
import { drawFigure, sizes } from '../figures/draw-figure.ts';
import { toPlain } from '../figures/markup.ts';
import { figureStyle } from '../figures/standalone.ts';
import { element } from '../figures/svg.ts';
import { verdictGlyph } from '../figures/verdict-glyph.ts';
import { escapeMarkup } from '../figures/svg.ts';
import figureStyles from '../styles/figures.css?raw';
import tokens from '../styles/tokens.css?raw';
import verdictStyles from '../styles/verdict.css?raw';
import { publishedFigures } from './figures.ts';

/** A picture shown where a page is linked: path under the base, and its text alternative. */
export interface Picture {
  readonly path: string;
  readonly alt: string;
}

const [width, height, margin] = [1200, 630, 60];

/** Lines of at most `most` characters. */
function wrapped(text: string, most: number): readonly string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    return last !== undefined && `${last} ${word}`.length <= most
      ? [...lines.slice(0, -1), `${last} ${word}`]
      : [...lines, word];
  }, []);
}

const text = (className: string, y: number, body: string, x = margin): string =>
  element('text', { class: className, x, y }, escapeMarkup(body));

const styles = () =>
  element(
    'style',
    {},
    figureStyle(
      tokens,
      `${figureStyles}
      ${verdictStyles}
      .paper { fill: var(--paper) }
      .headline { font: 500 44px 'Source Serif 4'; fill: var(--ink) }
      .line { font: 400 26px 'Source Serif 4'; fill: var(--ink) }
      .small { font: 400 22px 'Source Sans 3'; fill: var(--ink-2) }`,
    ),
  );

const glyph = ({ verdict }: JudgedClaim, x: number, y: number, size: number): string =>
  element(
    'g',
    { class: 'verdict', 'data-verdict': verdict, transform: `translate(${x} ${y}) scale(${size / 16})` },
    verdictGlyph(verdict).replace('<svg ', '<svg width="16" height="16" '),
  );

const page = (body: string): string =>
  element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
    styles() + element('rect', { class: 'paper', width, height }) + body,
  );

/** The first figure of those that this build can draw. */
const mainFigure = (ids: readonly string[]) =>
  ids.map((id) => publishedFigures().get(id)).find((figure) => figure !== undefined);

/** A claim's title and verdict beside the main figure of its page. */
export function claimSvg(claim: JudgedClaim, figureIds: readonly string[]): string {
  const figure = mainFigure(figureIds);
  const drawing = figure ? drawFigure(figure.data, 'm') : '';
  const [, , , tall] = /viewBox="([^"]*)"/.exec(drawing)?.[1].split(' ').map(Number) ?? [0, 0, 0, 1];
  const room = { left: 500, top: 50, width: width - 500 - 40, height: height - 100 };
  const scale = Math.min(room.height / tall, room.width / sizes.m);
  const placed = drawing.replace(
    '<svg ',
    `<svg x="${room.left}" y="${room.top + (room.height - tall * scale) / 2}" width="${sizes.m * scale}" height="${tall * scale}" `,
  );
  const lines = wrapped(claim.title, figure ? 18 : 52);
  const head = text('small', 92, `${claim.id}: ${claim.verdict}`, margin + 36) + glyph(claim, margin, 72, 24);
  return page(head + lines.map((line, i) => text('headline', 160 + i * 54, line)).join('') + placed);
}

/** The headline over the six claims with their verdicts. */
export function ledgerSvg(headline: string, claims: readonly JudgedClaim[]): string {
  const lines = wrapped(headline, 52);
  const top = 120 + lines.length * 54;
  const rows = claims.map(
    (claim, i) =>
      glyph(claim, margin, top + i * 56, 24) + text('line', top + 21 + i * 56, claim.title, margin + 44),
  );
  return page(lines.map((line, i) => text('headline', 100 + i * 54, line)).join('') + rows.join(''));
}

/** Where the picture of a claim is, with its text alternative. */
export const claimPicture = (claim: JudgedClaim, figureIds: readonly string[]): Picture => {
  const figure = mainFigure(figureIds);
  const shown = figure ? ` ${toPlain(figure.data.title)}` : '';
  return { path: `pictures/${claim.slug}.png`, alt: `${claim.title}. Verdict: ${claim.verdict}.${shown}` };
};

export const ledgerPicture = (headline: string): Picture => ({ path: 'pictures/ledger.png', alt: headline });
