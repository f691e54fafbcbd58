import type { Markup } from '../figures/markup.ts';

/** A slider. On a log scale the slider moves in powers of ten; `min`, `max` and `initial` are values all the same. */
export interface RangeControl {
  readonly kind: 'range';
  readonly label: Markup;
  readonly min: number;
  readonly max: number;
  /** Of the value, or of its decimal logarithm on a log scale. */
  readonly step: number;
  readonly initial: number;
  readonly scale?: 'linear' | 'log';
  /** The colour of what the slider moves in the pictures; the accent by default. */
  readonly tone?: 'second';
  /** Values with a name, marked under the slider. */
  readonly stops?: readonly { readonly at: number; readonly text: string }[];
}

/** A drop-down list. */
export interface ChoiceControl {
  readonly kind: 'choice';
  readonly label: Markup;
  readonly options: readonly {
    readonly value: string;
    readonly text: string;
    readonly group?: string | undefined;
  }[];
  readonly initial: string;
}

export type Control = RangeControl | ChoiceControl;

/** A slider from its least to its greatest value, and where it stands at first. */
export const range = (
  label: Markup,
  [min, max]: readonly [number, number],
  { step, initial, ...more }: Pick<RangeControl, 'step' | 'initial' | 'scale' | 'tone' | 'stops'>,
): RangeControl => ({ kind: 'range', label, min, max, step, initial, ...more });

export const choice = (label: Markup, options: ChoiceControl['options'], initial: string): ChoiceControl => ({
  kind: 'choice',
  label,
  options,
  initial,
});

/** The controls of a lab by name, in the order in which they stand on the page. The names are those in the address. */
export type Controls = Readonly<Record<string, Control>>;

/** Values of all controls. */
export type StateOf<C extends Controls> = {
  readonly [K in keyof C]: C[K] extends RangeControl ? number : string;
};

export const initialState = <C extends Controls>(controls: C): StateOf<C> =>
  Object.fromEntries(Object.entries(controls).map(([name, { initial }]) => [name, initial])) as StateOf<C>;

/** Place of a slider's thumb for a value, and back. Values on a log scale keep three digits, or two where steps are wide. */
export const positionOf = ({ scale }: RangeControl, value: number): number =>
  scale === 'log' ? Math.log10(value) : value;

export function valueAtPosition({ scale, step, min, max }: RangeControl, position: number): number {
  const value =
    scale === 'log'
      ? Number((10 ** position).toPrecision(step < 0.04 ? 3 : 2))
      : Number(position.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9))));
  return Math.min(Math.max(value, min), max);
}

/** Small steps of a slider that a key stands for. */
export const keySteps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

/** The value as it stands beside the slider: as many decimals as its step has, or three digits on a log scale. */
export function valueText({ scale, step }: RangeControl, value: number): string {
  const [mantissa, exponent] = value.toExponential(2).split('e').map(Number);
  const shown =
    scale !== 'log'
      ? value.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))
      : Math.abs(exponent) < 4
        ? String(Number(value.toPrecision(3)))
        : `${mantissa}e${exponent}`;
  return shown.replaceAll('-', '\u2212');
}
