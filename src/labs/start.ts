import { hashOf, stateFromHash } from './address.ts';
import { initialState, type Controls } from './controls.ts';
import { readForm, writeForm, writeOutputs } from './form.ts';
import { Stage } from './stage.ts';
import type { Lab } from './view.ts';

/** Keeps controls, pictures and address of a lab in step. Without a state in the address the page stays as drawn. */
export function startLab<C extends Controls>({ slug, controls, view, idle }: Lab<C>): void {
  const root = document.querySelector<HTMLElement>(`[data-lab="${slug}"]`)!;
  const form = root.querySelector('form')!;
  const stage = new Stage(root);
  const share = root.querySelector<HTMLAnchorElement>('[data-share]')!;
  let pending = 0;
  let settling = 0;

  /** Browsers limit how often an address may change. */
  const writeAddress = () => {
    const hash = hashOf(controls, readForm(form, controls));
    history.replaceState(null, '', hash || location.pathname + location.search);
    share.href = location.href;
  };
  const show = () => {
    pending = 0;
    const state = readForm(form, controls);
    writeOutputs(form, controls, state);
    const unused = idle?.(state) ?? [];
    for (const name of Object.keys(controls))
      (form.elements.namedItem(name) as HTMLInputElement).disabled = unused.includes(name);
    stage.show(view(state));
    clearTimeout(settling);
    settling = window.setTimeout(writeAddress, 100);
  };
  const soon = () => (pending ||= requestAnimationFrame(show));
  const restore = () => {
    writeForm(form, controls, stateFromHash(controls, location.hash));
    show();
  };

  form.addEventListener('input', soon);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    writeForm(form, controls, initialState(controls));
    show();
  });
  addEventListener('hashchange', restore);
  root.dataset.ready = '';
  if (location.hash.length > 1) restore();
}
