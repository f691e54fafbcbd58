import { expect, test } from 'vitest';
import { sizes, type Size } from '../../src/figures/draw-figure.ts';
import { hashOf, stateFromHash } from '../../src/labs/address.ts';
import {
  initialState,
  positionOf,
  valueAtPosition,
  type Controls,
  type StateOf,
} from '../../src/labs/controls.ts';
import { drawLive, readingsHtml } from '../../src/labs/draw.ts';
import { gradientDescent } from '../../src/labs/gradient-descent/lab.ts';
import { magnitudes } from '../../src/labs/magnitudes/lab.ts';
import { schedule } from '../../src/labs/schedule/lab.ts';
import { valley } from '../../src/labs/valley/lab.ts';
import type { Lab } from '../../src/labs/view.ts';
import { random } from '../../src/math/random.ts';

const labs = [gradientDescent, valley, schedule, magnitudes] as unknown as readonly Lab<Controls>[];
const states = 16;

/** Any state that a reader can reach with the controls. */
function anyState(controls: Controls, seed: number): StateOf<Controls> {
  const source = random(seed, 'state of a lab');
  return Object.fromEntries(
    Object.entries(controls).map(([name, control]) => {
      if (control.kind === 'choice')
        return [name, control.options[source.integer(0, control.options.length - 1)].value];
      const [low, high] = [control.min, control.max].map((value) => positionOf(control, value));
      const steps = Math.round((high - low) / control.step);
      return [name, valueAtPosition(control, low + source.integer(0, steps) * control.step)];
    }),
  ) as StateOf<Controls>;
}

for (const lab of labs) {
  test(`${lab.slug}: every state that the controls reach has pictures, numbers and a summary`, () => {
    for (let seed = 0; seed < states; seed++) {
      const state = seed === 0 ? initialState(lab.controls) : anyState(lab.controls, seed);
      const { figures, readings, summary } = lab.view(state);
      for (const size of Object.keys(sizes) as Size[])
        for (const figure of figures)
          expect(drawLive(figure, size), JSON.stringify(state)).not.toMatch(/NaN|Infinity/);
      expect(readingsHtml(readings!)).not.toMatch(/NaN|Infinity|undefined/);
      expect(summary).toMatch(/^[A-Z].*\.$/);
    }
  });

  test(`${lab.slug}: an address restores the state that wrote it`, () => {
    for (let seed = 1; seed < states; seed++) {
      const state = anyState(lab.controls, seed);
      expect(stateFromHash(lab.controls, hashOf(lab.controls, state))).toEqual(state);
    }
    expect(hashOf(lab.controls, initialState(lab.controls))).toBe('');
    expect(stateFromHash(lab.controls, '#nonsense=1')).toEqual(initialState(lab.controls));
  });
}
