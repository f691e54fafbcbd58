import { powerLoss, quadratic, quartic, type OneDimensionalLoss } from '../../math/one-dimensional.ts';
import { random } from '../../math/random.ts';
import { linearValley, runValley } from '../../math/valley.ts';
import { defineLab } from '../view.ts';
import { valleyView } from './view.ts';

interface Section {
  readonly text: string;
  readonly loss: OneDimensionalLoss;
  readonly group: string;
}

const sections: Readonly<Record<string, Section>> = {
  'pseudo-huber': { text: '√(1 + x²) − 1', loss: powerLoss(1), group: 'Subquadratic' },
  logarithm: { text: '½ ln(1 + x²)', loss: powerLoss(0), group: 'Subquadratic' },
  quadratic: { text: '½x²', loss: quadratic, group: 'Controls' },
  quartic: { text: '½x² + x⁴', loss: quartic, group: 'Controls' },
};

/** Points of a run that are drawn. */
const most = 500;

export const valley = defineLab({
  slug: 'valley',
  controls: {
    section: {
      kind: 'choice',
      label: 'Cross-section <i>g</i>(<i>x</i>)',
      options: Object.entries(sections).map(([value, { text, group }]) => ({ value, text, group })),
      initial: 'pseudo-huber',
    },
    rate: {
      kind: 'range',
      label: 'Learning rate <i>η</i>',
      min: 0.02,
      max: 0.3,
      step: 0.005,
      initial: 0.1,
      tone: 'second',
    },
    sharpness: {
      kind: 'range',
      label: 'Sharpness at the start <i>λ</i><sub>0</sub>',
      min: 5,
      max: 80,
      step: 1,
      initial: 40,
    },
    slope: {
      kind: 'range',
      label: 'Sharpening along the floor <i>k</i>',
      min: 0.1,
      max: 3,
      step: 0.1,
      initial: 1,
    },
    tilt: { kind: 'range', label: 'Tilt of the floor <i>c</i>', min: 0, max: 1, step: 0.02, initial: 0 },
    start: { kind: 'range', label: 'Start <i>x</i>', min: 0.01, max: 2, step: 0.01, initial: 0.1 },
    steps: {
      kind: 'range',
      label: 'Steps',
      min: 100,
      max: 30000,
      step: 0.05,
      initial: 2000,
      scale: 'log',
    },
  },
  view: ({ section, rate, sharpness, slope, tilt, start, steps }) => {
    const { loss } = sections[section];
    const run = runValley(linearValley(loss, sharpness, slope, tilt), rate, start, {
      steps,
      every: Math.max(1, Math.round(steps / most)),
      // Else x underflows to 0 while the floor is flatter than the edge, and stays there when it no longer is.
      noise: tilt > 0 ? { size: 1e-3, source: random(0, 'valley lab') } : null,
    });
    return valleyView({ section: loss, rate, sharpness, slope, tilt, run });
  },
});
