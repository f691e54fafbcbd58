import { powerLoss, quadratic, quartic, type OneDimensionalLoss } from '../../math/one-dimensional.ts';
import { random } from '../../math/random.ts';
import { linearValley, runValley } from '../../math/valley.ts';
import { choice, range } from '../controls.ts';
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
    section: choice(
      'Cross-section <i>g</i>(<i>x</i>)',
      Object.entries(sections).map(([value, { text, group }]) => ({ value, text, group })),
      'pseudo-huber',
    ),
    rate: range('Learning rate <i>η</i>', [0.02, 0.3], { step: 0.005, initial: 0.1, tone: 'second' }),
    sharpness: range('Sharpness at the start <i>λ</i><sub>0</sub>', [5, 80], { step: 1, initial: 40 }),
    slope: range('Sharpening along the floor <i>k</i>', [0.1, 3], { step: 0.1, initial: 1 }),
    tilt: range('Tilt of the floor <i>c</i>', [0, 1], { step: 0.02, initial: 0 }),
    start: range('Start <i>x</i>', [0.01, 2], { step: 0.01, initial: 0.1 }),
    steps: range('Steps', [100, 30000], { step: 0.05, initial: 2000, scale: 'log' }),
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
