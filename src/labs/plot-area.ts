/** The plotting area of a panel in px of the figure that holds it. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The plotting area of a panel in the drawing that is shown at this width; null where none is. */
export function plotArea(figure: HTMLElement, panel: string): PlotArea | null {
  const svg = [...figure.querySelectorAll<SVGSVGElement>('svg.plot')].find(
    ({ clientWidth }) => clientWidth > 0,
  );
  const plot = svg?.querySelector<SVGGElement>(`[data-panel="${panel}"]`)?.dataset['plot'];
  if (!svg || plot === undefined) return null;
  const [left, top, right, bottom] = plot.split(' ').map(Number);
  const [drawn, frame] = [svg.getBoundingClientRect(), figure.getBoundingClientRect()];
  const scale = drawn.width / svg.viewBox.baseVal.width;
  return {
    left: drawn.left - frame.left + scale * left,
    top: drawn.top - frame.top + scale * top,
    width: scale * (right - left),
    height: scale * (bottom - top),
  };
}

/** Lays an element over a plotting area. */
export function layOver(element: HTMLElement, { left, top, width, height }: PlotArea): void {
  for (const [side, length] of Object.entries({ left, top, width, height }))
    element.style.setProperty(side, `${length}px`);
  element.style.setProperty('--board', `${height}px`);
}
