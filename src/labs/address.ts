import { initialState, type Control, type Controls, type StateOf } from './controls.ts';

/** What the address says of one control; its initial value where that is missing or not one it can take. */
function read(control: Control, text: string | null): string | number {
  if (text === null || text === '') return control.initial;
  if (control.kind === 'choice')
    return control.options.some(({ value }) => value === text) ? text : control.initial;
  const value = Number(text);
  return Number.isFinite(value) ? Math.min(Math.max(value, control.min), control.max) : control.initial;
}

/** The state that the fragment of an address holds, such as `#eta=1.6&steps=24`. */
export function stateFromHash<C extends Controls>(controls: C, hash: string): StateOf<C> {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  return Object.fromEntries(
    Object.entries(controls).map(([name, control]) => [name, read(control, fields.get(name))]),
  ) as StateOf<C>;
}

/** Puts a fragment, or none, into the address and into the link that the page shows. */
export function keepAddress(root: HTMLElement, hash: string): void {
  history.replaceState(null, '', hash || location.pathname + location.search);
  root.querySelector<HTMLAnchorElement>('[data-share]')!.href = location.href;
}

/** Every control's value as a fragment; empty where all are as they were at first. */
export function hashOf<C extends Controls>(controls: C, state: StateOf<C>): string {
  const initial = initialState(controls);
  if (Object.keys(controls).every((name) => state[name] === initial[name])) return '';
  const fields = Object.keys(controls).map((name) => [name, String(state[name])]);
  return `#${new URLSearchParams(fields)}`;
}
