/** Milliseconds from one step to the next. */
const pace = 70;

/**
 * The buttons Run and Step, which move one slider to its end or by one step. Run begins anew from an end, and goes
 * there at once for a reader who wants no motion.
 */
export function player(
  root: HTMLElement,
  form: HTMLFormElement,
  name: string,
  moved: (name: string) => void,
): { readonly stop: () => void } {
  const field = form.elements.namedItem(name) as HTMLInputElement;
  const run = root.querySelector<HTMLButtonElement>('[data-run]')!;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let timer = 0;

  const stop = () => {
    clearInterval(timer);
    timer = 0;
    run.textContent = 'Run';
  };
  const step = () => {
    field.stepUp();
    moved(name);
    if (Number(field.value) >= Number(field.max)) stop();
  };
  run.addEventListener('click', () => {
    if (timer) return stop();
    if (calm.matches) field.value = field.max;
    else if (Number(field.value) >= Number(field.max)) field.value = field.min;
    moved(name);
    if (calm.matches) return;
    run.textContent = 'Pause';
    timer = window.setInterval(step, pace);
  });
  root.querySelector('[data-step]')!.addEventListener('click', () => {
    stop();
    step();
  });
  return { stop };
}
