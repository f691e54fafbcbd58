import { hashOf, keepAddress, stateFromHash } from './address.ts';
import { initialState, type Controls, type StateOf } from './controls.ts';
import { withMoved, writeForm, writeOutputs } from './form.ts';
import { player } from './play.ts';
import { Stage } from './stage.ts';
import type { Lab } from './view.ts';

/**
 * What stands on the pictures of a lab and changes its state as the controls do. Made once, with what to call with a
 * new state; it gives back what to call when the pictures have changed.
 */
export type OnPictures<C extends Controls> = (
  root: HTMLElement,
  change: (state: StateOf<C>) => void,
) => (state: StateOf<C>) => void;

export const labRoot = (slug: string): HTMLElement =>
  document.querySelector<HTMLElement>(`[data-lab="${slug}"]`)!;

/** Keeps controls, pictures and address of a lab in step. Without a state in the address the page stays as drawn. */
export function startLab<C extends Controls>(
  { slug, controls, view, idle, play }: Lab<C>,
  onPictures?: OnPictures<C>,
): void {
  const root = labRoot(slug);
  const form = root.querySelector('form')!;
  const stage = new Stage(root, () => view(initialState(controls)));
  let state = initialState(controls);
  let pending = 0;
  let settling = 0;

  /** Browsers limit how often an address may change, and nobody listens to every step of a slider. */
  const settle = () => {
    stage.announce();
    keepAddress(root, hashOf(controls, state));
  };
  const show = () => {
    pending = 0;
    writeOutputs(form, controls, state);
    const unused = idle?.(state) ?? [];
    for (const name of Object.keys(controls))
      (form.elements.namedItem(name) as HTMLInputElement).disabled = unused.includes(name);
    stage.show(view(state), 'silently');
    follow?.(state);
    clearTimeout(settling);
    settling = window.setTimeout(settle, 150);
  };
  const soon = () => (pending ||= requestAnimationFrame(show));
  const move = (name: string) => {
    state = withMoved(form, controls, state, name);
  };
  const set = (next: typeof state) => {
    state = next;
    writeForm(form, controls, state);
    show();
  };
  const follow = onPictures?.(root, (next) => {
    playing?.stop();
    state = next;
    writeForm(form, controls, state);
    soon();
  });
  const restore = () => set(stateFromHash(controls, location.hash));
  const playing =
    play === undefined
      ? undefined
      : player(root, form, play as string, (name) => {
          move(name);
          show();
        });

  form.addEventListener('input', ({ target }) => {
    playing?.stop();
    move((target as HTMLInputElement).name);
    soon();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  root.querySelector('[data-reset]')!.addEventListener('click', () => {
    playing?.stop();
    set(initialState(controls));
  });
  addEventListener('hashchange', restore);
  follow?.(state);
  root.dataset.ready = '';
  if (location.hash.length > 1) restore();
}
