import type { Axis } from '../figures/figure-data.ts';
import {
  keySteps,
  positionOf,
  valueAtPosition,
  valueText,
  type Controls,
  type RangeControl,
  type StateOf,
} from './controls.ts';
import { followPointer } from './follow-pointer.ts';
import { layOver, plotArea } from './plot-area.ts';
import type { OnPictures } from './start.ts';

/** A handle on the upper edge of a panel that moves one slider of a lab along the panel's x axis. */
export interface Tab<C extends Controls> {
  readonly control: keyof C & string;
  /** In plain words. */
  readonly label: string;
  readonly figure: string;
  readonly panel: string;
  /** The panel's x axis. */
  readonly axis: (state: StateOf<C>) => Pick<Axis, 'scale' | 'domain'>;
  /** Where on the axis the slider's value stands; null where the state has no use for it. */
  readonly at: (state: StateOf<C>) => number | null;
  /** The slider's value for a place on the axis. */
  readonly value: (state: StateOf<C>, at: number) => number;
}

const scaled = ({ scale }: Pick<Axis, 'scale'>) => (scale === 'log' ? Math.log10 : (x: number) => x);

/** Share of the axis left of a value, and the value at a share. */
function shareOf(axis: Pick<Axis, 'scale' | 'domain'>, value: number): number {
  const [low, high] = axis.domain.map(scaled(axis));
  return (scaled(axis)(value) - low) / (high - low);
}
function valueAt(axis: Pick<Axis, 'scale' | 'domain'>, share: number): number {
  const [low, high] = axis.domain.map(scaled(axis));
  const place = low + share * (high - low);
  return axis.scale === 'log' ? 10 ** place : place;
}

/** A state in which a slider has the value next to one that it can take. */
function withValue<C extends Controls>(
  controls: C,
  state: StateOf<C>,
  name: string,
  value: number,
): StateOf<C> {
  const control = controls[name] as RangeControl;
  const within = Math.min(Math.max(value, control.min), control.max);
  return { ...state, [name]: valueAtPosition(control, positionOf(control, within)) };
}

/** The state after a key on a tab; null where the key means nothing there. */
export function afterKey<C extends Controls>(
  controls: C,
  tab: Tab<C>,
  state: StateOf<C>,
  key: string,
): StateOf<C> | null {
  const [at, control] = [tab.at(state), controls[tab.control] as RangeControl];
  const axis = tab.axis(state);
  if (at === null) return null;
  const ends = axis.domain.map((end) => tab.value(state, end)) as [number, number];
  const rises = ends[1] > ends[0];
  if (key === 'Home' || key === 'End')
    return withValue(controls, state, tab.control, ends[key === 'Home' ? 0 : 1]);
  const steps = keySteps[key];
  if (steps === undefined) return null;
  const position =
    positionOf(control, state[tab.control] as number) + (rises ? steps : -steps) * control.step;
  return withValue(controls, state, tab.control, control.scale === 'log' ? 10 ** position : position);
}

/** Sets tabs on the panels of a lab: sliders for the keyboard that a pointer drags along the axis. */
export const tabsOn =
  <C extends Controls>(controls: C, tabs: readonly Tab<C>[]): OnPictures<C> =>
  (root, change) => {
    let state: StateOf<C>;
    const placed = tabs.map((tab) => {
      const figure = root.querySelector<HTMLElement>(`[data-figure="${tab.figure}"]`)!;
      const rail = document.createElement('div');
      rail.className = 'tabs';
      const handle = rail.appendChild(document.createElement('div'));
      handle.className = 'handle end';
      handle.tabIndex = 0;
      handle.setAttribute('role', 'slider');
      handle.setAttribute('aria-label', tab.label);
      handle.dataset['tone'] = (controls[tab.control] as RangeControl).tone ?? 'first';
      figure.querySelector('figcaption')!.before(rail);

      const place = () => {
        const [area, at] = [plotArea(figure, tab.panel), tab.at(state)];
        rail.hidden = area === null || at === null;
        if (!area || at === null) return;
        layOver(rail, area);
        const axis = tab.axis(state);
        handle.style.left = `${100 * shareOf(axis, at)}%`;
        const value = state[tab.control] as number;
        const [first, last] = axis.domain;
        for (const [name, number] of Object.entries({ min: first, max: last, now: at }))
          handle.setAttribute(`aria-value${name}`, String(number));
        handle.setAttribute('aria-valuetext', valueText(controls[tab.control] as RangeControl, value));
      };
      handle.addEventListener('pointerdown', (event) => {
        if (event.button !== 0) return;
        const [before, axis, area] = [state, tab.axis(state), rail.getBoundingClientRect()];
        const middle = handle.getBoundingClientRect();
        followPointer(rail, event, {
          offset: [middle.left + middle.width / 2 - event.clientX, 0],
          passed: (places) => {
            const [x] = places.at(-1)!;
            const at = valueAt(axis, Math.min(Math.max(x / area.width, 0), 1));
            change((state = withValue(controls, state, tab.control, tab.value(state, at))));
          },
          taken: () => change((state = before)),
        });
      });
      handle.addEventListener('keydown', (event) => {
        const next = afterKey(controls, tab, state, event.key);
        if (!next) return;
        event.preventDefault();
        change((state = next));
      });
      new ResizeObserver(() => state && place()).observe(figure);
      return place;
    });
    return (next) => {
      state = next;
      for (const place of placed) place();
    };
  };
