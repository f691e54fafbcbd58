import type { Locator } from '@playwright/test';

/** A tick as it can be read: its label and where it points, in px of the page. */
export interface Tick {
  readonly label: string;
  /** Whether the label is a power of ten. */
  readonly power: boolean;
  readonly at: number;
}

export interface DrawnSeries {
  readonly panel: string;
  readonly series: string;
  readonly declared: number;
  /** Vertices of the path, or where each mark or cell begins, in px of the page. */
  readonly points: readonly (readonly [number, number])[];
  /** How many error bars there are. */
  readonly bars: number;
  readonly stroke: string;
  readonly fill: string;
}

export interface DrawnAxis {
  readonly scale: string;
  /** Ends in px of the page. */
  readonly ends: readonly [number, number];
  readonly ticks: readonly Tick[];
}

export interface DrawnPanel {
  readonly name: string;
  readonly x: DrawnAxis;
  readonly y: DrawnAxis;
}

export interface DrawnReference {
  readonly panel: string;
  readonly name: string;
  /** Where it stands, in px of the page. */
  readonly at: number;
}

/** What a reader sees of a figure, taken from its visible drawing. */
export interface DrawnFigure {
  readonly titles: readonly string[];
  readonly panels: readonly DrawnPanel[];
  readonly series: readonly DrawnSeries[];
  readonly references: readonly DrawnReference[];
  readonly cells: readonly { readonly row: string; readonly class: string; readonly text: string }[];
  readonly texts: readonly {
    readonly text: string;
    readonly box: readonly [number, number, number, number];
  }[];
  readonly paper: string;
}

/** Reads one drawing of a figure in the browser. */
export const readDrawing = (svg: Locator): Promise<DrawnFigure> =>
  svg.evaluate((drawing: SVGSVGElement) => {
    const all = <E extends Element>(selector: string, within: Element = drawing) => [
      ...within.querySelectorAll<E & Element>(selector),
    ];
    const toPage = ([x, y]: readonly [number, number]): [number, number] => {
      const point = new DOMPoint(x, y).matrixTransform(drawing.getScreenCTM()!);
      return [point.x, point.y];
    };
    // a mark begins at its centre; all but discs and dots go on with an outline, which is no data
    const vertices = (path: Element) => {
      const own: [number, number][] = [];
      const commands = path.matches('.marks:not(.dot, .disc)')
        ? /(M)(-?[\d.]+)[ ,](-?[\d.]+)/g
        : /([MLlm])(-?\d*\.?\d+)[ ,]?(-?\d*\.?\d+)/g;
      for (const [, command, x, y] of path.getAttribute('d')!.matchAll(commands)) {
        const [fromX, fromY] = command === 'l' || command === 'm' ? own.at(-1)! : [0, 0];
        own.push([fromX + Number(x), fromY + Number(y)]);
      }
      return own.map(toPage);
    };
    const readAxis = (axis: Element, coordinate: 0 | 1): DrawnAxis => {
      const [from, to] = vertices(axis.querySelector(':scope > path')!).map((point) => point[coordinate]);
      return {
        scale: axis.getAttribute('data-scale')!,
        ends: [from, to],
        ticks: all('.tick', axis).map((tick) => ({
          label: tick.querySelector('text')?.textContent ?? '',
          power: tick.querySelector('.script') !== null,
          at: vertices(tick.querySelector('path')!)[0][coordinate],
        })),
      };
    };
    const panels = all('[data-panel]');
    const nameOf = (panel: Element) => panel.getAttribute('data-panel')!;
    return {
      titles: all('text.title').map(({ textContent }) => textContent),
      panels: panels.map((panel) => ({
        name: nameOf(panel),
        x: readAxis(panel.querySelector('[data-axis=x]')!, 0),
        y: readAxis(panel.querySelector('[data-axis=y]')!, 1),
      })),
      series: panels.flatMap((panel) =>
        all('[data-series]', panel).map((drawn) => {
          const paths = drawn.matches('path') ? [drawn] : all('path', drawn);
          return {
            panel: nameOf(panel),
            series: drawn.getAttribute('data-series')!,
            declared: Number(drawn.getAttribute('data-points')),
            points: paths.flatMap(vertices),
            bars: Number(drawn.previousElementSibling?.getAttribute('data-errors') ?? 0),
            stroke: getComputedStyle(drawn).stroke,
            fill: getComputedStyle(drawn).fill,
          };
        }),
      ),
      references: panels.flatMap((panel) =>
        all('[data-reference]', panel).map((path) => ({
          panel: nameOf(panel),
          name: path.getAttribute('data-reference')!,
          at: vertices(path)[0][path.getAttribute('data-line') === 'vertical' ? 0 : 1],
        })),
      ),
      cells: all('[data-class]').map((cell) => ({
        row: cell.closest('[data-row]')!.getAttribute('data-row')!,
        class: cell.getAttribute('data-class')!,
        text: cell.querySelector('text')!.textContent,
      })),
      texts: all('text').map((text) => {
        const { left, top, right, bottom } = text.getBoundingClientRect();
        return { text: text.textContent, box: [left, top, right, bottom] as const };
      }),
      paper: getComputedStyle(document.documentElement).backgroundColor,
    };
  });

const numberOf = ({ label, power }: Tick): number => {
  const plain = label.replaceAll('\u2212', '-');
  return power ? 10 ** Number(plain.replace(/^10/, '')) : Number(plain);
};

/** Data to px through the labels of the ticks, as a reader with a ruler would. */
export function throughTicks({ scale, ticks }: DrawnAxis): (value: number) => number {
  const place = (value: number) => (scale === 'log' ? Math.log10(value) : value);
  const [first, last] = [ticks[0], ticks[ticks.length - 1]];
  const [a, b] = [first, last].map((tick) => place(numberOf(tick)));
  return (value) => first.at + ((place(value) - a) / (b - a)) * (last.at - first.at);
}

/** A panel's x axis, or where that has no labels, the one below that it shares. */
export function labelledX({ panels }: DrawnFigure, name: string): DrawnAxis {
  const i = panels.findIndex((panel) => panel.name === name);
  const { ends } = panels[i].x;
  return panels.slice(i).find(({ x }) => x.ticks[0].label !== '' && Math.abs(x.ends[0] - ends[0]) < 1)!.x;
}
