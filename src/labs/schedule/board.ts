import { rateDomain } from './stages.ts';

/** Where the schedule is drawn: its plot in px of the figure that holds it, and the steps that it shows. */
export interface Board {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly steps: number;
}

/** The board of the drawing that is shown; null where none is. */
export function boardOf(figure: HTMLElement, steps: number): Board | null {
  const svg = [...figure.querySelectorAll<SVGSVGElement>('svg.plot')].find(
    ({ clientWidth }) => clientWidth > 0,
  );
  const plot = svg?.querySelector<SVGGElement>('[data-panel=rate]')?.dataset['plot'];
  if (!svg || plot === undefined) return null;
  const [left, top, right, bottom] = plot.split(' ').map(Number);
  const [drawn, frame] = [svg.getBoundingClientRect(), figure.getBoundingClientRect()];
  const scale = drawn.width / svg.viewBox.baseVal.width;
  return {
    left: drawn.left - frame.left + scale * left,
    top: drawn.top - frame.top + scale * top,
    width: scale * (right - left),
    height: scale * (bottom - top),
    steps,
  };
}

const [low, high] = rateDomain.map(Math.log10);

/** Place of a step and of a learning rate, in px from the upper left corner of the board. */
export const xOf = ({ width, steps }: Board, step: number): number => (width * step) / steps;
export const yOf = ({ height }: Board, rate: number): number =>
  (height * (high - Math.log10(rate))) / (high - low);

/** Step and learning rate at a place. */
export const stepAt = ({ width, steps }: Board, x: number): number => Math.max(0, (steps * x) / width);
export const rateAt = ({ height }: Board, y: number): number => 10 ** (high - ((high - low) * y) / height);
