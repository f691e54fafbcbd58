import { plotArea, type PlotArea } from '../plot-area.ts';
import { rateDomain } from './stages.ts';

/** Where the schedule is drawn, with the steps that its axis shows. */
export interface Board extends PlotArea {
  readonly steps: number;
}

/** The board of the drawing that is shown; null where none is. */
export function boardOf(figure: HTMLElement, steps: number): Board | null {
  const area = plotArea(figure, 'rate');
  return area && { ...area, steps };
}

const [low, high] = rateDomain.map(Math.log10);

/** Place of a step and of a learning rate, in px from the upper left corner of the board. */
export const xOf = ({ width, steps }: Board, step: number): number => (width * step) / steps;
export const yOf = ({ height }: Board, rate: number): number =>
  (height * (high - Math.log10(rate))) / (high - low);

/** Step and learning rate at a place. */
export const stepAt = ({ width, steps }: Board, x: number): number => Math.max(0, (steps * x) / width);
export const rateAt = ({ height }: Board, y: number): number => 10 ** (high - ((high - low) * y) / height);
