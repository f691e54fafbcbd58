import type { OnPictures } from '../start.ts';
import { followPointer } from '../follow-pointer.ts';
import { layOver, plotArea, type PlotArea } from '../plot-area.ts';
import { afterKey, knobs, type Knob } from './knobs.ts';
import type { schedule } from './lab.ts';
import { drawnAt, placedStages, rateDomain, stageNumbers, stepsShown, type StageNumber } from './stages.ts';

/** Where the schedule is drawn, with the steps that its axis shows. */
interface Board extends PlotArea {
  readonly steps: number;
}

/** The board of the drawing that is shown; null where none is. */
function boardOf(figure: HTMLElement, steps: number): Board | null {
  const area = plotArea(figure, 'rate');
  return area && { ...area, steps };
}

const [low, high] = rateDomain.map(Math.log10);

/** Place of a step and of a learning rate, in px from the upper left corner of the board. */
const xOf = ({ width, steps }: Board, step: number): number => (width * step) / steps;
const yOf = ({ height }: Board, rate: number): number => (height * (high - Math.log10(rate))) / (high - low);

/** Step and learning rate at a place. */
const stepAt = ({ width, steps }: Board, x: number): number => Math.max(0, (steps * x) / width);
const rateAt = ({ height }: Board, y: number): number => 10 ** (high - ((high - low) * y) / height);

type Controls = (typeof schedule)['controls'];
type State = Parameters<ReturnType<OnPictures<Controls>>>[0];

interface Handle {
  readonly knob: Knob;
  readonly number: StageNumber;
  readonly element: HTMLElement;
}

const totalOf = (state: State): number => placedStages(state).at(-1)?.to ?? 0;

function newHandle(knob: Knob, number: StageNumber): Handle {
  const element = document.createElement('div');
  element.className = `handle ${knob.kind}`;
  element.tabIndex = 0;
  element.setAttribute('role', 'slider');
  element.setAttribute('aria-orientation', knob.orientation);
  return { knob, number, element };
}

/**
 * Lets a reader draw the schedule on its plot. A pointer on the plot is a pen: the stages that it passes take its
 * height, and beyond the end it adds to the schedule. Each stage has handles for its rate and its end, which are
 * sliders for the keyboard. A finger that goes up or down at first scrolls the page.
 */
export const schedulePen: OnPictures<Controls> = (root, change) => {
  const figure = root.querySelector<HTMLElement>('[data-figure=schedule]')!;
  const pad = document.createElement('div');
  pad.className = 'pen';
  pad.setAttribute('role', 'group');
  pad.setAttribute('aria-label', 'The schedule, to be drawn');
  const card = document.createElement('output');
  card.className = 'read-card';
  card.hidden = true;
  const handles = stageNumbers.flatMap((number) =>
    Object.values(knobs).map((knob) => newHandle(knob, number)),
  );
  pad.append(...handles.map(({ element }) => element), card);
  figure.querySelector('plot-reader')!.after(pad);

  let state: State;
  let board: Board | null = null;
  /** The handle that is held or has the focus. */
  let held: Handle | undefined;

  const tell = () => {
    const stage = held && placedStages(state).find(({ number }) => number === held!.number);
    card.hidden = !stage || !board;
    if (!held || !stage || !board) return;
    card.textContent = `${held.knob.label(stage)}: ${held.knob.text(held.knob.value(stage))}`;
    const x = held.knob.kind === 'end' ? xOf(board, stage.to) : xOf(board, (stage.from + stage.to) / 2);
    const y = held.knob.kind === 'end' ? 0 : yOf(board, stage.learningRate);
    const left = Math.min(Math.max(x - card.offsetWidth / 2, -board.left), board.width - card.offsetWidth);
    card.style.translate = `${left}px ${y < board.height / 2 ? y + 18 : y - card.offsetHeight - 18}px`;
  };
  const place = () => {
    board = boardOf(figure, stepsShown(totalOf(state)));
    pad.hidden = board === null;
    if (!board) return;
    layOver(pad, board);
    const placed = placedStages(state);
    for (const { knob, number, element } of handles) {
      const stage = placed.find((one) => one.number === number);
      element.hidden = !stage;
      if (!stage) continue;
      const [least, most] = knob.range(state, stage);
      const value = knob.value(stage);
      element.setAttribute('aria-label', knob.label(stage));
      element.setAttribute('aria-valuemin', String(least));
      element.setAttribute('aria-valuemax', String(most));
      element.setAttribute('aria-valuenow', String(value));
      element.setAttribute('aria-valuetext', knob.text(value));
      const x = knob.kind === 'end' ? stage.to : (stage.from + stage.to) / 2;
      element.style.left = `${xOf(board, x)}px`;
      element.style.top = knob.kind === 'end' ? '0' : `${yOf(board, stage.learningRate)}px`;
    }
    tell();
  };
  pad.addEventListener('pointerdown', (event) => {
    const at = board;
    if (!at || event.button !== 0) return;
    const before = state;
    const handle = handles.find(({ element }) => element === event.target);
    const middle = handle?.element.getBoundingClientRect();
    const draw = (step: number, rate: number): State => {
      if (!handle) return drawnAt(state, [step, rate], totalOf(state) > totalOf(before));
      const stage = placedStages(state).find(({ number }) => number === handle.number);
      return stage ? handle.knob.moved(state, stage, handle.knob.kind === 'end' ? step : rate) : state;
    };
    // The board stays as it was when the pointer came down, whatever the axis does meanwhile.
    const passed = (places: readonly (readonly [number, number])[]) => {
      for (const [x, y] of places) state = draw(stepAt(at, x), rateAt(at, y));
      change(state);
    };
    followPointer(pad, event, {
      offset: middle && [
        middle.left + middle.width / 2 - event.clientX,
        middle.top + middle.height / 2 - event.clientY,
      ],
      passed,
      taken: () => change((state = before)),
    });
  });
  for (const handle of handles) {
    handle.element.addEventListener('keydown', (event) => {
      const next = afterKey(handle.knob, state, handle.number, event.key);
      if (!next) return;
      event.preventDefault();
      change((state = next));
    });
    handle.element.addEventListener('focus', () => {
      held = handle;
      tell();
    });
    handle.element.addEventListener('blur', () => {
      held = undefined;
      tell();
    });
  }
  new ResizeObserver(() => state && place()).observe(figure);
  return (next) => {
    state = next;
    place();
  };
};
