import type { OneDimensionalLoss } from '../../math/one-dimensional.ts';
import { adiabaticStep, finalSharpness, hoveringPoint } from '../../math/valley.ts';
import { edgeAmplitude } from '../../math/period-two.ts';

/** What theory says of a run through a valley. */
export interface ValleyPrediction {
  /** Sharpness at the recorded steps, as if x were on its two-cycle; none where the floor is tilted. */
  readonly sharpness: readonly number[] | null;
  /** Where the sharpness ends, or what it hovers at. */
  readonly end: number | null;
  /** |x| there. */
  readonly amplitude: number | null;
  readonly from: string;
}

export interface ValleySetting {
  readonly section: OneDimensionalLoss;
  readonly rate: number;
  readonly sharpness: number;
  readonly slope: number;
  readonly tilt: number;
}

/** The closed forms hold for √(1 + x²) − 1. */
const closedForm = 'power-1';

const nothing: ValleyPrediction = {
  sharpness: null,
  end: null,
  amplitude: null,
  from: 'no stable two-cycle',
};

export function predictValley(
  { section, rate, sharpness, slope, tilt }: ValleySetting,
  steps: readonly number[],
): ValleyPrediction {
  if (section.growth !== 'subquadratic') return nothing;
  if (tilt > 0) {
    if (section.id !== closedForm) return { ...nothing, from: 'no closed form' };
    const { sharpness: end, x } = hoveringPoint(rate, slope, tilt);
    return { sharpness: null, end, amplitude: x, from: '(2/<i>η</i>)(1 + <i>c</i>/<i>k</i>)' };
  }
  const path: number[] = [];
  let at = sharpness;
  for (let step = 0, i = 0; i < steps.length; step++) {
    if (step === steps[i]) {
      path.push(at);
      i++;
    }
    at = adiabaticStep(section, rate, slope, at);
  }
  const last = path.at(-1)!;
  const settled = section.id === closedForm && sharpness > 2 / rate && last / (2 / rate) - 1 < 1e-3;
  return {
    sharpness: path,
    end: settled ? finalSharpness(rate, slope) : last,
    amplitude: settled ? 0 : (edgeAmplitude(section, rate * last) ?? 0),
    from: settled
      ? '(2/<i>η</i>)(1 − <i>η</i><sup>2</sup><i>k</i><sup>2</sup>/8)'
      : '<i>x</i> on its two-cycle',
  };
}
