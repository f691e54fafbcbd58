import { PlotReader } from '../figures/browser/plot-reader.ts';
import { sizes, type Size } from '../figures/draw-figure.ts';
import type { FigureData } from '../figures/figure-data.ts';
import { captionHtml, drawLive, readingsHtml } from './draw.ts';
import type { View } from './view.ts';

/** Which of the three drawings of a figure the style sheet shows (styles/lab.css). */
const shown: readonly (readonly [Size, MediaQueryList])[] = (['l', 'm'] as const).map((size) => [
  size,
  matchMedia(`(min-width: ${{ l: 80, m: 40 }[size]}rem)`),
]);
const sizeShown = (): Size => shown.find(([, query]) => query.matches)?.[0] ?? 's';

/** The part of a lab's page where its figures, readings and summary stand; the page has drawn the first view already. */
export class Stage {
  readonly #root: HTMLElement;
  /** What the page has drawn. */
  readonly #first: readonly (readonly [Element, string])[];
  #view: View | undefined;

  /** `first` computes what the page has drawn, once somebody reads its values. */
  constructor(root: HTMLElement, first?: () => View) {
    this.#root = root;
    if (first)
      root
        .querySelectorAll('plot-reader')
        .forEach((reader, i) => reader instanceof PlotReader && reader.read(() => first().figures[i]));
    this.#first = [...root.querySelectorAll('figure, .readings')].map((part) => [part, part.innerHTML]);
    for (const [, query] of shown)
      query.addEventListener('change', () => this.#view && this.show(this.#view));
  }

  /** Draws a view in place of the one before, at the size that can be seen; the others follow when they can. */
  show(view: View, summary: 'aloud' | 'silently' = 'aloud'): void {
    this.#view = view;
    for (const figure of view.figures) this.#draw(figure);
    const table = this.#root.querySelector('.readings');
    if (table && view.readings) table.innerHTML = readingsHtml(view.readings);
    if (summary === 'aloud') this.announce();
  }

  /** Has screen readers say what is shown. */
  announce(): void {
    this.#root.querySelector('[role=status]')!.textContent = this.#view?.summary ?? '';
  }

  /** Puts back what the page has drawn. */
  reset(): void {
    this.#view = undefined;
    for (const [part, html] of this.#first) part.innerHTML = html;
    this.#root.querySelector('[role=status]')!.textContent = '';
  }

  #draw(figure: FigureData): void {
    const frame = this.#root.querySelector(`[data-figure="${figure.id}"]`);
    if (!frame) throw new Error(`lab: the page has no place for the figure "${figure.id}"`);
    const size = sizeShown();
    const old = frame.querySelector(`svg[data-size=${size}]`)!;
    old.outerHTML = drawLive(figure, size);
    for (const other of (Object.keys(sizes) as Size[]).filter((one) => one !== size))
      frame.querySelector(`svg[data-size=${other}]`)?.replaceChildren();
    const reader = frame.querySelector('plot-reader');
    if (reader instanceof PlotReader) reader.read(() => figure);
    frame.querySelector('figcaption')!.innerHTML = captionHtml(figure);
  }
}
