import { toHtml } from '../figures/markup.ts';
import {
  positionOf,
  valueAtPosition,
  valueText,
  type ChoiceControl,
  type Controls,
  type StateOf,
} from './controls.ts';

function fieldOf(form: HTMLFormElement, name: string): HTMLInputElement | HTMLSelectElement {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) return field;
  throw new Error(`lab: the form has no control "${name}"`);
}

/**
 * A state in which one control has the value that the form says. The others keep theirs: a link may name values between
 * two steps of a slider.
 */
export function withMoved<C extends Controls>(
  form: HTMLFormElement,
  controls: C,
  state: StateOf<C>,
  name: string,
): StateOf<C> {
  const control = controls[name];
  if (!control) return state;
  const { value } = fieldOf(form, name);
  return { ...state, [name]: control.kind === 'range' ? valueAtPosition(control, Number(value)) : value };
}

/** Writes the value of each slider beside it, for eyes and for screen readers. */
export function writeOutputs<C extends Controls>(
  form: HTMLFormElement,
  controls: C,
  state: StateOf<C>,
): void {
  for (const [name, control] of Object.entries(controls)) {
    if (control.kind !== 'range') continue;
    const text = valueText(control, state[name] as number);
    form.querySelector<HTMLOutputElement>(`output[data-for="${name}"]`)!.value = text;
    fieldOf(form, name).setAttribute('aria-valuetext', text);
  }
}

/** Moves every control of a form to a state. */
export function writeForm<C extends Controls>(form: HTMLFormElement, controls: C, state: StateOf<C>): void {
  for (const [name, control] of Object.entries(controls)) {
    const value = state[name];
    fieldOf(form, name).value =
      control.kind === 'range' ? String(positionOf(control, value as number)) : (value as string);
  }
  writeOutputs(form, controls, state);
}

/** The options of a drop-down list as HTML, in groups where they name one, the initial one chosen. */
export function optionsHtml({ options, initial }: Omit<ChoiceControl, 'kind' | 'label'>): string {
  const one = ({ value, text }: ChoiceControl['options'][number]) =>
    `<option value="${toHtml(value)}"${value === initial ? ' selected' : ''}>${toHtml(text)}</option>`;
  return [...new Set(options.map(({ group }) => group))]
    .map((name) => {
      const own = options.filter(({ group }) => group === name).map(one);
      return name === undefined
        ? own.join('')
        : `<optgroup label="${toHtml(name)}">${own.join('')}</optgroup>`;
    })
    .join('');
}
