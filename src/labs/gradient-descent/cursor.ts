import { edgeRate } from '../../math/one-dimensional.ts';
import type { SampledLoss } from '../../math/sampled-loss.ts';
import { tabsOn } from '../tabs.ts';
import { gradientDescent, lossesWith } from './lab.ts';
import { highest, lowest } from './prediction.ts';

type Controls = (typeof gradientDescent)['controls'];

/** The cursor of the bifurcation diagram, which moves the learning rate. */
export function cursorOn(slices: readonly SampledLoss[]) {
  const losses = lossesWith(slices);
  const edgeOf = ({ loss }: { readonly loss: string }) => edgeRate(losses.find(({ id }) => id === loss)!);
  return tabsOn<Controls>(gradientDescent.controls, [
    {
      control: 'rate',
      label: 'Cursor of the diagram: learning rate over the edge',
      figure: 'gradient-descent',
      panel: 'diagram',
      axis: (state) => ({ scale: 'linear', domain: [lowest * edgeOf(state), highest * edgeOf(state)] }),
      at: (state) => state.rate * edgeOf(state),
      value: (state, at) => at / edgeOf(state),
    },
  ]);
}
