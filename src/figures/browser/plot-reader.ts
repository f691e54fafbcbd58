import { isMatrix, type Figure, type FigureData } from '../figure-data.ts';
import { toHtml } from '../markup.ts';
import { formatNumber } from '../numbers.ts';
import { nearest, readablesOf, type Plot, type Readable } from '../readings.ts';

/** How far from a mark, in px of the drawing, the pointer still reads it. */
const reach = 28;

interface ReadablePanel {
  readonly name: string;
  readonly heads: readonly [x: string, y: string];
  readonly plot: Plot;
  readonly series: readonly Readable[];
}

/** What is being read: panel, series in it and place along that. */
type Cursor = readonly [panel: number, series: number, place: number];

const clamp = (value: number, length: number): number => Math.min(Math.max(value, 0), length - 1);

/**
 * Reads values out of the figure inside it, which is complete without: the pointer reads the nearest mark; with the
 * focus on the drawing, left and right go along a series, up and down to the next one, Home and End to its ends, and
 * Escape ends. The values come from the figure's data file, fetched on first use, or are those that a lab
 * hands it.
 */
export class PlotReader extends HTMLElement {
  #source: () => Figure | Promise<Figure> = () =>
    fetch(this.dataset['src']!).then((response) => response.json() as Promise<Figure>);
  #figure: Promise<FigureData | null> | undefined;
  #panels: readonly ReadablePanel[] = [];
  #drawing: SVGSVGElement | undefined;
  #cursor: Cursor | undefined;
  readonly #marker = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
  readonly #card = document.createElement('output');

  connectedCallback(): void {
    this.tabIndex = 0;
    this.setAttribute('role', 'group');
    this.setAttribute('aria-label', `${this.dataset['name']}: arrow keys read its values`);
    this.#marker.setAttribute('class', 'read-marker');
    this.#marker.setAttribute('r', '5');
    this.#card.className = 'read-card';
    this.#card.hidden = true;
    // one that a lab has put back brings the card that it had
    this.querySelector('.read-card')?.remove();
    this.append(this.#card);
    this.addEventListener('pointermove', (event) => void this.#hover(event));
    this.addEventListener('pointerleave', () => this.#end());
    this.addEventListener('keydown', (event) => void this.#key(event));
    this.addEventListener('blur', () => this.#end());
  }

  /** Reads another figure from now on, whose drawing a lab has put in place of the one before. */
  read(source: () => Figure | Promise<Figure>): void {
    this.#source = source;
    this.#figure = undefined;
    this.#drawing = undefined;
    this.#end();
  }

  /** The drawing that is shown at this width, its panels read. */
  async #open(): Promise<boolean> {
    this.#figure ??= Promise.resolve(this.#source())
      .then((figure) => (isMatrix(figure) ? null : figure))
      .catch(() => null);
    const figure = await this.#figure;
    const shown = [...this.querySelectorAll<SVGSVGElement>('svg.plot')].find((svg) => svg.clientWidth > 0);
    if (!figure || !shown) return false;
    if (shown !== this.#drawing) {
      this.#drawing = shown;
      this.#cursor = undefined;
      this.#panels = [...shown.querySelectorAll<SVGGElement>('[data-panel]')].map((drawn) => {
        const panel = figure.panels.find(({ name }) => name === drawn.dataset['panel'])!;
        const plot = drawn.dataset['plot']!.split(' ').map(Number) as unknown as Plot;
        const x = panel.x ?? figure.x;
        return {
          name: panel.name,
          heads: [x.symbol || x.words, panel.y.symbol || panel.y.words],
          plot,
          series: readablesOf(figure, panel, plot),
        };
      });
    }
    return this.#panels.some(({ series }) => series.length > 0);
  }

  async #hover(event: PointerEvent): Promise<void> {
    if (!(await this.#open())) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(
      this.#drawing!.getScreenCTM()!.inverse(),
    );
    const index = this.#panels.findIndex(
      ({ plot: [left, top, right, bottom] }) =>
        x > left - reach && x < right + reach && y > top - reach && y < bottom + reach,
    );
    const found = index < 0 ? null : nearest(this.#panels[index].series, [x, y], reach);
    if (found) this.#show([index, ...found]);
    else this.#end();
  }

  async #key(event: KeyboardEvent): Promise<void> {
    const moves = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Escape'];
    if (event.target !== this || !moves.includes(event.key)) return;
    event.preventDefault();
    if (event.key === 'Escape') return this.#end();
    if (await this.#open()) this.#show(this.#moved(event.key));
  }

  /** The cursor after a key. Up and down pass through the series of all panels and keep to the x they are at. */
  #moved(key: string): Cursor {
    const all = this.#panels.flatMap(({ series }, panel) => series.map((_, i) => [panel, i] as const));
    if (!this.#cursor) return [...all[0], 0];
    const [panel, series, place] = this.#cursor;
    const { readings } = this.#panels[panel].series[series];
    if (key === 'Home') return [panel, series, 0];
    if (key === 'End') return [panel, series, readings.length - 1];
    if (key === 'ArrowLeft' || key === 'ArrowRight')
      return [panel, series, clamp(place + (key === 'ArrowLeft' ? -1 : 1), readings.length)];
    const from = all.findIndex(([p, s]) => p === panel && s === series);
    const [p, s] = all[clamp(from + (key === 'ArrowDown' ? 1 : -1), all.length)];
    const x = readings[place].at[0];
    const next = this.#panels[p].series[s].readings;
    const closest = next.reduce(
      (best, { at }, i) => (Math.abs(at[0] - x) < Math.abs(next[best].at[0] - x) ? i : best),
      0,
    );
    return [p, s, closest];
  }

  #show(cursor: Cursor): void {
    this.#cursor = cursor;
    const { heads, series } = this.#panels[cursor[0]];
    const { name, readings } = series[cursor[1]];
    const { x, y, range, at } = readings[cursor[2]];
    const ends = range ? ` [${range.map(formatNumber).join(', ')}]` : '';
    this.#card.innerHTML = `<b>${toHtml(name)}</b> ${toHtml(`${heads[0]} = ${formatNumber(x)}, ${heads[1]} = ${formatNumber(y)}${ends}`)}`;
    this.#marker.setAttribute('cx', String(at[0]));
    this.#marker.setAttribute('cy', String(at[1]));
    this.#drawing!.append(this.#marker);
    this.#card.hidden = false;
    const box = this.getBoundingClientRect();
    const point = new DOMPoint(at[0], at[1]).matrixTransform(this.#drawing!.getScreenCTM()!);
    const room = box.width - this.#card.offsetWidth;
    const left = Math.min(Math.max(point.x - box.left - this.#card.offsetWidth / 2, 0), Math.max(room, 0));
    const above = point.y - box.top - this.#card.offsetHeight - 12;
    this.#card.style.translate = `${left}px ${above < 0 ? point.y - box.top + 14 : above}px`;
  }

  #end(): void {
    this.#cursor = undefined;
    this.#card.hidden = true;
    this.#marker.remove();
  }
}

customElements.define('plot-reader', PlotReader);
