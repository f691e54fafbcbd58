import { tabsOn, type Tab } from '../tabs.ts';
import { magnitudes, single } from './lab.ts';
import { reachOf } from './view.ts';

type Controls = (typeof magnitudes)['controls'];

/** Each magnitude is placed where its scale lies, at the distance 1/m. */
export const magnitudeTabs = tabsOn<Controls>(
  magnitudes.controls,
  single.map((name, i): Tab<Controls> => ({
    control: name,
    label: `Place of magnitude ${i + 1}`,
    figure: 'magnitudes',
    panel: 'loss',
    axis: (state) => ({
      scale: 'log',
      domain: reachOf(single.slice(0, state.count).map((one) => state[one])),
    }),
    at: (state) => (state.set === 'single' && i < state.count ? 1 / state[name] : null),
    value: (_, at) => 1 / at,
  })),
);
