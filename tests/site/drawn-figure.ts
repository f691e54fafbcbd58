import type { Locator } from '@playwright/test';

/** A tick as it can be read: its label and where it points, in px of the page. */
export interface Tick {
  readonly label: string;
  readonly at: number;
}

export interface DrawnCurve {
  readonly panel: string;
  readonly series: string;
  readonly declared: number;
  /** Vertices of the path in px of the page. */
  readonly points: readonly (readonly [number, number])[];
  readonly stroke: string;
  readonly fill: string;
}

export interface DrawnPanel {
  readonly name: string;
  readonly y: { readonly scale: string; readonly ticks: readonly Tick[] };
}

/** What a reader sees of a figure, taken from its visible drawing. */
export interface DrawnFigure {
  readonly titles: readonly string[];
  readonly x: { readonly scale: string; readonly ticks: readonly Tick[] };
  readonly panels: readonly DrawnPanel[];
  readonly curves: readonly DrawnCurve[];
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
    const vertices = (path: Element) =>
      [...path.getAttribute('d')!.matchAll(/[ML](-?[\d.]+)[ ,](-?[\d.]+)/g)].map(([, x, y]) =>
        toPage([Number(x), Number(y)]),
      );
    const readAxis = (axis: Element, coordinate: 0 | 1) => ({
      scale: axis.getAttribute('data-scale')!,
      ticks: all('.tick', axis).map((tick) => ({
        label: tick.querySelector('text')?.textContent ?? '',
        at: vertices(tick.querySelector('path')!)[0][coordinate],
      })),
    });
    const panels = all('[data-panel]');
    return {
      titles: all('text.title').map(({ textContent }) => textContent),
      x: readAxis(all('[data-axis=x]').at(-1)!, 0),
      panels: panels.map((panel) => ({
        name: panel.getAttribute('data-panel')!,
        y: readAxis(panel.querySelector('[data-axis=y]')!, 1),
      })),
      curves: panels.flatMap((panel) =>
        all('[data-series]', panel).map((path) => ({
          panel: panel.getAttribute('data-panel')!,
          series: path.getAttribute('data-series')!,
          declared: Number(path.getAttribute('data-points')),
          points: vertices(path),
          stroke: getComputedStyle(path).stroke,
          fill: getComputedStyle(path).fill,
        })),
      ),
      texts: all('text').map((text) => {
        const { left, top, right, bottom } = text.getBoundingClientRect();
        return { text: text.textContent, box: [left, top, right, bottom] as const };
      }),
      paper: getComputedStyle(document.documentElement).backgroundColor,
    };
  });

const numberOf = (label: string, scale: string): number => {
  const plain = label.replaceAll('\u2212', '-');
  return scale === 'log' ? 10 ** Number(plain.replace(/^10/, '')) : Number(plain);
};

/** Data to px through the labels of the ticks, as a reader with a ruler would. */
export function throughTicks({ scale, ticks }: DrawnFigure['x']): (value: number) => number {
  const place = (value: number) => (scale === 'log' ? Math.log10(value) : value);
  const [first, last] = [ticks[0], ticks[ticks.length - 1]];
  const [a, b] = [first, last].map(({ label }) => place(numberOf(label, scale)));
  return (value) => first.at + ((place(value) - a) / (b - a)) * (last.at - first.at);
}
